"""Teachers who were struck off, and what units answered for in a campaign, leave by the same door.

What units answered for is one record of its campaign, which itself stays: its key is the
campaign's, its rows stand `beside` each other under campaign or round. A person of whom a unit
kept something back is named by the signal on which that finding rests.
"""

from importlib import import_module

from django.db import migrations, models

from keeping.migrations import _lists

BEFORE = import_module("keeping.migrations.0007_trainee_polls").AFTER
KINDS = [
    ("RECALLED", "召回案件材料"),
    ("NOT_RECALLED", "未作出召回决定的提名材料"),
    ("PROTECTED", "请假和保护期记录"),
    ("VOIDED", "作废公文的内容"),
    ("LEAVERS", "离开人员的档案信息"),
    ("BOOKS", "积分、记分和负面清单台账"),
    ("BALLOTS", "民主测评的名册和选票"),
    ("WEEKLY", "周工作清单"),
    ("CHECKLISTS", "突出问题清单"),
    ("COMPLAINTS", "投诉登记"),
    ("LISTS", "双星榜"),
    ("INSPECTIONS", "明察暗访记录"),
    ("PANELS", "研判小组记录"),
    ("PRESENTED", "晒比述评记录"),
    ("REMINDERS", "提醒函询"),
    ("TARGETS", "目标任务得分"),
    ("WORK", "出勤月报"),
    ("CLASSES", "培训班的课表、试卷和评课"),
    ("COMPLIANCE", "单位零报告、质询和问责记录"),
    ("TEACHERS", "停用教师的登记信息"),
]
_BESIDE = """    beside constant text[] := ARRAY[
        'recall_challenge.campaign_id', 'recall_evasion.campaign_id',
        'recall_unitmeasure.campaign_id', 'recall_zeroreport.round_id',
        'recall_risksample.round_id'
    ];
    rounds bigint[] := '{}';
"""
# A challenge need not exist: a campaign may have zero reports alone.
_CAMPAIGN = """IF line.kind = 'COMPLIANCE' THEN
            PERFORM FROM recall_campaign c
            WHERE c.id = line.row_id AND c.state = 'CLOSED' FOR UPDATE;
            IF FOUND THEN
                SELECT coalesce(array_agg(id), '{}') INTO ids
                FROM recall_challenge WHERE campaign_id = line.row_id;
            END IF;
        ELS"""
_TEACHER = """IF line.kind = 'TEACHERS' AND NOT EXISTS (SELECT FROM training_teacher t
            WHERE t.id = line.row_id
            AND (t.retired_at AT TIME ZONE 'Asia/Shanghai')::date < line.from_on) THEN
            RAISE EXCEPTION 'Cannot remove who still teaches'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_is_over';
        END IF;
        """
_ROWS = """IF line.kind = 'COMPLIANCE' THEN
            rounds := ARRAY(SELECT id FROM recall_round WHERE campaign_id = line.row_id);
            FOREACH branch IN ARRAY beside LOOP
                part := string_to_array(branch, '.');
                EXECUTE format('SELECT array_agg(id) FROM (
                    SELECT id FROM %I WHERE %I = ANY($1) ORDER BY id FOR UPDATE) AS one',
                    part[1], part[2])
                INTO ids USING CASE part[2] WHEN 'round_id' THEN rounds
                    ELSE ARRAY[line.row_id] END;
                CONTINUE WHEN ids IS NULL;
                doomed := doomed || jsonb_build_object(part[1], to_jsonb(ids));
            END LOOP;
            SELECT coalesce(array_agg(DISTINCT s.cadre_id), '{}') INTO held
            FROM evidence_signal s JOIN recall_evasion e ON e.signal_id = s.id
            WHERE e.campaign_id = line.row_id;
            concerned := held;
        END IF;
        """
_PEOPLE = "PERFORM FROM cadres_cadre c WHERE c.id = ANY(held) ORDER BY c.id FOR UPDATE;"
_HELD = "line.kind = 'COMPLIANCE' AND h.campaign_id = line.row_id\n                OR "
AFTER = _lists.longer(
    BEFORE,
    "branches",
    "recall_evasion.challenge_id>recall_challenge",
    "recall_unitmeasure.evasion_id>recall_evasion",
)
for _mark, _lines in (
    ("    line record;\n", _BESIDE),
    (
        '"LEAVERS": "cadres_cadre"',
        '"COMPLIANCE": "recall_challenge", "TEACHERS": "training_teacher",\n        ',
    ),
    ("IF line.kind = 'WORK' THEN", _CAMPAIGN),
    ("IF line.kind = 'LEAVERS' THEN", _TEACHER),
    (_PEOPLE, _ROWS),
    ("h.cadre_id = ANY(held) OR h.campaign_id IN (", _HELD),
):
    AFTER = _lists.put_before(AFTER, _mark, _lines)


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0007_trainee_polls"),
    ]
    operations = [
        migrations.AlterField(
            model_name="disposal",
            name="kind",
            field=models.CharField("材料种类", choices=KINDS, max_length=12),
        ),
        migrations.AlterField(
            model_name="term",
            name="kind",
            field=models.CharField("材料种类", choices=KINDS, max_length=12),
        ),
        migrations.RunSQL([AFTER], [BEFORE]),
    ]
