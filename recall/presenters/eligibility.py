"""The automatic checks of a person, as lines of a list."""

from datetime import date

from django.utils.translation import gettext as _

from cadres.queries import cadres
from evidence import regulations as warnings
from evidence.queries import reminders
from recall import regulations
from recall.models import Nomination
from recall.queries import terms
from recall.queries.nominations import earlier
from recall.regulations import reminding


def check_rows(protections: set[str]) -> list[dict[str, str]]:
    """Answer one line for each check, given the kinds of protection in force on the day."""
    rules = [
        regulations.not_on_maternity,
        regulations.not_ill,
        regulations.not_under_investigation,
        regulations.not_on_leave,
    ]
    labels = [_("孕期、产假、哺乳期"), _("病假、医疗期"), _("接受审查调查"), _("长期请假")]
    rows = []
    for rule, label in zip(rules, labels, strict=True):
        kept = rule.is_kept(protections)
        state = "ok" if kept else "warn" if rule.severity == "warn" else "bad"
        text = _("不在%(what)s") % {"what": label} if kept else str(rule.sentence)
        rows.append({"state": state, "text": text, "why": f"{rule.number} {rule.source}"})
    return rows


def checks(nomination: Nomination, *, on: date) -> list[dict[str, str]]:
    """Answer the automatic checks of the person on a day."""
    rows = check_rows(cadres.protections_on(nomination.cadre, on))
    return _left(nomination) + rows + reminded(nomination, on=on)


def _left(nomination: Nomination) -> list[dict[str, str]]:
    """Answer a line about who has left the rolls since, none about everybody else."""
    rule = regulations.is_on_the_rolls
    if rule.is_kept(nomination.cadre):
        return []
    why = f"{rule.number} {rule.source}"
    return [{"state": "bad", "text": str(rule.sentence), "why": why}]


def reminded(nomination: Nomination, *, on: date) -> list[dict[str, str]]:
    """Answer what is wrong with a first nomination without a reminder or within its time.

    A warning, unless the scheme wants the reminder first.
    """
    if earlier(nomination):
        return []
    served = reminders.served(nomination.cadre_id)
    first = reminding.was_reminded_first
    if terms.reminds_first(nomination.campaign) and not first.is_kept(served, on):
        why = f"{first.number} {first.source}"
        return [{"state": "bad", "text": str(first.sentence), "why": why}]
    rules = [(warnings.was_reminded, (served,)), (warnings.time_to_correct_is_over, (served, on))]
    return [
        {"state": "warn", "text": str(rule.sentence), "why": f"{rule.number} {rule.source}"}
        for rule, told in rules
        if not rule.is_kept(*told)
    ]
