"""What waits before the word: telling, a paper to confirm, a term that passed; in one query."""

from datetime import date
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from portal.queries.tasks import SHOWN, Task, without_a_hand
from recall.enums import ClockKind, NominationState
from recall.models import Clock, Nomination
from recall.queries import statement_papers

_ACTS = {
    "TELL": (gettext_lazy("登记告知"), "recall:nomination"),
    "PAPER": (gettext_lazy("确认纸质陈述申辩"), "recall:statement-forms"),
    "LAPSE": (gettext_lazy("登记逾期未申辩"), "recall:nomination"),
}


def todo(user: Any, on: date) -> list[Task]:
    """Answer the lines of a verifier without a hand in the nomination."""
    counties = user.counties(Role.VERIFIER)
    if not counties:
        return []
    rows = without_a_hand(Nomination.objects.visible_to(user), user)
    rows = rows.filter(county__in=counties, state=NominationState.VERIFIED)
    began = Clock.objects.filter(nomination=OuterRef("pk"), kind=ClockKind.REPLY)
    told, came = rows.filter(Exists(began)), statement_papers.has_arrived()
    untold = _few(rows.exclude(Exists(began)), "TELL")
    papers = _few(told.filter(came), "PAPER")
    late = _few(told.filter(due_on__lt=on).exclude(came), "LAPSE")  # HR-28 refuses it over a paper
    return [_line(row) for row in untold.union(papers, late, all=True)]


def _few(rows: QuerySet[Nomination], what: str) -> QuerySet[Nomination, Any]:
    named = rows.annotate(what=Value(what, CharField()), name=F("cadre__name"), of=F("unit__name"))
    shown = named.order_by("due_on", "pk").values_list(
        "what", "pk", "name", "of", "state", "due_on"
    )
    return shown[:SHOWN]


def _line(row: tuple[Any, ...]) -> Task:
    what, pk, name, unit, state, due_on = row
    act, page = _ACTS[what]
    return Task(f"{name}　{act}", unit, state, "", due_on, reverse(page, args=[pk]))
