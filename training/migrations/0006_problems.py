import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('training', '0005_practice'),
    ]

    operations = [
        migrations.CreateModel(
            name='Problem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(unique=True, verbose_name='提交标识')),
                ('what', models.CharField(max_length=200, verbose_name='问题')),
                ('place', models.CharField(max_length=80, verbose_name='在哪里')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('raised_at', models.DateTimeField(verbose_name='登记时间')),
                ('is_solved', models.BooleanField(null=True, verbose_name='是否解决')),
                ('closed_on', models.DateField(null=True, verbose_name='办结日期')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='办结登记时间')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='problems', to='training.practiceposting')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['posting', '-found_on'], name='problem_posting_found')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='problem_closed_by_with_at'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_on', None), ('is_solved', None)), models.Q(('closed_at__isnull', False), ('closed_on__gte', models.F('found_on')), ('is_solved__isnull', False)), _connector='OR'), name='problem_closed_with_day_and_result')],
            },
        ),
        migrations.CreateModel(
            name='ProblemStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ACTION', '办法'), ('RESULT', '结果')], max_length=6, verbose_name='类别')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.TextField(verbose_name='内容')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='training.problem')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='problem_step_says_something'), models.UniqueConstraint(condition=models.Q(('kind', 'RESULT')), fields=('problem',), name='problem_has_one_result')],
            },
        ),
        migrations.CreateModel(
            name='ResidentWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('answer', models.CharField(choices=[('SOLVED', '解决了'), ('PARTLY', '解决了一部分'), ('NOT', '没有解决')], max_length=6, verbose_name='解决了没有')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='想说的话')),
                ('name', models.CharField(blank=True, max_length=20, verbose_name='称呼')),
                ('has_consented', models.BooleanField(verbose_name='同意记录')),
                ('channel', models.CharField(choices=[('HOST', '当面记录'), ('LINK', '群众自己填写')], max_length=4, verbose_name='方式')),
                ('said_on', models.DateField(verbose_name='日期')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='登记时间')),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='words', to='training.problem')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('problem', 'number'), name='resident_word_number_once'), models.CheckConstraint(condition=models.Q(('number__range', (1, 5))), name='resident_words_are_few'), models.CheckConstraint(condition=models.Q(('has_consented', True)), name='resident_word_with_consent'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'LINK'), ('name', ''), ('taken_by', None)), models.Q(('channel', 'HOST'), ('taken_by__isnull', False)), _connector='OR'), name='resident_word_by_link_names_nobody'), models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_by', None)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='resident_word_taken_by_with_at')],
            },
        ),
        migrations.CreateModel(
            name='WordInvite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('until_at', models.DateTimeField(verbose_name='有效至')),
                ('invited_at', models.DateTimeField(verbose_name='生成时间')),
                ('is_used', models.BooleanField(default=False, verbose_name='已使用')),
                ('is_void', models.BooleanField(default=False, verbose_name='已作废')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invites', to='training.problem')),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='problemstep',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9953c7149bddabc3e393b7a5ed562eec3cfeeb6e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0692c', table='training_problemstep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='residentword',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a38f119a7d5e975fb6fe650a1fc96aec9aa90876', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1c9c1', table='training_residentword', when='BEFORE')),
        ),
    ]
