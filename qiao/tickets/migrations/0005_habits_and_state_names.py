import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import qiao.kernel.i18n

STATES = (
    "new", "open", "waiting_customer", "waiting_rnd", "waiting_third_party", "waiting_release", "scheduled", "solved",
    "closed", "merged", "spam",
)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0004_portal"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="DeskHabit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("start_view", models.CharField(blank=True, default="", max_length=30)),
                (
                    "view_order",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="desk_habit",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StateName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                ("label", qiao.kernel.i18n.BilingualField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("key__in", STATES)), name="state_name_key")]
            },
        ),
    ]
