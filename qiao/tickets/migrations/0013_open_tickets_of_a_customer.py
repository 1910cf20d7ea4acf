from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0012_messages_index_what_they_have")]
    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "new",
                            "open",
                            "waiting_customer",
                            "waiting_rnd",
                            "waiting_third_party",
                            "waiting_release",
                            "scheduled",
                        ),
                    )
                ),
                fields=["organisation", "updated_at", "id"],
                name="ticket_open_organisation",
            ),
        ),
    ]
