"""What waits about an outcome: agreement, appeals, what they won, visits, disclosures.

All of it in one query.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from assessment.models import (
    Appeal,
    Concurrence,
    Disclosure,
    DisclosureEntry,
    DisclosurePlace,
    FollowUp,
    Observation,
)
from assessment.queries import concurrences, disclosures
from portal.queries.tasks import SHOWN, Task
from recall.enums import ClockKind
from recall.models import Clock, DecisionMember, Verification

_HANDLER = {
    ClockKind.ADMIT: gettext_lazy("受理申诉"),
    ClockKind.ANSWER: gettext_lazy("办理复核申诉"),
    ClockKind.TELL: gettext_lazy("登记答复送达"),
}
_OFFICE = {ClockKind.REVERSE: gettext_lazy("办理恢复措施")}
_VISIT = "VISIT"
_DISCLOSED = {
    "APPROVE": gettext_lazy("审批公示"),
    "CORRECT": gettext_lazy("登记公示更正"),
    "REMOVE": gettext_lazy("撤除到期的公示"),
}
_CONDITION = {
    "ACTIVATE": gettext_lazy("研究是否执行附条件结果"),
    "CONDITION": gettext_lazy("观察期将满，核对条件"),
}
_NEAR = timedelta(days=7)  # a visit is prepared, not made on the day
_SOON = timedelta(days=14)  # a breach takes a note, a proposal and a meeting
_NAMES = ("what", "number", "name", "place", "day", "of")


def todo(user: Any, on: date) -> list[Task]:
    """Answer the lines of an appeal handler without a hand in the matter, and of the office."""
    found: list[QuerySet[Any]] = []
    if counties := user.counties(Role.APPEAL_HANDLER):
        found.append(_untouched(_clocks(user, counties, _HANDLER), user))
    if counties := user.counties(Role.COUNTY_ADMIN):
        found.append(_clocks(user, counties, _OFFICE))
    if counties := user.counties(Role.COUNTY_ADMIN, Role.CLASS_MANAGER):
        found += [_visits(user, counties, on), _ending(user, counties, on)]
    if counties := user.counties(Role.DECIDER):
        found += [_approvals(user, counties), _concurrences(user, counties, on)]
        found.append(_proposed(user, counties))
    if counties := user.counties(Role.COUNTY_ADMIN):
        found += [_corrections(user, counties, on), _hanging(user, counties, on)]
    if not found:
        return []
    first, *rest = (rows.values_list(*_NAMES) for rows in found)
    rows: Any = first.union(*rest, all=True) if rest else first
    return [_line(row) for row in rows.order_by("day", "of")[: SHOWN * 2]]


def _clocks(user: Any, counties: set[int], kinds: Any) -> QuerySet[Clock]:
    rows = Clock.objects.visible_to(user).running().filter(county__in=counties, kind__in=kinds)
    return rows.annotate(
        what=F("kind"),
        number=Value(0),
        name=F("cadre__name"),
        place=F("case__unit__name"),
        day=F("due_on"),
        of=F("row_id"),
    )


def _untouched(rows: QuerySet[Clock], user: Any) -> QuerySet[Clock]:
    """Leave out what the user had a hand in, who may not handle it."""
    hands = Q(case__outcome__assessed_by=user) | Q(case__outcome__decided_by=user)
    for name in ("drafted_by", "submitted_by", "verified_by", "decided_by"):
        hands |= Q(**{f"case__nomination__{name}": user})
    matter = OuterRef("case__nomination")
    verified = Verification.objects.filter(by=user, nomination=matter)
    sat = DecisionMember.objects.filter(user=user, decision__nomination=matter)
    before = Appeal.objects.filter(decided_by=user, case=OuterRef("case"))
    before = before.exclude(pk=OuterRef("row_id"))
    return rows.exclude(hands | Exists(verified) | Exists(sat) | Exists(before))


def _visits(user: Any, counties: set[int], on: date) -> QuerySet[FollowUp]:
    """Answer the visits that are due within a week, or late."""
    rows = FollowUp.objects.visible_to(user).late(on + _NEAR).filter(case__county__in=counties)
    return rows.annotate(
        what=Value(_VISIT, CharField()),
        number=F("months"),
        name=F("case__cadre__name"),
        place=F("case__unit__name"),
        day=F("due_on"),
        of=F("pk"),
    )


def _approvals(user: Any, counties: set[int]) -> QuerySet[Disclosure]:
    rows = disclosures.awaiting_approval(user, counties)
    first = DisclosureEntry.objects.filter(disclosure=OuterRef("pk")).order_by("pk")
    return rows.annotate(
        what=Value("APPROVE", CharField()),
        number=Value(0),
        name=Subquery(first.values("name")[:1]),
        place=Subquery(first.values("unit_name")[:1]),
        day=F("wished_on"),
        of=F("pk"),
    )


def _concurrences(user: Any, counties: set[int], on: date) -> QuerySet[Concurrence]:
    """Answer the outcomes of another county on which the user's own is asked to agree."""
    return concurrences.owed(user, counties, on).annotate(
        what=Value("CONCUR", CharField()),
        number=Value(0),
        name=F("case__cadre__name"),
        place=F("case__county__name"),
        day=Cast(Value(None), DateField()),
        of=F("pk"),
    )


