import datetime
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('recall', '0019_reasons'),
        ('training', '0007_reviews'),
        ('units', '0002_dated_tree'),
    ]

    operations = [
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField(verbose_name='中止起日')),
                ('until_on', models.DateField(null=True, verbose_name='中止止日')),
                ('reason', models.CharField(max_length=200, verbose_name='中止原因')),
                ('begun_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='恢复时间')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='recall.case')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case',), name='suspension_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='suspension_ended_by_with_at'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('until_on', None)), models.Q(('ended_at__isnull', False), ('until_on__gte', models.F('from_on'))), _connector='OR'), name='suspension_span')],
            },
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='held_from_on',
            field=models.DateField(null=True, verbose_name='中止起日'),
        ),
        migrations.AddField(
            model_name='practiceposting',
            name='resumed_on',
            field=models.DateField(null=True, verbose_name='恢复日期'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suspension',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fd71a74baafac536f298304bcd625ef339607bfa', operation='DELETE', pgid='pgtrigger_never_removed_8095f', table='training_suspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suspension',
            trigger=pgtrigger.compiler.Trigger(name='beginning_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."from_on" IS DISTINCT FROM (NEW."from_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."begun_by_id" IS DISTINCT FROM (NEW."begun_by_id") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='be745f66cef8978728511754a3af09de30f1c936', operation='UPDATE', pgid='pgtrigger_beginning_stays_cc41e', table='training_suspension', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suspension',
            trigger=pgtrigger.compiler.Trigger(name='ended_stays_ended', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e16125746f40be5e5d6933ac0f69295141008d32', operation='UPDATE', pgid='pgtrigger_ended_stays_ended_3c9ce', table='training_suspension', when='BEFORE')),
        ),
    ]
