import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('assessment', '0007_pay'),
        ('cadres', '0005_kinships'),
        ('documents', '0001_initial'),
        ('recall', '0019_reasons'),
    ]

    operations = [
        migrations.CreateModel(
            name='BanInquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('AWARD', '评先评优'), ('PROMOTION', '提拔、晋升'), ('LABEL', '“被召回干部”标记')], max_length=9, verbose_name='拟办事项')),
                ('purpose', models.CharField(max_length=100, verbose_name='查询事由')),
                ('asked_at', models.DateTimeField(verbose_name='查询时间')),
                ('answer', models.CharField(choices=[('YES', '可以'), ('UNTIL', '期满前不可以'), ('NO', '有在办事项，办结前不可以')], max_length=5, verbose_name='答复')),
                ('until_on', models.DateField(null=True, verbose_name='期满')),
                ('basis', models.CharField(blank=True, max_length=400, verbose_name='依据')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cadre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cadres.cadre')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answer', 'UNTIL'), ('until_on__isnull', False)), models.Q(models.Q(('answer', 'UNTIL'), _negated=True), ('until_on', None)), _connector='OR'), name='baninquiry_until'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'YES'), ('basis', '')), models.Q(models.Q(('answer', 'YES'), _negated=True), models.Q(('basis', ''), _negated=True)), _connector='OR'), name='baninquiry_basis')],
            },
        ),
        migrations.CreateModel(
            name='ClearingNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issued_at', models.DateTimeField(verbose_name='开具时间')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clearing_note', to='recall.case')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('months', models.PositiveSmallIntegerField(verbose_name='第几个月')),
                ('due_on', models.DateField(verbose_name='到期日')),
                ('visited_on', models.DateField(null=True, verbose_name='回访日期')),
                ('visitor', models.CharField(blank=True, max_length=40, verbose_name='回访人')),
                ('findings', models.TextField(blank=True, verbose_name='了解到的情况')),
                ('own_words', models.TextField(blank=True, verbose_name='本人的话')),
                ('standing', models.CharField(blank=True, choices=[('WELL', '表现良好'), ('WATCH', '需要关心帮助'), ('RELAPSED', '原有问题再次出现')], max_length=8, verbose_name='表现')),
                ('done_at', models.DateTimeField(null=True, verbose_name='登记时间')),
                ('dropped_at', models.DateTimeField(null=True, verbose_name='取消时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='recall.case')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='assessment.outcome')),
            ],
            options={
                'indexes': [models.Index(fields=['done_at', 'due_on'], name='followup_due')],
                'constraints': [models.UniqueConstraint(fields=('outcome', 'months'), name='followup_once_a_month'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by', None), ('findings', ''), ('own_words', ''), ('standing', ''), ('visited_on', None), ('visitor', '')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), ('visited_on__isnull', False), models.Q(('visitor', ''), _negated=True), models.Q(('findings', ''), _negated=True), models.Q(('own_words', ''), _negated=True), models.Q(('standing', ''), _negated=True)), _connector='OR'), name='followup_done_as_a_whole')],
            },
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('AWARD', '评先评优'), ('PROMOTION', '提拔、晋升'), ('LABEL', '“被召回干部”标记')], max_length=9, verbose_name='限制')),
                ('from_on', models.DateField(verbose_name='起始')),
                ('until_on', models.DateField(verbose_name='期满')),
                ('basis', models.CharField(max_length=400, verbose_name='依据')),
                ('opened_at', models.DateTimeField(verbose_name='登记时间')),
                ('lifted_on', models.DateField(null=True, verbose_name='解除日期')),
                ('lifted_reason', models.CharField(blank=True, max_length=200, verbose_name='解除理由')),
                ('lifted_at', models.DateTimeField(null=True, verbose_name='解除登记时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='recall.case')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='assessment.outcome')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('outcome', 'kind'), name='ban_once_per_outcome'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on')), models.Q(('basis', ''), _negated=True)), name='ban_ends_with_basis'), models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None), ('lifted_on', None), ('lifted_reason', '')), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), ('lifted_on__isnull', False), models.Q(('lifted_reason', ''), _negated=True)), _connector='OR'), name='ban_lifted_as_a_whole')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ban',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f5063460781733538959fab7b16bca6470ab6496', operation='DELETE', pgid='pgtrigger_never_removed_af749', table='assessment_ban', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ban',
            trigger=pgtrigger.compiler.Trigger(name='opened_facts_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."outcome_id" IS DISTINCT FROM (NEW."outcome_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."from_on" IS DISTINCT FROM (NEW."from_on") OR OLD."until_on" IS DISTINCT FROM (NEW."until_on") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7cb23ae40ff11492f152ed20295d43a710dcfc05', operation='UPDATE', pgid='pgtrigger_opened_facts_stay_47f75', table='assessment_ban', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ban',
            trigger=pgtrigger.compiler.Trigger(name='lifted_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."lifted_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='eef86d0874d0f34903db153c243007969d37a021', operation='UPDATE', pgid='pgtrigger_lifted_stays_c35cb', table='assessment_ban', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='baninquiry',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5ae14553797960b836979a0448b8ffae0b20fa0b', operation='DELETE', pgid='pgtrigger_never_removed_fba87', table='assessment_baninquiry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='baninquiry',
            trigger=pgtrigger.compiler.Trigger(name='answer_is_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='baf8852864d8fbf237c396ecce783ac5e715106c', operation='UPDATE', pgid='pgtrigger_answer_is_fixed_dc81d', table='assessment_baninquiry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clearingnote',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a58c472a6c6171a83291513c996865db21966a51', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f2cf1', table='assessment_clearingnote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b23d58dc69fed82f124c888b53404efcdaa5b645', operation='DELETE', pgid='pgtrigger_never_removed_fec4a', table='assessment_followup', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='due_facts_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."outcome_id" IS DISTINCT FROM (NEW."outcome_id") OR OLD."months" IS DISTINCT FROM (NEW."months") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='210ec6dbf3897ebc7f978956dc228d8aebc33e57', operation='UPDATE', pgid='pgtrigger_due_facts_stay_63f77', table='assessment_followup', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='followup',
            trigger=pgtrigger.compiler.Trigger(name='done_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."done_at" IS NOT NULL OR OLD."dropped_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d24e49b8202c771e7c3bfae68b135fddb402c3c5', operation='UPDATE', pgid='pgtrigger_done_stays_6ed59', table='assessment_followup', when='BEFORE')),
        ),
    ]
