import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import qiao.kernel.secrets
import qiao.staff.models.person
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('customers', '0002_merging_notes_privacy_exports'), ('customers', '0003_portal')]

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
        ('products', '0001_initial'),
        ('staff', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NotTheSame',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('organisation', 'Organisation'), ('contact', 'Contact')], max_length=12)),
                ('low', models.BigIntegerField()),
                ('high', models.BigIntegerField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'low', 'high'), name='not_the_same_once'), models.CheckConstraint(condition=models.Q(('low__lt', models.F('high'))), name='not_the_same_ordered')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('short_name', models.CharField(blank=True, default='', max_length=60, verbose_name='Short name')),
                ('name_py', models.CharField(blank=True, default='', editable=False, max_length=700)),
                ('name_initials', models.CharField(blank=True, default='', editable=False, max_length=200)),
                ('uscc', models.CharField(blank=True, default='', max_length=18, verbose_name='Unified social credit code')),
                ('external_key', models.CharField(blank=True, default='', max_length=64, verbose_name='Number in your CRM')),
                ('industry', models.CharField(blank=True, default='', max_length=80, verbose_name='Industry')),
                ('place', models.CharField(blank=True, default='', max_length=80, verbose_name='Place')),
                ('tier', models.CharField(choices=[('strategic', 'Strategic'), ('key', 'Key'), ('normal', 'Standard')], default='normal', max_length=10, verbose_name='Tier')),
                ('is_key_account', models.BooleanField(default=False, verbose_name='Key account')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体中文')], default='zh-hans', max_length=8, verbose_name='Language')),
                ('time_zone', models.CharField(default='Asia/Shanghai', max_length=64, validators=[qiao.staff.models.person.validate_time_zone], verbose_name='Time zone')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='organisations', to=settings.AUTH_USER_MODEL, verbose_name='Dedicated consultant')),
                ('annual_revenue', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='Revenue a year')),
                ('currency', models.CharField(blank=True, default='CNY', max_length=3, verbose_name='Currency')),
                ('notes', models.TextField(blank=True, default='', verbose_name='Notes')),
                ('is_active', models.BooleanField(default=True)),
                ('merged_into', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.organisation')),
                ('merged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='organisation_merged'), models.Index(models.F('name_py'), models.F('id'), name='organisation_by_name'), models.Index(fields=['created_at', 'id'], name='organisation_by_age'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), 'gin_trgm_ops'), name='organisation_name_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('short_name'), 'gin_trgm_ops'), name='organisation_short_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_py'), 'gin_trgm_ops'), name='organisation_py_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_initials'), 'gin_trgm_ops'), name='organisation_ini_trgm')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('external_key', ''), _negated=True), fields=('external_key',), name='organisation_external_key'), models.CheckConstraint(condition=models.Q(models.Q(('merged_at', None), ('merged_into', None)), models.Q(('merged_at__isnull', False), ('merged_into__isnull', False), models.Q(('merged_into', models.F('id')), _negated=True)), _connector='OR'), name='organisation_merged_has_target')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='customers.organisation', verbose_name='Customer')),
                ('name', models.CharField(max_length=120, verbose_name='Name')),
                ('call_name', models.CharField(blank=True, default='', max_length=60, verbose_name='How to address them')),
                ('job_title', models.CharField(blank=True, default='', max_length=120, verbose_name='Job title')),
                ('duty', models.CharField(blank=True, default='', max_length=60, verbose_name='Part in our work')),
                ('name_py', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('name_initials', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('zh-hans', '简体中文')], default='', max_length=8, verbose_name='Language')),
                ('time_zone', models.CharField(blank=True, default='', max_length=64, verbose_name='Time zone')),
                ('notes', models.TextField(blank=True, default='', verbose_name='Notes')),
                ('is_active', models.BooleanField(default=True)),
                ('merged_into', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='customers.contact')),
                ('merged_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='contact_merged'), models.Index(fields=['organisation', 'name_py', 'id'], name='contact_of_organisation'), models.Index(models.F('name_py'), models.F('id'), name='contact_by_name'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name'), 'gin_trgm_ops'), name='contact_name_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_py'), 'gin_trgm_ops'), name='contact_py_trgm'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('name_initials'), 'gin_trgm_ops'), name='contact_ini_trgm')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('merged_at', None), ('merged_into', None)), models.Q(('merged_at__isnull', False), ('merged_into__isnull', False), models.Q(('merged_into', models.F('id')), _negated=True)), _connector='OR'), name='contact_merged_has_target')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='customers.organisation')),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='customers.contact')),
                ('body', models.TextField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_pinned', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-created_at', '-id'], name='note_of_organisation'), models.Index(fields=['contact', '-created_at', '-id'], name='note_of_contact')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact', None), ('organisation__isnull', False)), models.Q(('contact__isnull', False), ('organisation', None)), _connector='OR'), name='note_about_one')],
            },
        ),
        migrations.CreateModel(
            name='NoteWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier', to='customers.note')),
                ('body', models.TextField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-written_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='customers.contact')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='customers.organisation')),
                ('reason', models.TextField(verbose_name='Reason')),
                ('placed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('released_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact', None), ('organisation__isnull', False)), models.Q(('contact__isnull', False), ('organisation', None)), _connector='OR'), name='legal_hold_on_one')],
            },
        ),
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='customers.organisation')),
                ('contact', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='customers.contact')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('name', models.CharField(max_length=255)),
                ('content_type', models.CharField(max_length=255)),
                ('size', models.BigIntegerField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('removed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-created_at', '-id'], name='file_of_organisation'), models.Index(fields=['contact', '-created_at', '-id'], name='file_of_contact'), models.Index(condition=models.Q(('removed_at__isnull', False)), fields=['removed_at'], name='file_to_forget')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('contact', None), ('organisation__isnull', False)), models.Q(('contact__isnull', False), ('organisation', None)), _connector='OR'), name='kept_file_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Deployment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deployments', to='customers.organisation')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='products.product', verbose_name='Product')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deployments', to='products.version', verbose_name='Version')),
                ('environment', models.CharField(choices=[('production', 'Production'), ('dr', 'Disaster recovery'), ('test', 'Test'), ('development', 'Development')], default='production', max_length=12, verbose_name='Environment')),
                ('name', models.CharField(blank=True, default='', max_length=120, verbose_name='Name of the installation')),
                ('edition', models.CharField(blank=True, default='', max_length=60, verbose_name='Edition')),
                ('since', models.DateField(blank=True, null=True, verbose_name='In use since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='In use until')),
                ('source', models.CharField(choices=[('manual', 'Entered by hand'), ('ticket', 'Told in a ticket'), ('import', 'Imported'), ('telemetry', 'Reported by the product')], default='manual', editable=False, max_length=10)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'indexes': [models.Index(fields=['product', 'version'], name='deployment_of_version')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='customers.organisation')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='products.product', verbose_name='Product')),
                ('number', models.CharField(max_length=60, verbose_name='Contract number')),
                ('level', models.CharField(choices=[('platinum', 'Platinum'), ('gold', 'Gold'), ('silver', 'Silver'), ('standard', 'Standard service')], default='standard', max_length=12, verbose_name='Service level')),
                ('hours', models.CharField(choices=[('7x24', '7×24'), ('7x12', '7×12'), ('5x8', '5×8')], default='5x8', max_length=6, verbose_name='Service hours')),
                ('starts_on', models.DateField(verbose_name='Starts on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='Ends on')),
                ('terms', models.TextField(blank=True, default='', verbose_name='Terms worth knowing')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['-starts_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='contract_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='customers.organisation')),
                ('domain', models.CharField(max_length=253, unique=True, verbose_name='Mail domain')),
            ],
            options={
                'ordering': ['domain'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('domain'), 'gin_trgm_ops'), name='domain_trgm')],
                'constraints': [models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='domain_lower')],
            },
        ),
        migrations.CreateModel(
            name='PortalAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='portal_account', to='customers.contact')),
                ('role', models.CharField(choices=[('own', 'Own requests'), ('organisation', 'All requests of the organisation'), ('administrator', 'All requests, and who may see them')], default='own', max_length=13, verbose_name='Sees on the portal')),
                ('is_blocked', models.BooleanField(default=False, verbose_name='May not sign in')),
                ('mails_receipts', models.BooleanField(default=True, verbose_name='Confirm requests I make here')),
                ('mails_changes', models.BooleanField(default=False, verbose_name='Tell me when a request is solved, closed or opened again')),
                ('mails_colleagues', models.BooleanField(default=False, verbose_name='Tell me when a colleague asks something')),
                ('last_sign_in_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['own', 'organisation', 'administrator'])), name='portal_role')],
            },
        ),
        migrations.CreateModel(
            name='PortalKnock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=16)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'key', 'at'], name='portal_knock')],
            },
        ),
        migrations.CreateModel(
            name='PortalSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='customers.portalaccount')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('method', models.CharField(max_length=8)),
                ('user_agent', models.CharField(blank=True, default='', max_length=300)),
                ('address', models.CharField(blank=True, default='', max_length=45)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('seen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'ordering': ['-seen_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PrivacyPolicy',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('pipl_days', models.PositiveSmallIntegerField(default=15, verbose_name='Days under the PIPL')),
                ('gdpr_months', models.PositiveSmallIntegerField(default=1, verbose_name='Months under the GDPR')),
                ('other_days', models.PositiveSmallIntegerField(default=30, verbose_name='Days under other laws')),
                ('files_kept_days', models.PositiveSmallIntegerField(default=14, verbose_name='Days an export can be downloaded')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='privacy_policy_once')],
            },
        ),
        migrations.CreateModel(
            name='SignInCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('browser_hash', models.CharField(max_length=64, unique=True)),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.contact')),
                ('code_hash', models.CharField(blank=True, default='', max_length=64)),
                ('link_hash', models.CharField(blank=True, db_index=True, default='', max_length=64)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('following', models.CharField(blank=True, default='', max_length=500)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TrustedIssuer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='Key')),
                ('kind', models.CharField(choices=[('oidc', 'Single sign-on (OpenID Connect)'), ('token', 'Signed token from your product')], max_length=5, verbose_name='Kind')),
                ('name', models.CharField(max_length=80, verbose_name='Name on the sign-in page')),
                ('issuer', models.CharField(max_length=300, verbose_name='Issuer')),
                ('client_id', models.CharField(blank=True, default='', max_length=200, verbose_name='Client id')),
                ('secret', qiao.kernel.secrets.EncryptedTextField(blank=True, default='', verbose_name='Secret or public key')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.organisation', verbose_name='Only for this customer')),
                ('adds_contacts', models.BooleanField(default=False, verbose_name='Adds people we do not know yet')),
                ('is_active', models.BooleanField(default=True, verbose_name='In use')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['name', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('oidc', 'token'))), name='issuer_kind')],
            },
        ),
        migrations.CreateModel(
            name='SpentToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='customers.trustedissuer')),
                ('token_hash', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'token_hash'), name='token_spent_once')],
            },
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='customers.contact')),
                ('kind', models.CharField(choices=[('email', 'Email'), ('phone', 'Phone'), ('wecom', 'WeCom'), ('dingtalk', 'DingTalk'), ('feishu', 'Feishu')], default='email', max_length=10, verbose_name='Kind')),
                ('value', models.CharField(max_length=254, verbose_name='Address or number')),
                ('value_norm', models.CharField(editable=False, max_length=254)),
                ('is_primary', models.BooleanField(default=False)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('undeliverable_at', models.DateTimeField(blank=True, null=True)),
                ('undeliverable_reason', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['-is_primary', 'id'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('value_norm'), 'gin_trgm_ops'), name='contact_point_trgm')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'value_norm'), name='contact_point_once'), models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('contact', 'kind'), name='contact_point_one_primary')],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='customers.contact')),
                ('kind', models.CharField(choices=[('export', 'A copy of their data'), ('erasure', 'To be forgotten')], max_length=8, verbose_name='What they want')),
                ('law', models.CharField(choices=[('pipl', 'PIPL (China)'), ('gdpr', 'GDPR (European Union)'), ('other', 'Another law or agreement')], max_length=6, verbose_name='Under which law')),
                ('state', models.CharField(choices=[('received', 'Received'), ('verifying', 'Verifying identity'), ('in_progress', 'In progress'), ('done', 'Done'), ('refused', 'Refused')], default='received', max_length=12)),
                ('asked', models.TextField(blank=True, default='', verbose_name='What they wrote or said')),
                ('words', models.TextField(blank=True, default='', verbose_name='Other spellings and nicknames')),
                ('verified_how', models.TextField(blank=True, default='', verbose_name='How the identity was verified')),
                ('refusal', models.TextField(blank=True, default='', verbose_name='Why it is refused')),
                ('received_on', models.DateField(verbose_name='Received on')),
                ('due_on', models.DateField()),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.JSONField(default=dict)),
                ('error', models.TextField(blank=True, default='')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('file_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('started_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('finished_at', None)), fields=['due_on', 'id'], name='data_request_due'), models.Index(condition=models.Q(('finished_at__isnull', False)), fields=['-id'], name='data_request_finished')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['done', 'refused'])), models.Q(models.Q(('state__in', ['done', 'refused']), _negated=True), ('finished_at', None)), _connector='OR'), name='data_request_finished'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='data_request_refusal')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=40)),
                ('query', models.TextField(blank=True, default='')),
                ('format', models.CharField(choices=[('csv-bom', 'CSV for Excel (UTF-8 with mark)'), ('csv', 'CSV (UTF-8)'), ('csv-gb18030', 'CSV (GB18030)'), ('xlsx', 'Excel workbook'), ('jsonl', 'Everything as JSON lines, with all files')], default='csv-bom', max_length=12, verbose_name='Format')),
                ('language', models.CharField(default='en', max_length=8)),
                ('time_zone', models.CharField(default='UTC', max_length=64)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being made'), ('ready', 'Ready'), ('cancelled', 'Cancelled'), ('failed', 'Failed'), ('gone', 'Destroyed')], default='waiting', max_length=10)),
                ('total', models.PositiveBigIntegerField(null=True)),
                ('done', models.PositiveBigIntegerField(default=0)),
                ('error', models.TextField(blank=True, default='')),
                ('name', models.CharField(blank=True, default='', max_length=120)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('file_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-id'], name='export_of_person')],
            },
        ),
    ]
