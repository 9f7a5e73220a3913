"""What waits for a person: one list over all floors, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from portal.queries import (
    operations,
    work_of_appeals,
    work_of_hearings,
    work_of_training,
    work_of_units,
)
from portal.queries.tasks import SHOWN, Task, without_a_hand
from recall.enums import CampaignState, CaseState, NominationState
from recall.models import (
    Campaign,
    Case,
    ClearingSignal,
    Nomination,
    Verification,
)
from recall.queries import clocks, compliance
from training.models import PracticePosting

_UNIT = (Role.UNIT_CLERK, Role.UNIT_HEAD)


def todo(user: Any, *, on: date) -> list[Task]:
    """Answer what the user should do now, the most urgent first, at most 20 of each kind."""
    tasks = [*_reports(user, on), *_drafts(user), *_verifications(user)]
    tasks += work_of_hearings.todo(user, on)
    tasks += [*_decisions(user), *_cases(user), *work_of_training.todo(user, on), *_campaigns(user)]
    tasks += [*_late(user, on), *work_of_units.todo(user, on)]
    tasks += [*_signals(user), *_left(user, on), *work_of_appeals.todo(user, on)]
    return in_order(tasks)


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Answer the lines with the most urgent first."""
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.title))


def counts(user: Any, *, at: datetime) -> dict[str, int]:
    """Answer the figures over the workbench, in one query.

    Undecided nominations and open cases in view, and the jobs in trouble that are the user's.
    """
    ended = [CaseState.CLOSED, CaseState.REVOKED]
    cases = Case.objects.visible_to(user).exclude(state__in=ended)
    decided = [NominationState.APPROVED, NominationState.REJECTED, NominationState.WITHDRAWN]
    nominations = Nomination.objects.visible_to(user).exclude(state__in=decided)
    first, second = _counted(nominations, "nominations"), _counted(cases, "cases")
    third = _counted(operations.troubled(user, at=at), "troubled")
    none = {"nominations": 0, "cases": 0, "troubled": 0}
    return none | dict(first.union(second, third, all=True))


def _counted(rows: QuerySet[Any], name: str) -> QuerySet[Any, Any]:
    """Answer one row: the name and how many; none where nothing is."""
    named = rows.order_by().annotate(what=Value(name, CharField())).values("what")
    return named.annotate(n=Count("pk")).values_list("what", "n")


