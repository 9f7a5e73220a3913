import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('recall', '0019_reasons'),
        ('training', '0002_class_and_practice'),
        ('units', '0002_dated_tree'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='地址摘要')),
                ('is_plain', models.BooleanField(default=False, verbose_name='显示课程名称')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='停用时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user',), name='calendar_feed_one_standing')],
            },
        ),
        migrations.CreateModel(
            name='Postponement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('ILLNESS', '因病治疗'), ('MATERNITY', '孕期、产假、哺乳期'), ('CARE', '照料重病亲属')], max_length=10, verbose_name='原因')),
                ('from_on', models.DateField(verbose_name='起始')),
                ('until_on', models.DateField(verbose_name='终止')),
                ('paper', models.CharField(max_length=120, verbose_name='证明材料')),
                ('postponed_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='提前结束时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postponements', to='recall.case')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('postponed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case', 'from_on'), name='postponement_once_from_a_day'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='postponement_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('paper', ''), _negated=True), name='postponement_has_a_paper'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='postponement_ended_by_with_at')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='方案名称')),
                ('version', models.PositiveSmallIntegerField(verbose_name='版本')),
                ('preset', models.CharField(blank=True, max_length=40, verbose_name='参照模板')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='依据和说明')),
                ('blocks', models.JSONField(verbose_name='环节')),
                ('saved_at', models.DateTimeField(verbose_name='保存时间')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.jurisdiction')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county', 'title', 'version'), name='programme_version_once'), models.CheckConstraint(condition=models.Q(('version__gt', 0)), name='programme_version_positive')],
            },
        ),
        migrations.CreateModel(
            name='Teacher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('employer', models.CharField(blank=True, max_length=80, verbose_name='单位和职务')),
                ('subjects', models.CharField(blank=True, max_length=120, verbose_name='擅长课程')),
                ('added_at', models.DateTimeField(verbose_name='登记时间')),
                ('retired_at', models.DateTimeField(null=True, verbose_name='停用时间')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.jurisdiction')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county', 'name'), name='teacher_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at', None), ('retired_by', None)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='teacher_retired_by_with_at')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='session',
            name='session_class_once_at_a_time',
        ),
        migrations.RemoveConstraint(
            model_name='session',
            name='session_room_once_at_a_time',
        ),
        migrations.RemoveConstraint(
            model_name='session',
            name='session_teacher_once_at_a_time',
        ),
        migrations.AddField(
            model_name='block',
            name='length',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='长度'),
        ),
        migrations.AddField(
            model_name='block',
            name='unit',
            field=models.CharField(choices=[('WORKING', '个工作日'), ('CALENDAR', '天'), ('MONTHS', '个月')], default='CALENDAR', max_length=8, verbose_name='计算单位'),
        ),
        migrations.AddField(
            model_name='enrolment',
            name='group',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='小组'),
        ),
        migrations.AddField(
            model_name='session',
            name='changed_at',
            field=models.DateTimeField(null=True, verbose_name='变动时间'),
        ),
        migrations.AddField(
            model_name='session',
            name='group',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='小组'),
        ),
        migrations.AddField(
            model_name='session',
            name='was_at',
            field=models.DateTimeField(null=True, verbose_name='原定时间'),
        ),
        migrations.AddField(
            model_name='session',
            name='sequence',
            field=models.PositiveIntegerField(default=0, verbose_name='变动次数'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='monitor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment'),
        ),
        migrations.AlterField(
            model_name='session',
            name='kind',
            field=models.CharField(choices=[('OPENING', '开班仪式'), ('ICE_BREAKING', '心理破冰'), ('THEORY', '理论学习'), ('DISCIPLINE', '纪律作风教育'), ('LAW', '依法行政'), ('BUSINESS', '业务培训'), ('ETHICS', '道德与廉政教育'), ('READING', '读书分享'), ('TALK', '约谈提醒'), ('VISIT', '现场教学'), ('HARD_POST', '艰苦岗位磨炼'), ('EXAMINATION', '测试考试'), ('PRACTICE', '实践活动')], max_length=14, verbose_name='类型'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.CheckConstraint(condition=models.Q(('group', None), ('group__range', (1, 99)), _connector='OR'), name='enrolment_group_in_range'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='programme',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='training.programme'),
        ),
        migrations.AddField(
            model_name='session',
            name='lecturer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.teacher'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('group', None), ('group__range', (1, 99)), _connector='OR'), name='session_group_in_range'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('training_class', '='), (models.Func(django.db.models.functions.comparison.Coalesce(models.F('group'), models.Value(1)), django.db.models.functions.comparison.Coalesce(models.F('group'), models.Value(99)), models.Value('[]'), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&'), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='session_class_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None), models.Q(('room', ''), _negated=True)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('county', '='), ('venue', '='), ('room', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='session_room_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None), models.Q(('teacher', ''), _negated=True)), deferrable=django.db.models.constraints.Deferrable['IMMEDIATE'], expressions=[('county', '='), ('teacher', '='), (models.Func(models.F('starts_at'), models.F('ends_at'), function='tstzrange', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='session_teacher_once_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b143e1250decb79739ced6e2d8d75c0291cc6cc4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ca8a8', table='training_programme', when='BEFORE')),
        ),
    ]
