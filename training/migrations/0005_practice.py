import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('evidence', '0085_presentations'),
        ('recall', '0019_reasons'),
        ('training', '0004_class_days'),
        ('units', '0002_dated_tree'),
    ]

    operations = [
        migrations.CreateModel(
            name='HostPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('kind', models.CharField(choices=[('VILLAGE', '村（社区）'), ('PROJECT', '重点项目'), ('UNIT', '基层单位')], max_length=8, verbose_name='类别')),
                ('capacity', models.PositiveSmallIntegerField(verbose_name='同时接收人数')),
                ('seat_km', models.PositiveSmallIntegerField(null=True, verbose_name='距县城（公里）')),
                ('lodging', models.CharField(blank=True, max_length=200, verbose_name='食宿和交通')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='停用时间')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.jurisdiction')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='host_places', to='units.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county', 'name'), name='host_place_name_once'), models.CheckConstraint(condition=models.Q(('capacity__range', (1, 20))), name='host_place_has_room'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='host_place_closed_by_with_at')],
            },
        ),
        migrations.CreateModel(
            name='JournalPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='training.journalentry')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.evidencefile')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='journal_photo_number_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 3))), name='journal_photos_at_most_three')],
            },
        ),
        migrations.CreateModel(
            name='PostingExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before_on', models.DateField(verbose_name='原终止日期')),
                ('after_on', models.DateField(verbose_name='延至')),
                ('reason', models.CharField(max_length=200, verbose_name='延期理由')),
                ('extended_at', models.DateTimeField(verbose_name='登记时间')),
                ('extended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('posting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='extension', to='training.practiceposting')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), ('after_on__gt', models.F('before_on'))), name='posting_extension_longer_and_explained')],
            },
        ),
        migrations.CreateModel(
            name='PostingPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ILLNESS', '因病'), ('MATERNITY', '孕产哺乳'), ('CARE', '照料家人'), ('DISASTER', '抢险救灾抽调'), ('OTHER', '其他')], max_length=9, verbose_name='原因')),
                ('note', models.CharField(max_length=200, verbose_name='说明')),
                ('from_on', models.DateField(verbose_name='暂停首日')),
                ('until_on', models.DateField(null=True, verbose_name='暂停末日')),
                ('paused_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='恢复登记时间')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paused_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='training.practiceposting')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(('note', ''), _negated=True), ('until_on', None)), models.Q(models.Q(('note', ''), _negated=True), ('until_on__gte', models.F('from_on'))), _connector='OR'), name='posting_pause_in_order_and_explained'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('until_on', None)), models.Q(('ended_at__isnull', False), ('until_on__isnull', False)), _connector='OR'), name='posting_pause_ended_with_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='posting_pause_ended_by_with_at'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('posting', '='), (models.Func(models.F('from_on'), models.F('until_on'), models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='posting_pause_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='PostingTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='转接日期')),
                ('from_place', models.CharField(max_length=80, verbose_name='原锻炼地点')),
                ('to_place', models.CharField(max_length=80, verbose_name='新锻炼地点')),
                ('reason', models.CharField(max_length=200, verbose_name='转接原因')),
                ('handover', models.TextField(verbose_name='交接说明')),
                ('moved_at', models.DateTimeField(verbose_name='登记时间')),
                ('from_mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('moved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='training.practiceposting')),
                ('to_mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('handover', ''), _negated=True)), name='posting_transfer_is_explained')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='practiceposting',
            name='posting_lasts_1_to_6_months',
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='early_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='提前结束的原因'),
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='home_km',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='距家（公里）'),
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='paused_days',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='顺延天数'),
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='unit_km',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='距原单位（公里）'),
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='host_place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='training.hostplace'),
        ),
        migrations.AddConstraint(
            model_name='practiceposting',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', django.db.models.expressions.CombinedExpression(models.F('from_on'), '+', models.Value(datetime.timedelta(days=27)))), ('until_on__lte', models.Func(models.F('from_on'), models.F('paused_days'), models.Value(183), arg_joiner=' + ', output_field=models.DateField(), template='(%(expressions)s)'))), name='posting_lasts_1_to_6_months'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postingextension',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3642d7f94909aa9be7fc9ba7155fbe5bef948b65', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0362d', table='training_postingextension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postingtransfer',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4561eda7fc13c2078582a1922a5896b03a503f85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b1f14', table='training_postingtransfer', when='BEFORE')),
        ),
    ]
