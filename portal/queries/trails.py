"""Who saw this person's case: questions to the audit trail, for the auditor alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from accounts.enums import Role
from accounts.models import User
from cadres.models import Cadre
from cadres.queries.mergers import Span, fitting, spans, whole
from core.audit.models import Entry

PAGE = 50  # entries
FOUND = 20  # people
_LEGAL = ZoneInfo("Asia/Shanghai")
KINDS = {
    "seen": ("read", "reveal", "interface_check"),
    "taken": ("download", "print", "export", "interface_read", "interface_file"),
    "denied": ("denied",),
}
KINDS["looked"] = KINDS["seen"] + KINDS["taken"]


@dataclass(frozen=True)
class Question:
    """What the auditor asks for: under which ids a person stood, and by which account's id."""

    about: tuple[Span, ...] = ()
    by: int | None = None
    since: date | None = None
    until: date | None = None
    kind: str = ""


def about(cadre: Cadre | None) -> Question:
    """Answer the question about one person, under every id they stood under."""
    return Question(about=tuple(spans(cadre)) if cadre else ())


def held(question: Question) -> list[Span]:
    """Answer the files that were merged with the person's own for a time only."""
    return [span for span in question.about if span.since]


def may_ask(user: User) -> bool:
    """Only the auditor reads the trail."""
    return Role.AUDITOR in user.scopes


def entries(question: Question) -> QuerySet[Entry]:
    """Answer the entries that fit, newest first. One index answers, month by month and id by id."""
    rows = Entry.objects.all()
    if question.about:
        rows = rows.filter(fitting(question.about, about="about_id", at="at"))
    if question.by:
        rows = rows.filter(by=question.by)
    if question.since:
        rows = rows.filter(at__gte=_midnight(question.since))
    if question.until:
        rows = rows.filter(at__lt=_midnight(question.until + timedelta(days=1)))
    if question.kind in KINDS:
        rows = rows.filter(act__in=KINDS[question.kind])
    return rows.order_by("-at", "-id")


def page_after(question: Question, mark: tuple[datetime, int] | None) -> list[Entry]:
    """Answer the next PAGE entries after a mark, and one more if there is one (keyset)."""
    rows = entries(question)
    if mark:
        at, pk = mark
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=pk), at__lte=at)
    return list(rows[: PAGE + 1])


def people(words: str) -> list[Cadre]:
    """Answer whom a name or the number of a notice speaks of, each by the file they have now."""
    if not words:
        return []
    wanted = Q(name__icontains=words) | Q(cases__notice__reference__icontains=words)
    rows = Cadre.objects.filter(wanted).select_related("unit").distinct()
    found = [whole(row) for row in rows.order_by("name", "pk")[:FOUND]]
    return list({row.pk: row for row in found}.values())


def person(pk: int) -> Cadre | None:
    """Answer the person asked about by the file they have now, None if there is none."""
    row = Cadre.objects.select_related("unit").filter(pk=pk).first()
    return whole(row) if row else None


def actors(question: Question) -> list[User]:
    """Answer who stands in the trail of the person asked about."""
    if not question.about:
        return []
    ids = entries(Question(about=question.about)).order_by().values("by_id").distinct()
    return list(User.objects.filter(pk__in=ids).order_by("name", "pk"))


def names(rows: Iterable[Any]) -> dict[int, str]:
    """Answer the names of the accounts in these entries, by id."""
    ids = {row.by_id for row in rows if row.by_id}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _LEGAL)
