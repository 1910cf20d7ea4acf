import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import qiao.kernel.i18n
import qiao.staff.models.person
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('staff', '0002_cache'), ('staff', '0003_notifications')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='Work email')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('call_name', models.CharField(blank=True, default='', max_length=60, verbose_name='How to address them')),
                ('job_title', models.CharField(blank=True, default='', max_length=120, verbose_name='Job title')),
                ('name_py', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('name_initials', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体中文')], default='en', max_length=8, verbose_name='Language')),
                ('time_zone', models.CharField(default='Asia/Shanghai', max_length=64, validators=[qiao.staff.models.person.validate_time_zone], verbose_name='Time zone')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('agent_l1', 'Agent, tier 1'), ('agent_l2', 'Agent, tier 2'), ('agent_l3', 'Agent, tier 3'), ('lead', 'Team lead'), ('product_manager', 'Product manager'), ('developer', 'Developer'), ('sales', 'Sales'), ('customer_success', 'Customer success'), ('operations', 'Operations'), ('administrator', 'Administrator'), ('auditor', 'Auditor')], max_length=20), blank=True, default=list, size=None, verbose_name='Roles')),
                ('skills', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='Skills')),
                ('is_active', models.BooleanField(default=True)),
                ('theme', models.CharField(choices=[('auto', 'As the device'), ('light', 'Light'), ('dark', 'Dark')], default='auto', max_length=8, verbose_name='Theme')),
                ('density', models.CharField(choices=[('compact', 'Compact'), ('roomy', 'Roomy')], default='compact', max_length=8, verbose_name='Row height')),
                ('avatar_hue', models.PositiveSmallIntegerField(default=0)),
                ('muted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None, verbose_name='Not told about')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('joined_at', models.DateTimeField(blank=True, null=True)),
                ('deactivated_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['name_py', 'id'], name='person_by_name'), django.contrib.postgres.indexes.GinIndex(fields=['roles'], name='person_roles')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='person_email_lower'), models.CheckConstraint(condition=models.Q(('avatar_hue__lt', 6)), name='person_avatar_hue')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', qiao.kernel.i18n.BilingualField(verbose_name='Name')),
                ('description', models.TextField(blank=True, default='', verbose_name='What the team is for')),
                ('is_restricted', models.BooleanField(default=False, verbose_name='Only members see its tickets')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('members', models.ManyToManyField(blank=True, related_name='teams', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('replaced_at', None)), fields=('person',), name='invitation_one_open')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('mention', 'Somebody mentions me'), ('assigned', 'A ticket is assigned to me'), ('reply', 'A customer writes in a ticket I own or follow'), ('due_soon', 'A target is about to be missed'), ('overdue', 'A target was missed'), ('delivery_failed', 'A mail could not be delivered'), ('quarantined', 'A mail waits in quarantine')], max_length=20)),
                ('who', models.CharField(blank=True, default='', max_length=200)),
                ('subject', models.CharField(blank=True, default='', max_length=500)),
                ('address', models.CharField(max_length=500)),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.BigIntegerField()),
                ('times', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='notification_of_person'), models.Index(condition=models.Q(('read_at__isnull', False)), fields=['read_at'], name='notification_to_forget')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['mention', 'assigned', 'reply', 'due_soon', 'overdue', 'delivery_failed', 'quarantined'])), name='notification_kind'), models.UniqueConstraint(condition=models.Q(('read_at', None)), fields=('person', 'object_type', 'object_id', 'kind'), name='notification_unread_once')],
            },
        ),
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE cache_entry (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX cache_entry_expires ON cache_entry (expires);
            """,
            "DROP TABLE cache_entry",
        ),
    ]
