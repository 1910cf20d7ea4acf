from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_issuers_without_verified_addresses"),
        ("tickets", "0011_language_of_drafts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_of_raw_mail",
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_of_outgoing",
        ),
        migrations.RemoveIndex(
            model_name="message",
            name="message_of_contact",
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("contact__isnull", False)),
                fields=["contact", "created_at"],
                name="message_of_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("raw_mail_id__isnull", False)), fields=("raw_mail_id",), name="message_of_raw_mail"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outgoing_id__isnull", False)), fields=("outgoing_id",), name="message_of_outgoing"
            ),
        ),
    ]
