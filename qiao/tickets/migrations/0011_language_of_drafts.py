from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0010_deleted_views_and_closed_moves")]
    operations = [
        migrations.AddField("draft", "language", models.CharField(max_length=10, blank=True, default="")),
    ]
