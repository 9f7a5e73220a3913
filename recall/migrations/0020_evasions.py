import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("evidence", "0085_presentations"),
        ("recall", "0019_reasons"),
        ("units", "0002_dated_tree"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evasion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REFUSED", "拒报"), ("CONCEALED", "瞒报")],
                        max_length=9,
                        verbose_name="认定",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="认定理由")),
                ("material", models.CharField(max_length=200, verbose_name="证明材料")),
                (
                    "hear_days",
                    models.PositiveSmallIntegerField(null=True, verbose_name="说明期限（工作日）"),
                ),
                ("hear_until_on", models.DateField(null=True, verbose_name="单位说明期限")),
                ("recorded_at", models.DateTimeField(verbose_name="提出时间")),
                ("said", models.CharField(blank=True, max_length=500, verbose_name="单位说明")),
                ("said_at", models.DateTimeField(null=True, verbose_name="说明时间")),
                (
                    "confirmed_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="确认意见"),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="撤回理由"),
                ),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evasions",
                        to="recall.campaign",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evasions",
                        to="recall.challenge",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evasions",
                        to="recall.round",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evidence.signal",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evasions",
                        to="units.unit",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("round", "unit", "kind"),
                        name="evasion_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("challenge__isnull", False),
                                ("confirmed_at__isnull", False),
                                ("hear_days", None),
                                ("hear_until_on", None),
                                ("kind", "REFUSED"),
                                ("signal", None),
                            ),
                            models.Q(
                                ("hear_days__isnull", False),
                                ("hear_until_on__isnull", False),
                                ("kind", "CONCEALED"),
                                ("signal__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evasion_rests_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "REFUSED"),
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="evasion_two_pairs_of_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", ""), ("said_at", None), ("said_by", None)),
                            models.Q(
                                ("said_at__isnull", False),
                                ("said_by__isnull", False),
                                models.Q(("said", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evasion_said_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at", None),
                                ("confirmed_by", None),
                                ("confirmed_reason", ""),
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evasion_confirmed_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at", None),
                                ("withdrawn_by", None),
                                ("withdrawn_reason", ""),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evasion_withdrawn_at",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="challenge",
            name="question_is_fixed",
        ),
        migrations.AddField(
            model_name="challenge",
            name="days",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="答复期限（工作日）"),
        ),
        migrations.AddField(
            model_name="unitmeasure",
            name="withdrawn_at",
            field=models.DateTimeField(null=True, verbose_name="撤回时间"),
        ),
        migrations.AddField(
            model_name="unitmeasure",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unitmeasure",
            name="withdrawn_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="撤回理由"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="never_shorter",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."due_on" < (OLD."due_on") OR (NEW."due_on" IS NULL AND OLD."due_on" IS NOT NULL))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update of \"due_on\" rows from % table', TG_TABLE_NAME;",
                    hash="6a22aadea7fa20a080aa44b1bc5069240d09ec4d",
                    operation='UPDATE OF "due_on"',
                    pgid="pgtrigger_never_shorter_9034f",
                    table="recall_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="challenge",
            trigger=pgtrigger.compiler.Trigger(
                name="question_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "campaign_id", "round_id", "unit_id", "origin", "reason", "seen", "days", "raised_by_id", "raised_at" rows from % table\', TG_TABLE_NAME;',
                    hash="c34926abcae58e3b9b71be0a2062bf679b2f09c7",
                    operation='UPDATE OF "campaign_id", "round_id", "unit_id", "origin", "reason", "seen", "days", "raised_by_id", "raised_at"',
                    pgid="pgtrigger_question_is_fixed_875c5",
                    table="recall_challenge",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="unitmeasure",
            name="evasion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="recall.evasion",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_reason", "")
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="unitmeasure_withdrawn_at",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evasion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a9e3aa64ec58fd17ea9d52a4ed77b7fd28e5e1fd",
                    operation="DELETE",
                    pgid="pgtrigger_never_removed_b7412",
                    table="recall_evasion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evasion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_shorter",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."hear_until_on" < (OLD."hear_until_on") OR (NEW."hear_until_on" IS NULL AND OLD."hear_until_on" IS NOT NULL))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update of \"hear_until_on\" rows from % table', TG_TABLE_NAME;",
                    hash="09d52776f066722e8202daa8dfd45e63bce6cfe8",
                    operation='UPDATE OF "hear_until_on"',
                    pgid="pgtrigger_never_shorter_32304",
                    table="recall_evasion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evasion",
            trigger=pgtrigger.compiler.Trigger(
                name="record_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "campaign_id", "round_id", "unit_id", "kind", "challenge_id", "signal_id", "reason", "material", "hear_days", "recorded_by_id", "recorded_at" rows from % table\', TG_TABLE_NAME;',
                    hash="9bab9d4a04b69c6d298bb41dd54cd93b22d8f482",
                    operation='UPDATE OF "campaign_id", "round_id", "unit_id", "kind", "challenge_id", "signal_id", "reason", "material", "hear_days", "recorded_by_id", "recorded_at"',
                    pgid="pgtrigger_record_is_fixed_26b22",
                    table="recall_evasion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evasion",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawn_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."withdrawn_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="42ac582b4b425f868f088f8a1afe02a2b80d30ab",
                    operation="UPDATE",
                    pgid="pgtrigger_withdrawn_stays_d2dcb",
                    table="recall_evasion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
