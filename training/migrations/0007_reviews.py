import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('training', '0006_problems'),
    ]

    operations = [
        migrations.CreateModel(
            name='WeekNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('monday_on', models.DateField(verbose_name='周一')),
                ('sentence', models.CharField(max_length=200, verbose_name='一句话')),
                ('noted_at', models.DateTimeField(verbose_name='填写时间')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weeks', to='training.practiceposting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('posting', 'monday_on'), name='week_note_once'), models.CheckConstraint(condition=models.Q(('monday_on__iso_week_day', 1), models.Q(('sentence', ''), _negated=True)), name='week_note_of_a_monday_says_something')],
            },
        ),
        migrations.CreateModel(
            name='MonthReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几个月')),
                ('discipline', models.PositiveSmallIntegerField(choices=[(1, '差'), (2, '较差'), (3, '一般'), (4, '较好'), (5, '好')], verbose_name='遵守纪律')),
                ('drive', models.PositiveSmallIntegerField(choices=[(1, '差'), (2, '较差'), (3, '一般'), (4, '较好'), (5, '好')], verbose_name='主动做事')),
                ('residents', models.PositiveSmallIntegerField(choices=[(1, '差'), (2, '较差'), (3, '一般'), (4, '较好'), (5, '好')], verbose_name='联系群众')),
                ('solving', models.PositiveSmallIntegerField(choices=[(1, '差'), (2, '较差'), (3, '一般'), (4, '较好'), (5, '好')], verbose_name='解决问题')),
                ('learning', models.PositiveSmallIntegerField(choices=[(1, '差'), (2, '较差'), (3, '一般'), (4, '较好'), (5, '好')], verbose_name='学习提高')),
                ('sentence', models.CharField(max_length=200, verbose_name='一句话')),
                ('reviewed_at', models.DateTimeField(verbose_name='填写时间')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='training.practiceposting')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('posting', 'number'), name='month_review_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1), models.Q(('sentence', ''), _negated=True)), name='month_review_says_something'), models.CheckConstraint(condition=models.Q(('discipline__range', (1, 5)), ('drive__range', (1, 5)), ('learning__range', (1, 5)), ('residents__range', (1, 5)), ('solving__range', (1, 5))), name='month_review_scales_of_five')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='monthreview',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f01dc73d4493b0909cf5b3423d98c1d4911127ec', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_165ab', table='training_monthreview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='weeknote',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f97ca92d886120b9d757233bc01523468fb472aa', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2ac4b', table='training_weeknote', when='BEFORE')),
        ),
    ]
