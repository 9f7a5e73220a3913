"""Polls about trainees: which stand, who votes, what one comes to for a case."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cadres.models import Cadre
from evidence.enums import PollState
from evidence.models import Poll
from evidence.queries import polls as evidence_polls
from evidence.queries import trainee_tallies
from recall.models import Case
from training.enums import PollPart
from training.models import Enrolment, TraineePoll, TrainingClass

_BY_POLL = {PollPart.UNIT: "unit_by_poll", PollPart.PEER: "peer_by_poll"}


@dataclass(frozen=True)
class Found:
    """The poll held for a part of a case, its tally for the person, or why there is no value."""

    poll: Poll | None
    tally: trainee_tallies.Tally | None
    missing: str


def is_by_poll(case: Case, part: str) -> bool:
    """Answer whether the campaign's scheme says that a part comes of a ballot alone.

    A scheme version of before says nothing of it, and then a score may be entered as it could.
    """
    key = _BY_POLL.get(part)  # type: ignore[call-overload]
    return bool(key and case.campaign.scheme_version.parameters.get(key))


def held(part: str, case: Case) -> QuerySet[TraineePoll]:
    """Answer the polls held for a part of a case, void ones too, the newest first."""
    own = Q(case=case) | Q(case=None, poll__subjects__cadre=case.cadre_id)
    rows = TraineePoll.objects.filter(own, part=part, training_class__enrolments__case=case)
    return rows.select_related("poll__void").distinct().order_by("-pk")


def standing(part: str, cases: Any) -> QuerySet[TraineePoll]:
    """Answer the polls for a part that are not void and about one of some cases."""
    people = Case.objects.filter(pk__in=cases).values("cadre")
    rows = TraineePoll.objects.filter(part=part, poll__void=None)
    whole = Q(
        case=None, training_class__enrolments__case__in=cases, poll__subjects__cadre__in=people
    )
    return rows.filter(Q(case__in=cases) | whole).distinct()


def of_class(training_class: TrainingClass) -> list[TraineePoll]:
    """Answer a class's polls with the people on their ballots, the newest first."""
    rows = TraineePoll.objects.filter(training_class=training_class)
    return list(
        rows.select_related("poll__void").prefetch_related("poll__subjects").order_by("-pk")
    )


def is_about(row: TraineePoll, case: Case) -> bool:
    """Answer whether a poll of `of_class` is about a case."""
    return row.case_id == case.pk or (
        row.case_id is None
        and any(one.cadre_id == case.cadre_id for one in row.poll.subjects.all())
    )


def found(case: Case, part: str) -> Found:
    """Answer the counted result of a part, or the reason why it has no value."""
    rows = list(held(part, case))
    row = next((one for one in rows if not hasattr(one.poll, "void")), None)
    if row is None:
        void = rows[0].poll if rows else None
        told = _("测评已作废：%(reason)s") % {"reason": void.void.reason} if void else ""
        return Found(void, None, told or _("还没有组织测评"))
    if row.poll.state != PollState.COUNTED:
        return Found(row.poll, None, _not_counted(row.poll))
    tallies = trainee_tallies.of_poll(row.poll)
    tally = next(one for one in tallies if one.subject.cadre_id == case.cadre_id)
    if tally.value is None:
        return Found(row.poll, None, _("评定本人的有效票不足 5 张，不计分"))
    return Found(row.poll, tally, "")


def _not_counted(poll: Poll) -> str:
    if poll.state == PollState.CLOSED:
        return _("测评已截止，还没有计票；有效票不足 5 张的不能计票")
    return _("测评还在投票中")


def classmates(training_class: TrainingClass) -> list[Enrolment]:
    """Answer the standing trainees of a class, in the order of the roster."""
    rows = Enrolment.objects.standing().filter(training_class=training_class)
    return list(
        rows.select_related("case__cadre__unit", "case__unit", "case__campaign").order_by("pk")
    )


def colleagues(case: Case) -> tuple[list[Cadre], list[Cadre]]:
    """Answer the leaders and the others of the unit that recalled a person, without the person."""
    groups = (evidence_polls.staff(case.unit_id, which) for which in ("LEADING", "OTHERS"))
    leaders, others = (list(rows.exclude(pk=case.cadre_id)) for rows in groups)
    return leaders, others
