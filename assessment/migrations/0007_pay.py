import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('assessment', '0006_receipts_and_outside'),
        ('recall', '0019_reasons'),
        ('units', '0002_dated_tree'),
    ]

    operations = [
        migrations.CreateModel(
            name='PayEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('SCHEME', '本批次办法'), ('OUTCOME', '处理结果')], max_length=7, verbose_name='来源')),
                ('kind', models.CharField(choices=[('ALLOWANCE', '停发工作性津贴'), ('AWARD', '扣发绩效奖励'), ('BASIC', '只发基本工资'), ('FEE', '本人承担培训费用')], max_length=9, verbose_name='影响的内容')),
                ('what', models.CharField(blank=True, max_length=80, verbose_name='说明')),
                ('from_month', models.DateField(verbose_name='起始月份')),
                ('until_month', models.DateField(null=True, verbose_name='截止月份')),
                ('fen', models.BigIntegerField(verbose_name='每月金额（分）')),
                ('basis', models.CharField(max_length=400, verbose_name='依据')),
                ('approver', models.CharField(max_length=80, verbose_name='批准机关')),
                ('ordered_at', models.DateTimeField(verbose_name='登记时间')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_effects', to='recall.case')),
                ('ordered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pay_effects', to='assessment.outcome')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('from_month', None), ('from_month__day', 1), _connector='OR'), models.Q(('until_month', None), ('until_month__day', 1), _connector='OR')), name='payeffect_whole_months'), models.CheckConstraint(condition=models.Q(('until_month', None), ('until_month__gte', models.F('from_month')), _connector='OR'), name='payeffect_span'), models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='payeffect_amount'), models.CheckConstraint(condition=models.Q(models.Q(('basis', ''), _negated=True), models.Q(('approver', ''), _negated=True)), name='payeffect_basis_and_approver'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', None), ('source', 'SCHEME')), models.Q(('outcome__isnull', False), ('source', 'OUTCOME')), _connector='OR'), name='payeffect_source')],
            },
        ),
        migrations.CreateModel(
            name='PayChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('STOP', '停止'), ('RESUME', '恢复执行'), ('REVERSE', '撤销')], max_length=7, verbose_name='变动')),
                ('month', models.DateField(verbose_name='月份')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('effect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='assessment.payeffect')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'REVERSE'), _negated=True), fields=('effect', 'month'), name='paychange_once_a_month'), models.UniqueConstraint(condition=models.Q(('kind', 'REVERSE')), fields=('effect',), name='paychange_reversed_once'), models.CheckConstraint(condition=models.Q(('month__day', 1), models.Q(('reason', ''), _negated=True)), name='paychange_month_and_reason')],
            },
        ),
        migrations.CreateModel(
            name='PayRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='月份')),
                ('version', models.PositiveSmallIntegerField(verbose_name='稿次')),
                ('content_hash', models.CharField(max_length=64, verbose_name='内容校验值')),
                ('prepared_at', models.DateTimeField(verbose_name='制表时间')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='复核时间')),
                ('file', models.CharField(blank=True, max_length=120, verbose_name='文件')),
                ('file_sha256', models.CharField(blank=True, max_length=64, verbose_name='文件校验值')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.jurisdiction')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county', 'month', 'version'), name='payrun_version'), models.UniqueConstraint(condition=models.Q(('checked_at__isnull', False)), fields=('county', 'month'), name='payrun_signed_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='payrun_whole_month'), models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None), ('file', ''), ('file_sha256', '')), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), models.Q(('file', ''), _negated=True), models.Q(('file_sha256', ''), _negated=True)), _connector='OR'), name='payrun_checked_as_a_whole'), models.CheckConstraint(condition=models.Q(('checked_by', None), models.Q(('checked_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='payrun_two_hands')],
            },
        ),
        migrations.CreateModel(
            name='PayRunLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_name', models.CharField(max_length=80, verbose_name='单位')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('kind', models.CharField(choices=[('ALLOWANCE', '停发工作性津贴'), ('AWARD', '扣发绩效奖励'), ('BASIC', '只发基本工资'), ('FEE', '本人承担培训费用')], max_length=9, verbose_name='影响的内容')),
                ('move', models.CharField(choices=[('START', '开始少发'), ('END', '恢复照发'), ('CHANGE', '金额变动'), ('REPAY', '补发')], max_length=6, verbose_name='变动')),
                ('before_fen', models.BigIntegerField(verbose_name='上月少发（分）')),
                ('after_fen', models.BigIntegerField(verbose_name='本月少发（分）')),
                ('repaid_fen', models.BigIntegerField(default=0, verbose_name='本月补发（分）')),
                ('basis', models.CharField(max_length=400, verbose_name='依据')),
                ('approver', models.CharField(max_length=80, verbose_name='批准机关')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='recall.case')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='assessment.payrun')),
            ],
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='补发月份')),
                ('fen', models.BigIntegerField(verbose_name='补发金额（分）')),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='repayment', to='assessment.paychange')),
                ('line', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repayment', to='assessment.reversal')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('fen__gt', 0), ('month__day', 1)), name='repayment_month_and_amount')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payeffect',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2252f4dc704a98dab0954e1f921d588442482de9', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2f03d', table='assessment_payeffect', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paychange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d76b654abaa2c80a95499c07095975ad7744a2da', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cca43', table='assessment_paychange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payrun',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e1a2f6036ac3bf32315fb709b405b289eb3b0138', operation='DELETE', pgid='pgtrigger_never_removed_1ac5e', table='assessment_payrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payrun',
            trigger=pgtrigger.compiler.Trigger(name='prepared_facts_stay', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."county_id" IS DISTINCT FROM (NEW."county_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."content_hash" IS DISTINCT FROM (NEW."content_hash") OR OLD."prepared_by_id" IS DISTINCT FROM (NEW."prepared_by_id") OR OLD."prepared_at" IS DISTINCT FROM (NEW."prepared_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6a73cf7d00f2f8e3b59e474b1c2ab7c2dce79435', operation='UPDATE', pgid='pgtrigger_prepared_facts_stay_d3801', table='assessment_payrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payrun',
            trigger=pgtrigger.compiler.Trigger(name='signed_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."checked_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='844c8f7ee441afd66fc874b4315351f56d3a7d6c', operation='UPDATE', pgid='pgtrigger_signed_stays_b732c', table='assessment_payrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='payrunline',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bb2f9425db3118d9e8201620e312f37796a6db78', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2ab33', table='assessment_payrunline', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='repayment',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='00971cfcf999137c139424ce72a5d388a4689e4c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_15899', table='assessment_repayment', when='BEFORE')),
        ),
    ]
