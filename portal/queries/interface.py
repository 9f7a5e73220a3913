"""What another system may read: every row starts at the county of its key, here and nowhere else.

Keys have no roles, so `visible_to` does not speak of them; `of_key` is what it is for users.
"""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Prefetch, Q, QuerySet

from accounts.models import InterfaceKey
from assessment.models import PayChange, PayEffect, PayRun, PayRunLine, Volume
from cadres.models import Cadre
from core.documents.models import Document, DocumentState, Voiding
from core.sealing import aliases
from recall.models import Case
from reports.queries import public

Row = TypeVar("Row", bound=Model)
PAGE = 100  # rows of one answer at most
CASE, CADRE, LINE, EFFECT = "case", "cadre", "payrunline", "payeffect"

# The way from a row to the id of its county; a document bears the code of its own.
_COUNTY: dict[type[Model], str] = {
    Cadre: "unit__county",
    Case: "county",
    PayEffect: "case__county",
    PayRun: "county",
    PayRunLine: "run__county",
    Volume: "case__county",
}


def of_key(model: type[Row], key: InterfaceKey) -> QuerySet[Row]:
    """Answer the rows of a key's own county."""
    if model is Document:
        return model._default_manager.filter(scope=key.county.code)
    return model._default_manager.filter(**{_COUNTY[model]: key.county_id})


def runs(key: InterfaceKey) -> QuerySet[PayRun]:
    """Answer the months whose table two hands signed; they never change."""
    return of_key(PayRun, key).filter(checked_at__isnull=False)


def run_of(key: InterfaceKey, month: date) -> PayRun | None:
    """Answer the signed table of a month, None while there is none."""
    return runs(key).filter(month=month).first()


def lines(key: InterfaceKey, run: PayRun) -> QuerySet[PayRunLine]:
    """Answer the changes of one signed month against the month before."""
    return of_key(PayRunLine, key).filter(run=run).select_related("case")


def effects(key: InterfaceKey, run: PayRun) -> QuerySet[PayEffect]:
    """Answer the effects that reach into a signed month, with their changes up to that month.

    What was ordered or changed later stands in a later month (PY-06), so this answer is fixed too.
    """
    reaches = Q(until_month=None) | Q(until_month__gte=run.month)
    changes = PayChange.objects.filter(month__lte=run.month).order_by("month", "pk")
    rows = of_key(PayEffect, key).filter(reaches, from_month__lte=run.month)
    return rows.select_related("case__cadre", "case__unit").prefetch_related(
        Prefetch("changes", queryset=changes)
    )


def cases(key: InterfaceKey) -> QuerySet[Case]:
    """Answer the county's cases with the number of their notice."""
    return of_key(Case, key).select_related("unit", "notice")


def documents(key: InterfaceKey) -> QuerySet[Document]:
    """Answer the county's numbered papers, with whether the number was made void."""
    void = Exists(Voiding.objects.filter(document=OuterRef("pk")))
    return of_key(Document, key).filter(number__isnull=False).annotate(is_void=void)


def files(key: InterfaceKey) -> QuerySet[Document]:
    """Answer the numbered papers that have a file."""
    return documents(key).filter(state=DocumentState.READY)


def volumes(key: InterfaceKey) -> QuerySet[Volume]:
    """Answer the sealed volumes."""
    return of_key(Volume, key).filter(ready_at__isnull=False).select_related("case")


def figures(key: InterfaceKey, *, on: date) -> list[dict[str, Any]]:
    """Answer the numbers of the county's public page: whole years, groups under five hidden."""
    return public.tables(key.county_id, on=on)


def askable(key: InterfaceKey, *, name: str, born_on: date | None) -> list[Cadre]:
    """Answer at most two people in service of that very name."""
    rows = of_key(Cadre, key).filter(merged_into=None, left_on=None, name=name.strip())
    if born_on is not None:
        rows = rows.filter(born_on=born_on)
    return list(rows.order_by("pk")[:2])


def by_alias(rows: QuerySet[Row], kind: str, alias: str) -> Row | None:
    """Answer the row that an opaque name stands for, if it is among these."""
    pk = aliases.pk_of(kind, alias)
    return rows.filter(pk=pk).first() if pk is not None else None


def by_uid(rows: QuerySet[Row], uid: UUID) -> Row | None:
    return rows.filter(uid=uid).first()


def page(
    rows: QuerySet[Row], *, place: str, cursor: str, size: int
) -> tuple[list[Row], str] | None:
    """Answer rows in the order of their making after a cursor, and the next cursor or nothing.

    The order never changes, so a cursor asked again gives the same rows. None: no such cursor.
    """
    after = aliases.pk_of(f"cursor {place}", cursor) if cursor else 0
    if after is None:
        return None
    found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
    more = len(found) > size
    held = found[:size]
    return held, aliases.of(f"cursor {place}", held[-1].pk) if more else ""
