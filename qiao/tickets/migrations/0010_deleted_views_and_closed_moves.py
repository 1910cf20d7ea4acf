from django.db import migrations, models

STATES = (
    "new", "open", "waiting_customer", "waiting_rnd", "waiting_third_party", "waiting_release", "scheduled", "solved",
    "closed", "merged", "spam",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("tickets", "0009_waiting_and_done_indexes")]
    operations = [
        migrations.AddField("savedview", "deleted_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="ClosedMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=20)),
                ("target", models.CharField(max_length=20)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["source", "target"], name="closed_move_once"),
                    models.CheckConstraint(
                        condition=models.Q(source__in=STATES, target__in=STATES), name="closed_move_states"
                    ),
                ]
            },
        ),
    ]
