import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now

KINDS = [
    ("mention", "Somebody mentions me"),
    ("assigned", "A ticket is assigned to me"),
    ("reply", "A customer writes in a ticket I own or follow"),
    ("due_soon", "A target is about to be missed"),
    ("overdue", "A target was missed"),
    ("delivery_failed", "A mail could not be delivered"),
    ("quarantined", "A mail waits in quarantine"),
]


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_cache")]
    operations = [
        migrations.AddField(
            "person",
            "muted",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list, size=None,
                verbose_name="Not told about",
            ),
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=20)),
                ("who", models.CharField(blank=True, default="", max_length=200)),
                ("subject", models.CharField(blank=True, default="", max_length=500)),
                ("address", models.CharField(max_length=500)),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.BigIntegerField()),
                ("times", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField(db_default=Now())),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-at", "-id"], name="notification_of_person"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", False)), fields=["read_at"],
                        name="notification_to_forget",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", [kind for kind, _ in KINDS])), name="notification_kind"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("read_at", None)),
                        fields=("person", "object_type", "object_id", "kind"), name="notification_unread_once",
                    ),
                ],
            },
        ),
    ]
