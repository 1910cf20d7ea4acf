"""More words in the planner's statistics: search and planner tell rare words from common ones by them."""

from django.db import migrations

MORE = "ALTER TABLE kernel_searchdocument ALTER COLUMN tsv SET STATISTICS 400"
USUAL = "ALTER TABLE kernel_searchdocument ALTER COLUMN tsv SET STATISTICS -1"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_append_only")]
    operations = [migrations.RunSQL(MORE, USUAL)]