def _proposed(user: Any, counties: set[int]) -> QuerySet[Observation]:
    """Answer the outcomes under a condition of which a meeting is asked by another hand."""
    rows = Observation.objects.visible_to(user).filter(outcome__case__county__in=counties)
    rows = rows.filter(proposed_at__isnull=False, activated_at=None, fallen_at=None)
    rows = rows.exclude(proposed_by=user).exclude(outcome__case__nomination__verified_by=user)
    rows = rows.exclude(outcome__case__nomination__recusals__user=user)
    return _observed(rows, "ACTIVATE", Cast(Value(None), DateField()))


def _ending(user: Any, counties: set[int], on: date) -> QuerySet[Observation]:
    """Answer the conditions that nobody found broken so far and of which the last day is near.

    After it the outcome has lapsed, and nothing can be written down any more.
    """
    rows = Observation.objects.visible_to(user).open(on).filter(outcome__case__county__in=counties)
    rows = rows.filter(proposed_at=None, until_on__lte=on + _SOON)
    return _observed(rows, "CONDITION", F("until_on"))


def _observed(rows: QuerySet[Observation], what: str, day: Any) -> QuerySet[Observation]:
    return rows.annotate(
        what=Value(what, CharField()),
        number=Value(0),
        name=F("outcome__case__cadre__name"),
        place=F("outcome__case__unit__name"),
        day=day,
        of=F("pk"),
    )


def _corrections(user: Any, counties: set[int], on: date) -> QuerySet[DisclosureEntry]:
    rows = DisclosureEntry.objects.visible_to(user).owing(on)
    return rows.filter(disclosure__county__in=counties).annotate(
        what=Value("CORRECT", CharField()),
        number=Value(0),
        place=F("unit_name"),
        day=F("disclosure__until_on"),
        of=F("disclosure"),
    )


def _hanging(user: Any, counties: set[int], on: date) -> QuerySet[DisclosurePlace]:
    """Answer what still hangs on a wall though its time is over."""
    mine = Disclosure.objects.visible_to(user).filter(county__in=counties, until_on__lt=on)
    rows = DisclosurePlace.objects.filter(disclosure__in=mine, removed_at=None)
    return rows.annotate(
        what=Value("REMOVE", CharField()),
        number=Value(0),
        name=F("title"),
        place=F("disclosure__county__name"),
        day=F("disclosure__until_on"),
        of=F("disclosure"),
    )


def _line(row: tuple[Any, ...]) -> Task:
    what, number, name, place, day, of = row
    if what == _VISIT:
        act, url = _("第 %(n)s 个月回访") % {"n": number}, "assessment:follow-up"
    elif what == "CONCUR":
        act, url = _("会签"), "assessment:concurrence-answer"
    elif what in _CONDITION:
        act, url = str(_CONDITION[what]), "assessment:observation"
    elif what in _DISCLOSED:
        act, url = str(_DISCLOSED[what]), "assessment:disclosure"
    else:
        act, url = str({**_HANDLER, **_OFFICE}[what]), "assessment:appeal"
    title = f"{name}　{act}"
    return Task(title, place, "", "", day, reverse(url, args=[of]))
