"""The one door by which recorded rows leave: a decided line of a list, as the owner.

`branches` are `child.column>parent` from a nomination down, parents first. Tables that are not named
stop the removal by their foreign keys: tests/keeping/test_removal.py compares with the models.
"""

from django.db import migrations

FORWARDS = r"""
CREATE FUNCTION keeping_remove(line_id bigint, removed timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET pgtrigger.ignore = '{}' AS $$
DECLARE
    branches constant text[] := ARRAY[
        'keeping_hold.nomination_id>recall_nomination',
        'recall_allegation.nomination_id>recall_nomination',
        'recall_case.nomination_id>recall_nomination',
        'recall_decision.nomination_id>recall_nomination',
        'recall_enquiry.nomination_id>recall_nomination',
        'recall_fact.nomination_id>recall_nomination',
        'recall_flaganswer.nomination_id>recall_nomination',
        'recall_meetingitem.nomination_id>recall_nomination',
        'recall_nominationstep.row_id>recall_nomination',
        'recall_reasonsheet.nomination_id>recall_nomination',
        'recall_recusal.nomination_id>recall_nomination',
        'recall_rehabilitation.nomination_id>recall_nomination',
        'recall_settlement.nomination_id>recall_nomination',
        'recall_statement.nomination_id>recall_nomination',
        'recall_submission.nomination_id>recall_nomination',
        'recall_takensignal.nomination_id>recall_nomination',
        'recall_talk.nomination_id>recall_nomination',
        'recall_talkrequest.nomination_id>recall_nomination',
        'recall_unitopinion.nomination_id>recall_nomination',
        'recall_unsaved.nomination_id>recall_nomination',
        'recall_verification.nomination_id>recall_nomination',
        'assessment_assessment.case_id>recall_case',
        'assessment_clearingnote.case_id>recall_case',
        'assessment_concurrence.case_id>recall_case',
        'assessment_disclosureentry.case_id>recall_case',
        'assessment_outcomeproposal.case_id>recall_case',
        'assessment_payrunline.case_id>recall_case',
        'assessment_referral.case_id>recall_case',
        'assessment_volume.case_id>recall_case',
        'recall_casenote.case_id>recall_case',
        'recall_casestep.row_id>recall_case',
        'recall_clearingline.rehabilitation_id>recall_rehabilitation',
        'recall_clearingsignal.rehabilitation_id>recall_rehabilitation',
        'recall_clock.case_id>recall_case',
        'recall_clock.nomination_id>recall_nomination',
        'recall_decisionmember.decision_id>recall_decision',
        'recall_exemptionanswer.verification_id>recall_verification',
        'recall_factevidence.fact_id>recall_fact',
        'recall_finding.fact_id>recall_fact',
        'recall_finding.verification_id>recall_verification',
        'recall_helperaccess.case_id>recall_case',
        'recall_meetingrecusal.item_id>recall_meetingitem',
        'recall_meetingresult.decision_id>recall_decision',
        'recall_meetingresult.item_id>recall_meetingitem',
        'recall_meetingvote.item_id>recall_meetingitem',
        'recall_notemention.note_id>recall_casenote',
        'recall_reasonreading.sheet_id>recall_reasonsheet',
        'recall_servicereceipt.case_id>recall_case',
        'recall_wordcover.fact_id>recall_fact',
        'training_enrolment.case_id>recall_case',
        'training_plan.case_id>recall_case',
        'training_postponement.case_id>recall_case',
        'training_practiceposting.case_id>recall_case',
        'training_suspension.case_id>recall_case',
        'training_walkin.case_id>recall_case',
        'assessment_outcome.case_id>recall_case',
        'assessment_outcome.proposal_id>assessment_outcomeproposal',
        'assessment_score.assessment_id>assessment_assessment',
        'assessment_scoreversion.assessment_id>assessment_assessment',
        'recall_clockpause.clock_id>recall_clock',
        'recall_meetingseat.vote_id>recall_meetingvote',
        'recall_redaction.evidence_id>recall_factevidence',
        'recall_settledfact.evidence_id>recall_factevidence',
        'recall_settledfact.fact_id>recall_fact',
        'recall_settledfact.settlement_id>recall_settlement',
        'recall_settledfact.signal_id>recall_takensignal',
        'training_attendance.enrolment_id>training_enrolment',
        'training_checkin.enrolment_id>training_enrolment',
        'training_guest.posting_id>training_practiceposting',
        'training_hearttalk.case_id>recall_case',
        'training_hearttalk.posting_id>training_practiceposting',
        'training_hostappraisal.posting_id>training_practiceposting',
        'training_journalentry.posting_id>training_practiceposting',
        'training_mentorhandover.posting_id>training_practiceposting',
        'training_monthreview.posting_id>training_practiceposting',
        'training_paper.enrolment_id>training_enrolment',
        'training_planline.plan_id>training_plan',
        'training_postingextension.posting_id>training_practiceposting',
        'training_postingpause.posting_id>training_practiceposting',
        'training_postingtransfer.posting_id>training_practiceposting',
        'training_problem.posting_id>training_practiceposting',
        'training_ratingseat.enrolment_id>training_enrolment',
        'training_reflection.enrolment_id>training_enrolment',
        'training_staywish.posting_id>training_practiceposting',
        'training_weeknote.posting_id>training_practiceposting',
        'assessment_ban.case_id>recall_case',
        'assessment_ban.outcome_id>assessment_outcome',
        'assessment_followup.case_id>recall_case',
        'assessment_followup.outcome_id>assessment_outcome',
        'assessment_observation.outcome_id>assessment_outcome',
        'assessment_outcomemember.outcome_id>assessment_outcome',
        'assessment_outcomereceipt.outcome_id>assessment_outcome',
        'assessment_outsideterm.outcome_id>assessment_outcome',
        'assessment_payeffect.case_id>recall_case',
        'assessment_payeffect.outcome_id>assessment_outcome',
        'training_attendancecorrection.attendance_id>training_attendance',
        'training_journalphoto.entry_id>training_journalentry',
        'training_lineprogress.line_id>training_planline',
        'training_paperanswer.paper_id>training_paper',
        'training_problemstep.problem_id>training_problem',
        'training_reflectionversion.reflection_id>training_reflection',
        'training_residentword.problem_id>training_problem',
        'training_wordinvite.problem_id>training_problem',
        'assessment_appeal.case_id>recall_case',
        'assessment_appeal.outcome_id>assessment_outcome',
        'assessment_appeal.pay_id>assessment_payeffect',
        'assessment_observationnote.observation_id>assessment_observation',
        'assessment_paychange.effect_id>assessment_payeffect',
        'training_answermark.answer_id>training_paperanswer',
        'training_reflectionreview.version_id>training_reflectionversion',
        'assessment_appealmember.appeal_id>assessment_appeal',
        'assessment_appealstep.row_id>assessment_appeal',
        'assessment_reversal.appeal_id>assessment_appeal',
        'assessment_reversal.disclosed_id>assessment_disclosureentry',
        'assessment_repayment.change_id>assessment_paychange',
        'assessment_repayment.line_id>assessment_reversal'
    ];
    papers constant text[] := ARRAY[
        'recall_case.notice_id', 'recall_allegation.document_id', 'recall_reasonsheet.document_id',
        'recall_rehabilitation.letter_id', 'assessment_appeal.receipt_id',
        'assessment_assessment.document_id', 'assessment_clearingnote.document_id',
        'assessment_outcome.document_id'
    ];
    proofs constant text[] := ARRAY[
        'recall_factevidence.file_id', 'recall_enquiry.file_id', 'recall_redaction.file_id',
        'training_journalphoto.file_id', 'assessment_disclosureentry.consent_file_id',
        'evidence_scansheet.file_id', 'evidence_scansource.file_id', 'evidence_inspectionfile.file_id'
    ];
    line record;
    part text[];
    branch text;
    tab text;
    ids bigint[];
    doomed jsonb := '{}';
    documents bigint[] := '{}';
    pages bigint[] := '{}';
    evidence bigint[] := '{}';
    names text[] := '{}';
    more text[];
    tally jsonb := '{}';
    n bigint;
    today constant date := (removed AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    SELECT l.*, d.kind, d.proposed_by_id, d.decided_by_id, d.is_approved INTO line
    FROM keeping_disposalline l JOIN keeping_disposal d ON d.id = l.disposal_id
    WHERE l.id = line_id FOR UPDATE OF l, d;
    IF NOT FOUND OR line.removed_at IS NOT NULL OR line.struck_at IS NOT NULL
        OR line.left_why <> '' OR line.is_approved IS NOT TRUE
        OR line.proposed_by_id IS NULL OR line.decided_by_id IS NULL
        OR line.proposed_by_id = line.decided_by_id OR line.due_on > today THEN
        RAISE EXCEPTION 'Cannot remove what two people have not decided upon, or is not due'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_two_decided';
    END IF;

    IF line.kind IN ('RECALLED', 'NOT_RECALLED') THEN
        PERFORM FROM recall_campaign c JOIN recall_nomination r ON r.campaign_id = c.id
        WHERE r.id = line.row_id FOR UPDATE OF c;
        PERFORM FROM recall_nomination r WHERE r.id = line.row_id
        AND (r.state IN ('REJECTED', 'WITHDRAWN') OR EXISTS (
            SELECT FROM recall_case k WHERE k.nomination_id = r.id AND k.state IN ('CLOSED', 'REVOKED')
        )) FOR UPDATE OF r;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Cannot remove a matter that is under way'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_is_over';
        END IF;
        PERFORM FROM recall_case k WHERE k.nomination_id = line.row_id FOR UPDATE;
        PERFORM FROM cadres_cadre c JOIN recall_nomination r ON r.cadre_id = c.id
        WHERE r.id = line.row_id FOR UPDATE OF c;
        PERFORM FROM recall_nomination r JOIN cadres_cadre c ON c.id = r.cadre_id
        WHERE r.id = line.row_id AND (
            EXISTS (SELECT FROM keeping_hold h WHERE h.lifted_at IS NULL AND (
                h.nomination_id = r.id OR h.cadre_id = r.cadre_id OR h.campaign_id = r.campaign_id))
            OR EXISTS (SELECT FROM assessment_appeal a JOIN recall_case k ON k.id = a.case_id
                WHERE k.nomination_id = r.id AND a.state IN ('FILED', 'ACCEPTED'))
            OR EXISTS (SELECT FROM recall_clock t LEFT JOIN recall_case k ON k.id = t.case_id
                WHERE t.ended_at IS NULL AND (t.nomination_id = r.id OR k.nomination_id = r.id))
            OR EXISTS (SELECT FROM assessment_ban b JOIN recall_case k ON k.id = b.case_id
                WHERE k.nomination_id = r.id AND b.lifted_on IS NULL AND b.until_on >= today)
            OR c.user_id IN (line.proposed_by_id, line.decided_by_id));
        IF FOUND THEN
            RAISE EXCEPTION 'Cannot remove what is held, appealed, runs, lasts or is one''s own'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_nothing_keeps';
        END IF;
        doomed := jsonb_build_object('recall_nomination', jsonb_build_array(line.row_id));
        FOREACH branch IN ARRAY branches LOOP
            part := regexp_match(branch, '^(\w+)\.(\w+)>(\w+)$');
            CONTINUE WHEN NOT doomed ? part[3];
            EXECUTE format('SELECT array_agg(id) FROM %I WHERE %I = ANY($1)', part[1], part[2])
            INTO ids USING ARRAY(SELECT jsonb_array_elements_text(doomed -> part[3])::bigint);
            CONTINUE WHEN ids IS NULL;
            doomed := doomed || jsonb_build_object(part[1], (
                SELECT jsonb_agg(DISTINCT id) FROM (
                    SELECT unnest(ids) AS id
                    UNION SELECT jsonb_array_elements_text(doomed -> part[1])::bigint
                ) AS both_ways));
        END LOOP;
    ELSIF line.kind = 'PROTECTED' THEN
        PERFORM FROM cadres_cadre c JOIN cadres_protection p ON p.cadre_id = c.id
        WHERE p.id = line.row_id FOR UPDATE OF c;
        IF NOT FOUND OR EXISTS (
            SELECT FROM keeping_hold h JOIN cadres_protection p ON p.cadre_id = h.cadre_id
            WHERE p.id = line.row_id AND h.lifted_at IS NULL) THEN
            RAISE EXCEPTION 'Cannot remove what is held or gone'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_nothing_keeps';
        END IF;
        doomed := jsonb_build_object('cadres_protection', jsonb_build_array(line.row_id));
    ELSE
        PERFORM FROM documents_voiding v WHERE v.document_id = line.row_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'Cannot empty a paper that counts'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'keeping_removes_what_is_over';
        END IF;
        documents := ARRAY[line.row_id];
    END IF;

    FOREACH branch IN ARRAY papers LOOP
        part := string_to_array(branch, '.');
        CONTINUE WHEN NOT doomed ? part[1];
        EXECUTE format('SELECT array_agg(%I) FROM %I WHERE id = ANY($1) AND %1$I IS NOT NULL',
            part[2], part[1])
        INTO ids USING ARRAY(SELECT jsonb_array_elements_text(doomed -> part[1])::bigint);
        documents := documents || coalesce(ids, '{}');
    END LOOP;
    SELECT documents || coalesce(array_agg(d.id), '{}') INTO documents FROM documents_document d
    WHERE (d.kind = 'statement_sheet' AND doomed ? 'recall_nomination'
            AND d.scope = 'statement-' || line.row_id)
        OR (d.kind = 'journal_sheet' AND d.scope = ANY(ARRAY(SELECT 'posting-' || one
            FROM jsonb_array_elements_text(doomed -> 'training_practiceposting') AS one)));
    SELECT coalesce(array_agg(id), '{}') INTO pages
    FROM documents_paperpage WHERE document_id = ANY(documents);
    SELECT array_agg(id) INTO ids FROM evidence_scansheet WHERE page_id = ANY(pages);
    IF ids IS NOT NULL THEN
        doomed := doomed || jsonb_build_object('evidence_scansheet', to_jsonb(ids));
    END IF;
    FOREACH branch IN ARRAY proofs LOOP
        part := string_to_array(branch, '.');
        CONTINUE WHEN NOT doomed ? part[1];
        EXECUTE format('SELECT array_agg(%I) FROM %I WHERE id = ANY($1) AND %1$I IS NOT NULL',
            part[2], part[1])
        INTO ids USING ARRAY(SELECT jsonb_array_elements_text(doomed -> part[1])::bigint);
        evidence := evidence || coalesce(ids, '{}');
    END LOOP;
    IF doomed ? 'assessment_volume' THEN
        SELECT coalesce(array_agg(file), '{}') INTO more FROM assessment_volume
        WHERE file <> '' AND id = ANY(ARRAY(
            SELECT jsonb_array_elements_text(doomed -> 'assessment_volume')::bigint));
        names := names || more;
    END IF;
    SELECT coalesce(array_agg(file), '{}') INTO more
    FROM documents_document WHERE id = ANY(documents) AND file <> '';
    names := names || more;

    PERFORM set_config('pgtrigger.ignore', coalesce((
        SELECT array_agg(t.tgname)::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND t.tgname LIKE 'pgtrigger%' AND (doomed ? c.relname::text OR c.relname IN (
            'documents_document', 'documents_paperpage', 'documents_voiding', 'evidence_paperwaiver',
            'training_trainingclass'))), '{}'), true);
    UPDATE training_trainingclass SET monitor_id = NULL WHERE monitor_id = ANY(ARRAY(
        SELECT jsonb_array_elements_text(doomed -> 'training_enrolment')::bigint));
    FOR tab IN SELECT jsonb_object_keys(doomed) LOOP
        ids := ARRAY(SELECT jsonb_array_elements_text(doomed -> tab)::bigint);
        DELETE FROM notify_message WHERE row_kind = replace(tab, '_', '.') AND row_id = ANY(ids);
        GET DIAGNOSTICS n = ROW_COUNT;
        tally := tally || jsonb_build_object('messages', coalesce((tally ->> 'messages')::bigint, 0) + n);
        EXECUTE format('DELETE FROM %I WHERE id = ANY($1)', tab) USING ids;
        GET DIAGNOSTICS n = ROW_COUNT;
        tab := split_part(tab, '_', 1);
        tally := tally || jsonb_build_object(tab, coalesce((tally ->> tab)::bigint, 0) + n);
    END LOOP;

    DELETE FROM prints_printpart WHERE document_id = ANY(documents);
    DELETE FROM evidence_paperwaiver WHERE document_id = ANY(documents);
    DELETE FROM documents_paperpage WHERE id = ANY(pages);
    DELETE FROM documents_document d WHERE d.id = ANY(documents) AND d.number IS NULL;
    GET DIAGNOSTICS n = ROW_COUNT;
    tally := tally || jsonb_build_object('papers', n);
    UPDATE documents_document d SET
        snapshot = jsonb_build_object('issuer', coalesce(d.snapshot ->> 'issuer', '')),
        title = '（内容已销毁）', state = 'GONE', file = '', sha256 = '', byte_count = 0,
        page_count = 0, ready_at = NULL
    WHERE d.id = ANY(documents);
    GET DIAGNOSTICS n = ROW_COUNT;
    tally := tally || jsonb_build_object('emptied', n);

    FOREACH branch IN ARRAY proofs LOOP
        part := string_to_array(branch, '.');
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %I WHERE %1$I = ANY($1)', part[2], part[1])
        INTO ids USING evidence;
        evidence := ARRAY(SELECT unnest(evidence) EXCEPT SELECT unnest(ids));
    END LOOP;
    WITH gone AS (DELETE FROM evidence_evidencefile WHERE id = ANY(evidence) RETURNING path, release)
    SELECT coalesce(array_agg(CASE release WHEN 'QUARANTINED' THEN 'quarantine/' || path || '.bad'
        ELSE 'evidence/' || path END), '{}') INTO more FROM gone;
    names := names || more;
    tally := tally || jsonb_build_object('files', cardinality(names));

    UPDATE keeping_disposalline SET removed_at = removed, counts = tally,
        files = to_jsonb(names) WHERE id = line_id;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
END $$;
REVOKE ALL ON FUNCTION keeping_remove(bigint, timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0001_terms_holds_and_lists"),
        ("documents", "0004_gone"),
        ("evidence", "0095_triggers"),
        ("recall", "0032_helper_access"),
        ("training", "0019_late_seats"),
        ("assessment", "0020_concurrences"),
        ("notify", "0001_initial"),
        ("prints", "0001_bulk_prints"),
    ]
    operations = [
        migrations.RunSQL([FORWARDS], "DROP FUNCTION keeping_remove(bigint, timestamptz)"),
    ]
