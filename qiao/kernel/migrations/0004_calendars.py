"""The working calendars that Qiao ships."""

from django.db import migrations

from qiao.kernel.time.china import load_china_calendars


def load(apps, schema_editor):
    load_china_calendars(apps)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
