"""What the database itself refuses of a poll, shared by the models of roll and votes."""

from typing import Any

import pgtrigger

FIXED = (
    "county_id",
    "unit_id",
    "purpose",
    "kind",
    "options",
    "max_names",
    "measure",
    "share_of",
    "bottom_n",
    "threshold",
    "ground_id",
    "closes_at",
    "opened_at",
    "seen_open_at",
)


def only_in_draft(name: str, operation: Any, poll_of: str) -> pgtrigger.Trigger:
    """Make a trigger that refuses an operation once the row's poll is open.

    :param poll_of: SQL for the poll's key, of the row `ROW`
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        declare=[("touched", "bigint")],
        func=f"""
            IF TG_OP = 'DELETE' THEN touched := {poll_of.replace("ROW", "OLD")};
            ELSE touched := {poll_of.replace("ROW", "NEW")}; END IF;
            PERFORM FROM evidence_poll p WHERE p.id = touched AND p.opened_at IS NULL FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'Cannot change what was fixed when the poll opened'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'poll_is_fixed_at_opening';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


def nobody_judges_themselves() -> pgtrigger.Trigger:
    """Make the trigger that opens no poll for an assessment whose roll holds somebody assessed."""
    return pgtrigger.Trigger(
        name="nobody_judges_themselves",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("opened_at"),
        func="""
            IF NEW.purpose = 'TRAINEES' AND EXISTS (
                SELECT FROM evidence_pollvoter v JOIN evidence_pollsubject s
                ON s.poll_id = v.poll_id AND s.cadre_id = v.cadre_id WHERE v.poll_id = NEW.id
            ) THEN
                RAISE EXCEPTION 'Cannot open: somebody assessed is on the roll'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'poll_nobody_judges_themselves';
            END IF;
            RETURN NEW;
        """,
    )
