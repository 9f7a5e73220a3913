"""带教人 in the database: nobody who is tied to the person, past every service."""

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
