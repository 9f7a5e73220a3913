"""What a unit sends in: that the person was reminded first, and that it stays as it is."""

from datetime import date, datetime
from typing import Any

from evidence.queries import reminders
from recall.models import Nomination, Submission, UnitOpinion
from recall.queries import terms
from recall.queries.nominations import earlier, facts_of
from recall.regulations.reminding import was_reminded_first


def require_reminder(nomination: Nomination, *, on: date) -> None:
    """Refuse a first nomination that its scheme wants a reminder before.

    :raises RegulationBroken: RC-43
    """
    if terms.reminds_first(nomination.campaign) and not earlier(nomination):
        was_reminded_first.check(reminders.served(nomination.cadre_id), on)


def freeze(nomination: Nomination, *, answers: dict[str, str], by: Any, at: datetime) -> Submission:
    """Keep the content of a submission that was just counted; its audit entry is `submit`.

    :param answers: part of the nomination → what the unit answered to the remark on it
    """
    return Submission.objects.create(
        nomination=nomination,
        number=nomination.submission_count,
        version=nomination.version,
        snapshot=snapshot(nomination),
        answers={part: text.strip() for part, text in answers.items() if text.strip()},
        by=by,
        at=at,
    )


def snapshot(nomination: Nomination) -> dict[str, Any]:
    """Answer what the unit wrote, in plain values that never change again."""
    signals = nomination.signals.order_by("pk")
    return {
        "facts": [_fact(fact) for fact in facts_of(nomination)],
        "opinion": _opinion(UnitOpinion.objects.filter(nomination=nomination).first()),
        "signals": [{"pk": row.pk, "said": row.snapshot["said"]} for row in signals],
    }


def _fact(fact: Any) -> dict[str, Any]:
    return {
        "pk": fact.pk,
        "ground": f"{fact.ground.code}　{fact.ground.title}",
        "happened_on": fact.happened_on.isoformat(),
        "place": fact.place,
        "text": fact.text,
        "evidence": [
            {"sha256": row.file.sha256, "title": row.file.title} for row in fact.evidence.all()
        ],
    }


def _opinion(opinion: UnitOpinion | None) -> dict[str, Any]:
    if opinion is None:
        return {}
    return {
        "held_on": opinion.held_on.isoformat(),
        "due": opinion.due_count,
        "present": opinion.present_count,
        "agree": opinion.agree_count,
        "text": opinion.text,
    }