def _rows(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    return rows.select_related("cadre", "unit").order_by("due_on", "pk")[:SHOWN]


def _nomination(row: Nomination, title: str, name: str) -> Task:
    return Task(
        title=f"{row.cadre.name}　{title}",
        source=row.unit.name,
        state=row.state,
        kind="",
        due_on=row.due_on,
        url=reverse(name, args=[row.pk]),
    )


def _reports(user: Any, on: date) -> list[Task]:
    units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
    if not units:
        return []
    return [
        Task(
            title=f"{row.campaign.title}　{_('第 %(n)s 轮报送') % {'n': row.number}}",
            source=row.unit_name,  # type: ignore[attr-defined]  # annotated by owed()
            state=row.campaign.state,
            kind="campaign",
            due_on=row.closes_on,
            url=reverse("recall:rounds"),
        )
        for row in compliance.owed(units, on=on)[:SHOWN]
    ]


def _drafts(user: Any) -> list[Task]:
    units = user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
    if not units:
        return []
    states = [NominationState.DRAFT, NominationState.SENT_BACK]
    rows = Nomination.objects.visible_to(user).filter(unit__in=units, state__in=states)
    return [_nomination(row, _("填报提名"), "recall:nomination-tasks") for row in _rows(rows)]


def _verifications(user: Any) -> list[Task]:
    counties = user.counties(Role.VERIFIER)
    if not counties:
        return []
    rows = without_a_hand(Nomination.objects.visible_to(user), user)
    rows = rows.filter(county__in=counties, state=NominationState.SUBMITTED)
    rows = rows.exclude(Exists(_found_by(user)))
    return [_nomination(row, _("核实"), "recall:nomination-verify") for row in _rows(rows)]


def _found_by(user: Any) -> QuerySet[Verification]:
    """Answer the user's own findings on the submission that is being verified now."""
    return Verification.objects.filter(
        by=user, nomination=OuterRef("pk"), submission=OuterRef("submission_count")
    )


def _decisions(user: Any) -> list[Task]:
    counties = user.counties(Role.DECIDER)
    if not counties:
        return []
    rows = (
        Nomination.objects.visible_to(user)
        .filter(county__in=counties, state=NominationState.HEARD)
        .exclude(verified_by=user)
        .exclude(recusals__user=user)
    )
    return [_nomination(row, _("集体研究"), "recall:nomination-decide") for row in _rows(rows)]


def _cases(user: Any) -> list[Task]:
    wanted = {
        CaseState.OPEN: ((Role.COUNTY_ADMIN, Role.VERIFIER), _("登记送达"), "recall:case"),
        CaseState.SERVED: ((Role.CLASS_MANAGER,), _("编入培训班"), "portal:dossier"),
        CaseState.PRACTICE: ((Role.CLASS_MANAGER,), _("综合考核"), "assessment:case"),
        CaseState.ASSESSED: ((Role.DECIDER,), _("决定结果"), "assessment:case"),
        CaseState.DECIDED: ((Role.COUNTY_ADMIN, Role.CLASS_MANAGER), _("办结"), "assessment:case"),
    }
    states = [state for state, (roles, _label, _name) in wanted.items() if user.counties(*roles)]
    away = PracticePosting.objects.standing().values("case")
    rows = Case.objects.visible_to(user).filter(state__in=states)
    rows = rows.exclude(state=CaseState.PRACTICE, pk__in=away).select_related("cadre", "unit")
    tasks = []
    for row in rows.order_by("due_on", "pk")[: SHOWN * 2]:
        _roles, label, name = wanted[CaseState(row.state)]
        if row.state == CaseState.DECIDED and row.due_on:  # its term runs until it is served
            label = _("登记结果送达")
        tasks.append(
            Task(
                title=f"{row.cadre.name}　{label}",
                source=row.unit.name,
                state=row.state,
                kind="",
                due_on=row.due_on,
                url=reverse(name, args=[row.pk]),
            )
        )
    return tasks


def _left(user: Any, on: date) -> list[Task]:
    """Answer the cases still open of people who left the service, for who may end them."""
    counties = user.counties(Role.DECIDER)
    if not counties:
        return []
    ended = (CaseState.DECIDED, CaseState.TRACKING, CaseState.CLOSED, CaseState.REVOKED)
    rows = Case.objects.visible_to(user).filter(county__in=counties, cadre__left_on__lte=on)
    rows = rows.exclude(state__in=ended).select_related("cadre", "unit")
    return [
        Task(
            title=f"{row.cadre.name}　{_('因离任终止')}",
            source=row.unit.name,
            state=row.state,
            kind="",
            due_on=row.due_on,
            url=reverse("assessment:case", args=[row.pk]),
        )
        for row in rows.order_by("due_on", "pk")[:SHOWN]
    ]


def _late(user: Any, on: date) -> list[Task]:
    """Answer one line for the overdue terms that have gone up to the user."""
    told = [(1, user.counties(Role.COUNTY_ADMIN)), (2, user.counties(Role.DECIDER))]
    number, due_on = max(
        (clocks.gone_up(counties, reached=reached, on=on) for reached, counties in told),
        key=itemgetter(0),
    )
    if not number:
        return []
    title = ngettext("%(n)s 项期限已超，请督办", "%(n)s 项期限已超，请督办", number)
    url = reverse("recall:clock-list", query={"view": "late"})
    return [Task(title % {"n": number}, _("期限"), "", "", due_on, url)]


def _signals(user: Any) -> list[Task]:
    """Answer the signals behind wrong nominations that a unit answers for.

    The administrators have them on the clearing's page, which they run.
    """
    units = user.units(*_UNIT)
    if not units:
        return []
    rows = ClearingSignal.objects.visible_to(user).open().filter(signal__unit__in=units)
    hands = Q(rehabilitation__nomination__drafted_by=user)
    hands |= Q(rehabilitation__nomination__submitted_by=user)
    rows = rows.exclude(hands).select_related("rehabilitation__cadre", "signal")
    return [
        Task(
            title=f"{row.rehabilitation.cadre.name}　{_('答复线索撤销建议')}",
            source=row.signal.get_practice_display(),
            state="",
            kind="",
            due_on=None,
            url=reverse("recall:clearing-signal", args=[row.pk]),
        )
        for row in rows.order_by("pk")[:SHOWN]
    ]


def _campaigns(user: Any) -> list[Task]:
    if not (counties := user.counties(Role.COUNTY_ADMIN)):
        return []
    rows = Campaign.objects.visible_to(user).filter(county__in=counties, state=CampaignState.DRAFT)
    act = _("核对后启动")
    return [
        Task(
            title=f"{row.title}　{act}",
            source=row.county.name,
            state=row.state,
            kind="campaign",
            due_on=None,
            url=reverse("recall:campaign", args=[row.pk]),
        )
        for row in rows.select_related("county").order_by("pk")[:SHOWN]
    ]
