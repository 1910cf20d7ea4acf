"""The promises an installation starts with, on China's working days; everybody changes them to their own."""

from django.db import migrations

HOUR = 3600
TARGETS = {"urgent": (HOUR // 2, 4 * HOUR), "high": (HOUR, 8 * HOUR), "normal": (4 * HOUR, 24 * HOUR), "low": (8 * HOUR, 40 * HOUR)}


def set_targets(apps, schema_editor):
    calendar = apps.get_model("kernel", "Calendar").objects.get(key="china")
    for priority, (first_reply, solve) in TARGETS.items():
        apps.get_model("tickets", "SlaTarget").objects.get_or_create(
            priority=priority,
            defaults={"first_reply_seconds": first_reply, "solve_seconds": solve, "calendar": calendar},
        )


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial"), ("kernel", "0004_calendars")]
    operations = [migrations.RunPython(set_targets, migrations.RunPython.noop)]
