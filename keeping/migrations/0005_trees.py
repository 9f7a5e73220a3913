"""Records that go whole: leavers' files, books, ballots, lists, classes leave by the same door.

Each is a root with all that hangs on it (`branches`), the signals raised from it (`sources`) and
what has no number (`urns`). Whom it names is locked as a hold locks them; what a kept matter cites
stops the removal by its foreign key. keeping/queries/trees.py tells the same for the lists.
"""

import re
from importlib import import_module

from django.db import migrations

from keeping.migrations import _lists

BEFORE = import_module("keeping.migrations.0003_word_copies").AFTER
_BRANCHES = [
    "assessment_baninquiry.cadre_id>cadres_cadre",
    "cadres_annualrating.cadre_id>cadres_cadre",
    "cadres_education.cadre_id>cadres_cadre",
    "cadres_formsheet.cadre_id>cadres_cadre",
    "cadres_gap.cadre_id>cadres_cadre",
    "cadres_honour.cadre_id>cadres_cadre",
    "cadres_kinship.cadre_id>cadres_cadre",
    "cadres_kinship.relative_id>cadres_cadre",
    "cadres_pair.first_id>cadres_cadre",
    "cadres_pair.second_id>cadres_cadre",
    "cadres_merger.kept_id>cadres_cadre",
    "cadres_merger.gone_id>cadres_cadre",
    "cadres_merger.pair_id>cadres_pair",
    "cadres_post.cadre_id>cadres_cadre",
    "cadres_protection.cadre_id>cadres_cadre",
    "cadres_rankperiod.cadre_id>cadres_cadre",
    "keeping_hold.cadre_id>cadres_cadre",
    "evidence_bookrule.book_id>evidence_book",
    "evidence_bookitem.book_id>evidence_book",
    "evidence_bookmember.book_id>evidence_book",
    "evidence_bookaward.book_id>evidence_book",
    "evidence_bookperiod.book_id>evidence_book",
    "evidence_bookduty.member_id>evidence_bookmember",
    "evidence_bookshare.award_id>evidence_bookaward",
    "evidence_bookentry.period_id>evidence_bookperiod",
    "evidence_bookobjection.entry_id>evidence_bookentry",
    "evidence_pollgroup.poll_id>evidence_poll",
    "evidence_pollsubject.poll_id>evidence_poll",
    "evidence_pollvoter.poll_id>evidence_poll",
    "evidence_polltoken.group_id>evidence_pollgroup",
    "evidence_pollcount.subject_id>evidence_pollsubject",
    "evidence_papersheet.group_id>evidence_pollgroup",
    "evidence_weektask.plan_id>evidence_weekplan",
    "evidence_weekcheck.task_id>evidence_weektask",
    "evidence_weektally.plan_id>evidence_weekplan",
    "evidence_checklistitem.checklist_id>evidence_checklist",
    "evidence_problem.checklist_id>evidence_checklist",
    "evidence_zeroreturn.checklist_id>evidence_checklist",
    "evidence_complaintline.plan_id>evidence_complaintplan",
    "evidence_servedcount.plan_id>evidence_complaintplan",
    "evidence_complaint.plan_id>evidence_complaintplan",
    "evidence_listentry.list_id>evidence_honourlist",
    "evidence_inspectionfinding.inspection_id>evidence_inspection",
    "evidence_inspectionperson.finding_id>evidence_inspectionfinding",
    "evidence_inspectionfile.finding_id>evidence_inspectionfinding",
    "evidence_panelcriterion.panel_id>evidence_panel",
    "evidence_panelmember.panel_id>evidence_panel",
    "evidence_panelcandidate.panel_id>evidence_panel",
    "evidence_panelrecusal.member_id>evidence_panelmember",
    "evidence_panelsheet.member_id>evidence_panelmember",
    "evidence_presentationindicator.round_id>evidence_presentationround",
    "evidence_presentationmember.round_id>evidence_presentationround",
    "evidence_presentationseat.round_id>evidence_presentationround",
    "evidence_presentationreport.member_id>evidence_presentationmember",
    "evidence_presentationvalue.member_id>evidence_presentationmember",
    "evidence_presentationrecusal.member_id>evidence_presentationmember",
    "evidence_presentationcomment.member_id>evidence_presentationmember",
    "evidence_targetitem.plan_id>evidence_targetplan",
    "evidence_targetscore.item_id>evidence_targetitem",
    "evidence_workcorrection.row_id>evidence_workmonth",
    "training_block.training_class_id>training_trainingclass",
    "training_examination.training_class_id>training_trainingclass",
    "training_guest.training_class_id>training_trainingclass",
    "training_ratingitems.training_class_id>training_trainingclass",
    "training_reflectiontask.training_class_id>training_trainingclass",
    "training_session.training_class_id>training_trainingclass",
    "training_courserating.session_id>training_session",
    "training_examinationdraw.examination_id>training_examination",
    "training_examinationitem.examination_id>training_examination",
]
_LISTS = """    trees constant jsonb := '{
        "LEAVERS": "cadres_cadre", "BOOKS": "evidence_book", "BALLOTS": "evidence_poll",
        "WEEKLY": "evidence_weekplan", "CHECKLISTS": "evidence_checklist",
        "COMPLAINTS": "evidence_complaintplan", "LISTS": "evidence_honourlist",
        "INSPECTIONS": "evidence_inspection", "PANELS": "evidence_panel",
        "PRESENTED": "evidence_presentationround", "REMINDERS": "evidence_reminder",
        "TARGETS": "evidence_targetplan", "WORK": "evidence_workmonth",
        "CLASSES": "training_trainingclass"}';
    sources constant text[] := ARRAY[
        'POINTS>evidence_bookperiod', 'SCORE_CARD>evidence_bookperiod',
        'NEGATIVE_LIST>evidence_bookperiod', 'BALLOT>evidence_poll',
        'WEEKLY_LIST>evidence_weektally', 'CHECKLIST>evidence_checklist',
        'COMPLAINTS>evidence_complaintplan', 'HONOUR_LISTS>evidence_honourlist',
        'FINDINGS>evidence_inspectionfinding', 'PANEL>evidence_panel',
        'PRESENTATION>evidence_presentationround', 'REMINDER>evidence_reminder',
        'TARGETS>evidence_targetplan', 'ATTENDANCE>evidence_workmonth'
    ];
    people constant text[] := ARRAY[
        'cadres_cadre.id', 'evidence_bookmember.cadre_id', 'evidence_pollsubject.cadre_id',
        'evidence_pollvoter.cadre_id', 'evidence_weektask.cadre_id',
        'evidence_weektask.line_leader_id', 'evidence_problem.cadre_id',
        'evidence_servedcount.cadre_id', 'evidence_complaint.cadre_id',
        'evidence_listentry.cadre_id', 'evidence_inspectionperson.cadre_id',
        'evidence_panelcandidate.cadre_id', 'evidence_presentationmember.cadre_id',
        'evidence_reminder.cadre_id', 'evidence_targetscore.cadre_id',
        'evidence_workmonth.cadre_id'
    ];
    urns constant text[] := ARRAY[
        'evidence_urnballot.group_id>evidence_pollgroup',
        'evidence_ballot.group_id>evidence_pollgroup',
        'training_urnrating.rating_id>training_courserating',
        'training_ratinganswer.rating_id>training_courserating',
        'training_ratingremark.rating_id>training_courserating'
    ];
    held bigint[] := '{}';
    concerned bigint[] := '{}';
"""
# A unit's year of attendance is one record: its key is told from unit and year. Files that were
# merged into a person's go with it, from whichever depth. A voter is held, not concerned.
_TREE = """    ELSIF trees ? line.kind THEN
        tab := trees ->> line.kind;
        IF line.kind = 'WORK' THEN
            SELECT array_agg(id) INTO ids FROM (
                SELECT id FROM evidence_workmonth WHERE unit_id = line.row_id / 10000
                AND extract(year FROM month) = line.row_id % 10000 ORDER BY id FOR UPDATE
            ) AS months;
        ELSE
            EXECUTE format('SELECT array_agg(id) FROM (SELECT id FROM %I WHERE id = $1 FOR UPDATE)
                AS root', tab) INTO ids USING line.row_id;
        END IF;
        IF ids IS NULL THEN
            RAISE EXCEPTION 'Cannot remove what is gone'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_is_over';
        END IF;
        IF line.kind = 'LEAVERS' THEN
            IF EXISTS (SELECT FROM cadres_cadre c WHERE c.id = line.row_id
                AND (c.left_on IS NULL OR c.left_on >= line.from_on)) THEN
                RAISE EXCEPTION 'Cannot remove who is still here'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_is_over';
            END IF;
            WITH RECURSIVE files AS (
                SELECT line.row_id AS id
                UNION SELECT c.id FROM cadres_cadre c JOIN files f ON c.merged_into_id = f.id
            ) SELECT array_agg(id) INTO ids FROM files;
        END IF;
        doomed := jsonb_build_object(tab, to_jsonb(ids));
@LOOP@        FOREACH branch IN ARRAY sources LOOP
            part := string_to_array(branch, '>');
            CONTINUE WHEN NOT doomed ? part[2];
            SELECT array_agg(s.id) INTO ids FROM evidence_signal s WHERE s.practice = part[1]
            AND s.source_pk = ANY(ARRAY(
                SELECT jsonb_array_elements_text(doomed -> part[2])::bigint));
            CONTINUE WHEN ids IS NULL;
            doomed := doomed || jsonb_build_object('evidence_signal',
                coalesce(doomed -> 'evidence_signal', '[]') || to_jsonb(ids));
        END LOOP;
        FOREACH branch IN ARRAY people LOOP
            part := string_to_array(branch, '.');
            CONTINUE WHEN NOT doomed ? part[1];
            EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %I WHERE id = ANY($1)
                AND %1$I IS NOT NULL', part[2], part[1])
            INTO ids USING ARRAY(SELECT jsonb_array_elements_text(doomed -> part[1])::bigint);
            held := held || coalesce(ids, '{}');
            CONTINUE WHEN part[1] = 'evidence_pollvoter';
            concerned := concerned || coalesce(ids, '{}');
        END LOOP;
        PERFORM FROM cadres_cadre c WHERE c.id = ANY(held) ORDER BY c.id FOR UPDATE;
        PERFORM FROM recall_campaign c JOIN training_trainingclass t ON t.campaign_id = c.id
        WHERE line.kind = 'CLASSES' AND t.id = line.row_id FOR UPDATE OF c;
        IF EXISTS (SELECT FROM keeping_hold h WHERE h.lifted_at IS NULL AND (
                h.cadre_id = ANY(held) OR h.campaign_id IN (
                    SELECT t.campaign_id FROM training_trainingclass t
                    WHERE line.kind = 'CLASSES' AND t.id = line.row_id)))
            OR EXISTS (SELECT FROM cadres_cadre c WHERE c.id = ANY(concerned)
                AND c.user_id IN (line.proposed_by_id, line.decided_by_id)) THEN
            RAISE EXCEPTION 'Cannot remove what is held or is one''s own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_nothing_keeps';
        END IF;
"""
_SCOPES = """    SELECT documents || coalesce(array_agg(d.id), '{}') INTO documents FROM documents_document d
    WHERE d.scope = ANY(ARRAY(
        SELECT 'class-' || one FROM jsonb_array_elements_text(
            doomed -> 'training_trainingclass') AS one
        UNION ALL SELECT 'cadre:' || one FROM jsonb_array_elements_text(
            doomed -> 'cadres_cadre') AS one
        UNION ALL SELECT 'poll-' || line.row_id || '-' || one FROM jsonb_array_elements_text(
            doomed -> 'evidence_pollgroup') AS one));
"""
_URNS = """    FOREACH branch IN ARRAY urns LOOP
        part := regexp_match(branch, '^(\\w+)\\.(\\w+)>(\\w+)$');
        CONTINUE WHEN NOT doomed ? part[3];
        EXECUTE format('DELETE FROM %I WHERE %I = ANY($1)', part[1], part[2])
        USING ARRAY(SELECT jsonb_array_elements_text(doomed -> part[3])::bigint);
        GET DIAGNOSTICS n = ROW_COUNT;
        tab := split_part(part[1], '_', 1);
        tally := tally || jsonb_build_object(tab, coalesce((tally ->> tab)::bigint, 0) + n);
    END LOOP;
"""
_UNTRIGGERED = "'training_trainingclass'))), '{}'), true);\n"
_ALSO = (
    "'evidence_urnballot', 'evidence_ballot', 'training_urnrating', 'training_ratinganswer', "
    "'training_ratingremark',\n            "
)
_FOUND = re.search(
    r"        FOREACH branch IN ARRAY branches LOOP.+?        END LOOP;\n", BEFORE, re.DOTALL
)
_ROWS = "    FOR tab IN SELECT jsonb_object_keys(doomed) LOOP\n"
AFTER = _lists.longer(BEFORE, "branches", *_BRANCHES)
AFTER = _lists.put_before(AFTER, "    line record;\n", _LISTS)
AFTER = _lists.put_before(
    AFTER,
    "    ELSE\n        PERFORM FROM documents_voiding v",
    _TREE.replace("@LOOP@", _FOUND[0] if _FOUND else ""),
)
AFTER = _lists.put_before(AFTER, "    SELECT coalesce(array_agg(id), '{}') INTO pages", _SCOPES)
AFTER = _lists.put_before(AFTER, _UNTRIGGERED, _ALSO)
AFTER = _lists.put_before(AFTER, _ROWS, _URNS)


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0004_more_kinds"),
    ]
    operations = [migrations.RunSQL([AFTER], [BEFORE])]
