"""带教人 in the database: nobody tied to the person, nobody with three, past every service."""

import pgtrigger

MENTOR_IS_APART = pgtrigger.Trigger(
    name="mentor_is_apart",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("mentor_id"),
    func="""
    IF TG_OP = 'UPDATE' AND NEW.mentor_id IS NOT DISTINCT FROM OLD.mentor_id THEN
        RETURN NEW;  -- a tie that is declared later does not hold up the end of a posting
    END IF;
    IF EXISTS (
        SELECT 1 FROM recall_case k JOIN recall_nomination n ON n.id = k.nomination_id
         WHERE k.id = NEW.case_id
           AND (NEW.mentor_id IN (k.subject_id, n.drafted_by_id, n.submitted_by_id)
             OR EXISTS (SELECT 1 FROM cadres_kinship s
                          JOIN cadres_cadre c ON c.user_id = NEW.mentor_id
                         WHERE s.ended_at IS NULL
                           AND ((s.cadre_id = c.id AND s.relative_id = k.cadre_id)
                             OR (s.relative_id = c.id AND s.cadre_id = k.cadre_id))))) THEN
        RAISE EXCEPTION 'posting: the mentor is tied to the person' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
    """,
)

MENTOR_HAS_ROOM = pgtrigger.Trigger(
    name="mentor_has_room",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert
    | pgtrigger.UpdateOf("mentor_id", "from_on", "until_on", "finished_on"),
    declare=[("since", "date")],
    func="""
    since := NEW.from_on;
    IF NEW.finished_on IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.mentor_id = OLD.mentor_id AND OLD.finished_on IS NULL
            AND NEW.from_on >= OLD.from_on THEN
        IF NEW.until_on - NEW.paused_days <= OLD.until_on - OLD.paused_days THEN
            RETURN NEW;  -- days given back after a standstill ask for nobody's room
        END IF;
        since := OLD.until_on + 1;
    END IF;
    PERFORM 1 FROM accounts_user WHERE id = NEW.mentor_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM training_practiceposting p
         WHERE p.mentor_id = NEW.mentor_id AND p.finished_on IS NULL AND p.id <> NEW.id
           AND p.from_on <= NEW.until_on AND p.until_on >= since) >= 3 THEN
        RAISE EXCEPTION 'posting: the mentor guides three already' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
    """,
)
