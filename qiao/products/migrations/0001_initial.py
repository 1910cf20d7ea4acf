import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import qiao.kernel.i18n
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('products', '0002_portal')]

    initial = True

    dependencies = [
        ('kernel', '0001_initial'),
        ('staff', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True, verbose_name='Key')),
                ('name', qiao.kernel.i18n.BilingualField(verbose_name='Name')),
                ('name_py', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('name_initials', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('description', qiao.kernel.i18n.BilingualField(blank=True, verbose_name='Description')),
                ('kind', models.CharField(choices=[('on_premises', 'On-premises'), ('cloud', 'Cloud')], default='on_premises', max_length=12, verbose_name='Kind')),
                ('sender_name', qiao.kernel.i18n.BilingualField(blank=True, verbose_name='Sender name in mail')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Product manager')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='products', to='staff.team', verbose_name='Team that receives new tickets')),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('people', models.ManyToManyField(blank=True, related_name='products', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Component',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='products.product')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='products.component', verbose_name='Part of')),
                ('name', qiao.kernel.i18n.BilingualField(verbose_name='Name')),
                ('name_py', models.CharField(blank=True, default='', editable=False, max_length=400)),
                ('name_initials', models.CharField(blank=True, default='', editable=False, max_length=120)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Contact in R&D')),
                ('position', models.PositiveIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PortalBrand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='brand', to='products.product')),
                ('name', qiao.kernel.i18n.BilingualField(verbose_name='Name of the portal')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('colour', models.CharField(default='#116368', max_length=7, verbose_name='Colour')),
                ('domain', models.CharField(blank=True, default='', max_length=253, verbose_name='Domain of its own')),
                ('embed_origins', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), blank=True, default=list, size=None)),
                ('takes_anonymous', models.BooleanField(default=True, verbose_name='People without an account may ask')),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('domain', ''), _negated=True), fields=('domain',), name='brand_domain_once'), models.UniqueConstraint(models.Value(1), condition=models.Q(('product__isnull', True)), name='brand_of_the_house_once'), models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='brand_domain_lower'), models.CheckConstraint(condition=models.Q(('colour__regex', '^#[0-9a-f]{6}$')), name='brand_colour')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='products.product')),
                ('name', models.CharField(max_length=60, verbose_name='Version')),
                ('sort_key', models.CharField(db_collation='C', editable=False, max_length=300)),
                ('released_on', models.DateField(blank=True, null=True, verbose_name='Released on')),
                ('supported_until', models.DateField(blank=True, null=True, verbose_name='Supported until')),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('supported', 'Supported'), ('ended', 'Out of support')], default='supported', max_length=12, verbose_name='State')),
            ],
            options={
                'ordering': ['-sort_key'],
                'constraints': [models.UniqueConstraint(fields=('product', 'name'), name='version_once')],
            },
        ),
    ]
