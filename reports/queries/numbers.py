"""发文登记: the numbers of a county, series by series, and whether any of them is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from accounts.enums import OFFICE_ROLES, Role
from core.documents.models import Document, DocumentCounter
from units.models import Jurisdiction

_Key = tuple[str, str, int]


@dataclass(frozen=True)
class Series:
    """One series as it stands: what was given, what is void, what is missing (shown, at most)."""

    counter: DocumentCounter
    count: int
    voided: int
    missing: list[int]


def _codes(user: Any, roles: Iterable[Role]) -> QuerySet[Any]:
    return Jurisdiction.objects.filter(pk__in=user.counties(*roles)).values("code")


def series_of(user: Any) -> QuerySet[DocumentCounter]:
    """Answer the series of the user's counties; the register is the department's."""
    rows = DocumentCounter.objects.filter(scope__in=_codes(user, OFFICE_ROLES))
    return rows.order_by("-year", "kind", "scope")


def numbers_of(user: Any, *roles: Role) -> QuerySet[Document]:
    """Answer what bears a number in the user's counties."""
    codes = _codes(user, roles or OFFICE_ROLES)
    return Document.objects.filter(scope__in=codes, number__isnull=False)


def in_series(counter: DocumentCounter) -> QuerySet[Document]:
    """Answer a series from its latest number down, with what is shown of each."""
    rows = Document.objects.filter(
        scope=counter.scope, kind=counter.kind, year=counter.year, number__isnull=False
    )
    return rows.select_related("requested_by", "voiding__by").order_by("-number")


def counter_of(document: Document) -> DocumentCounter:
    """Answer the series in which a document has its number."""
    told = {"scope": document.scope, "kind": document.kind, "year": document.year}
    return DocumentCounter.objects.get(**told)


def proved(counters: Iterable[DocumentCounter]) -> list[Series]:
    """Count each series against its counter, so that a gap anywhere in it is found."""
    asked = list(counters)
    rows = Document.objects.filter(
        number__isnull=False,
        scope__in={one.scope for one in asked},
        kind__in={one.kind for one in asked},
        year__in={one.year for one in asked},
    )
    counts = rows.values("scope", "kind", "year").annotate(
        count=Count("pk"), low=Min("number"), high=Max("number"), voided=Count("voiding")
    )
    found = {(row["scope"], row["kind"], row["year"]): dict(row) for row in counts}
    return [_series(one, found.get((one.scope, one.kind, one.year))) for one in asked]


def _series(counter: DocumentCounter, told: dict[str, Any] | None) -> Series:
    """A series is whole if its numbers, once each, run from 1 to the counter's last."""
    told = told or {"count": 0, "low": None, "high": None, "voided": 0}
    is_whole = told["count"] == counter.last and (told["low"], told["high"]) == (1, counter.last)
    return Series(counter, told["count"], told["voided"], [] if is_whole else _missing(counter))


def _missing(counter: DocumentCounter) -> list[int]:
    given = set(in_series(counter).order_by().values_list("number", flat=True))
    return sorted(set(range(1, counter.last + 1)) - given) or [counter.last + 1]


def county_of(scope: str) -> Jurisdiction:
    """Answer the county of a series."""
    return Jurisdiction.objects.get(code=scope)


def counties(scopes: Iterable[str]) -> dict[str, str]:
    """Answer what the counties of series are called."""
    return dict(Jurisdiction.objects.filter(code__in=set(scopes)).values_list("code", "name"))
