import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0009_files_wanted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="eventdelivery",
            name="event",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="kernel.outboxevent",
            ),
        ),
    ]
