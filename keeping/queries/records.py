"""What keeps a record that goes whole, whom it names and what it is called: asked by its kind."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef

from cadres.models import Cadre
from evidence.models import Signal
from keeping.enums import RecordKind
from keeping.queries import trees
from recall.models import ClearingSignal, Evasion, TakenSignal
from units.models import Unit

_CITING = (TakenSignal, ClearingSignal, Evasion)


def cited(kind: str, ids: list[int]) -> Iterable[int]:
    """Answer the records on which something rests that is kept: by a signal, or by itself."""
    tree = trees.TREES[kind]
    for link in tree.cited:
        yield from (root for root, _same in link.of(ids))
    for practices, link in tree.signals:
        roots = dict((source, root) for root, source in link.of(ids, "pk"))
        rests = [Exists(trees.of(model).filter(signal=OuterRef("pk"))) for model in _CITING]
        rows = Signal.objects.filter(practice__in=practices, source_pk__in=list(roots))
        told = rows.filter(rests[0] | rests[1] | rests[2])
        yield from (roots[source] for source in told.values_list("source_pk", flat=True))


def unsettled(kind: str, ids: list[int]) -> Iterable[int]:
    """Answer the records in which somebody said something that nobody has answered."""
    for link in trees.TREES[kind].unsettled:
        yield from (root for root, _same in link.of(ids))


def rests_on_cases(kind: str, ids: list[int]) -> Iterable[int]:
    """Answer the classes that trainees' records, which have a term of their own, stand in."""
    for link in trees.TREES[kind].rests_on_cases:
        yield from (root for root, _same in link.of(ids))


def taught(kind: str, ids: list[int]) -> Iterable[int]:
    """Answer the teachers whom a lesson or an invitation that is kept still names."""
    for link in trees.TREES[kind].taught:
        yield from (root for root, _same in link.of(ids))


# What goes with a person's file, and is no reason to keep it.
OWN = {
    "assessment_baninquiry", "cadres_annualrating", "cadres_cadre", "cadres_education",
    "cadres_formsheet", "cadres_gap", "cadres_honour", "cadres_kinship", "cadres_merger",
    "cadres_pair", "cadres_post", "cadres_protection", "cadres_rankperiod", "keeping_hold",
}  # fmt: skip


def named_elsewhere(ids: list[int]) -> Iterable[int]:
    """Answer the people whom records of another kind name: those are kept by their own term."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Cadre and model._meta.db_table not in OWN:
                rows = trees.of(model, **{f"{field.name}__in": ids})
                yield from rows.values_list(f"{field.name}_id", flat=True).distinct()


def named(kind: str, ids: list[int], user: Any) -> dict[int, tuple[str, str]]:
    """Answer record → what it is called, and of which unit or year, for what still exists.

    A record about one person is named by that person, and by nobody where it is the user's own.
    """
    rows = trees.TREES[kind].roots.filter(pk__in=ids)
    if kind == RecordKind.WORK:
        years = {pk: divmod(pk, trees.YEARS) for pk in ids}
        names = dict(
            Unit.objects.filter(pk__in={u for u, _y in years.values()}).values_list("pk", "name")
        )
        return {pk: (names.get(unit, "—"), str(year)) for pk, (unit, year) in years.items()}
    if kind == RecordKind.LEAVERS:
        return {row.pk: (row.name, f"{row.left_on:%F}") for row in rows.exclude(user=user)}
    if kind == RecordKind.REMINDERS:
        told = rows.exclude(cadre__user=user).select_related("cadre")
        return {row.pk: (row.cadre.name, f"{row.issued_at:%F}") for row in told}
    units = rows.select_related("unit") if hasattr(rows.model, "unit") else rows
    return {row.pk: (str(row), str(getattr(row, "unit", None) or "")) for row in units}
