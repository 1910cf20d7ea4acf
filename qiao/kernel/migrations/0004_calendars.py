"""Working calendars, with the two that Qiao ships."""

import django.db.models.deletion
import django.db.models.functions.datetime
import qiao.kernel.i18n
from django.db import migrations, models

from qiao.kernel.time.china import load_china_calendars


def load(apps, schema_editor):
    load_china_calendars(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_search_statistics'),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=64, unique=True)),
                ('name', qiao.kernel.i18n.BilingualField()),
                ('time_zone', models.CharField(max_length=64)),
                ('has_holidays', models.BooleanField(default=True)),
                ('revision', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('kind', models.CharField(choices=[('closed', 'Day off'), ('open', 'Working day')], max_length=8)),
                ('intervals', models.JSONField(blank=True, default=list)),
                ('label', qiao.kernel.i18n.BilingualField(blank=True)),
                ('confirmed_by', models.TextField(blank=True, default='')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='kernel.calendar')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('calendar', 'date'), name='calendar_day_once')],
            },
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateTimeField()),
                ('weekly', models.JSONField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='kernel.calendar')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('calendar', 'valid_from'), name='calendar_version_from')],
            },
        ),
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('is_confirmed', models.BooleanField(default=False)),
                ('source', models.TextField(blank=True, default='')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='kernel.calendar')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('calendar', 'year'), name='calendar_year_once')],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
