"""What PostgreSQL holds of reports that came after the window: let in by a hand, once."""

import pgtrigger

# (late_reason is written when the head sends past the window; a report in time has none)
LET_IN = [
    pgtrigger.Protect(
        name="late_is_let_in",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.verified_at IS NULL AND NEW.verified_at IS NOT NULL"
            " AND NEW.late_reason <> '' AND NEW.admitted_at IS NULL"
        ),
    ),
    pgtrigger.Protect(
        name="let_in_once",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.admitted_at IS NOT NULL AND"
            " (OLD.admitted_by_id, OLD.admitted_at, OLD.admitted_why) IS DISTINCT FROM"
            " (NEW.admitted_by_id, NEW.admitted_at, NEW.admitted_why)"
        ),
    ),
]
