"""What units are asked and have not answered: on silence, on concealment, on a nomination."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from portal.queries.tasks import SHOWN, Task
from recall.models import Challenge, Enquiry, Evasion
from recall.queries import evasions

_UNIT = (Role.UNIT_CLERK, Role.UNIT_HEAD)


def todo(user: Any, on: date) -> list[Task]:
    """Answer the lines of clerks and heads, and who confirms a concealment."""
    return [*_challenges(user), *_evasions(user, on), *_enquiries(user)]


def _challenges(user: Any) -> list[Task]:
    """Answer what the heads of units are asked and have not answered."""
    units = user.units(Role.UNIT_HEAD)
    if not units:
        return []
    rows = Challenge.objects.visible_to(user).open().filter(unit__in=units, answer="")
    return [
        Task(
            title=f"{row.unit.name}　{_('答复零报告质询')}",
            source=row.campaign.title,
            state="",
            kind="",
            due_on=row.due_on,
            url=reverse("recall:challenge", args=[row.pk]),
        )
        for row in rows.select_related("unit", "campaign").order_by("due_on", "pk")[:SHOWN]
    ]


def _evasions(user: Any, on: date) -> list[Task]:
    """Answer the concealments on which a head may speak, then those for another hand."""
    units, counties = user.units(Role.UNIT_HEAD), user.counties(Role.COUNTY_ADMIN, Role.DECIDER)
    told = []
    if units:
        told += [(row, _("作出说明")) for row in _few(evasions.waiting_for_words(units))]
    if counties:
        rows = evasions.waiting_for_eyes(user, counties, on=on)
        told += [(row, _("确认或者撤回瞒报认定")) for row in _few(rows)]
    return [
        Task(
            title=f"{row.unit.name}　{act}",
            source=row.campaign.title,
            state="",
            kind="",
            due_on=None if row.said_at else row.hear_until_on,
            url=reverse("recall:evasion", args=[row.pk]),
        )
        for row, act in told
    ]


def _few(rows: QuerySet[Evasion]) -> QuerySet[Evasion]:
    return rows.select_related("unit", "campaign")[:SHOWN]


def _enquiries(user: Any) -> list[Task]:
    """Answer what verification asks units besides and has no answer to."""
    units = user.units(*_UNIT)
    if not units:
        return []
    rows = Enquiry.objects.visible_to(user).waiting().filter(nomination__unit__in=units)
    rows = rows.exclude(nomination__subject=user).select_related("nomination__cadre")
    return [
        Task(
            title=f"{row.nomination.cadre.name}　{_('答复补充询问')}",
            source=row.question[:40],
            state="",
            kind="",
            due_on=row.due_on,
            url=reverse("recall:enquiry-act", args=[row.pk, "answer"]),
        )
        for row in rows.order_by("due_on", "pk")[:SHOWN]
    ]
