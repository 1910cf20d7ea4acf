import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("channels", "0003_opening_and_signatures"),
        ("kernel", "0010_no_index_twice"),
    ]

    operations = [
        migrations.AlterField(
            model_name="outgoingmail",
            name="mailbox",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outgoing",
                to="channels.mailbox",
            ),
        ),
        migrations.AlterField(
            model_name="outgoingmail",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outgoing",
                to="channels.thread",
            ),
        ),
        migrations.AlterField(
            model_name="rawmail",
            name="duplicate_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="duplicates",
                to="channels.rawmail",
            ),
        ),
        migrations.AlterField(
            model_name="rawmail",
            name="mailbox",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="raw_mails",
                to="channels.mailbox",
            ),
        ),
        migrations.AlterField(
            model_name="rawmail",
            name="thread",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="raw_mails",
                to="channels.thread",
            ),
        ),
        migrations.AddIndex(
            model_name="rawmail",
            index=models.Index(
                condition=models.Q(("duplicate_of__isnull", False)), fields=["duplicate_of"], name="raw_duplicate"
            ),
        ),
    ]
