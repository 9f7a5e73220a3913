"""What is in the way of a removal: for each row the number of the regulation that keeps it."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from assessment.enums import PayChangeKind
from assessment.models import (
    Appeal,
    Ban,
    DisclosureEntry,
    Observation,
    Outcome,
    OutsideTerm,
    PayChange,
    PayEffect,
    Reversal,
    Volume,
)
from cadres.models import Cadre, Protection
from keeping.enums import RecordKind
from keeping.models import Hold
from keeping.queries import records, trees
from keeping.queries.due import ENDED
from recall.enums import UNDECIDED
from recall.models import Case, Clock, Nomination, Rehabilitation

_Look = Callable[[list[int], date], Iterable[int]]


def of(kind: str, ids: list[int], on: date) -> dict[int, str]:
    """Answer row → number of the regulation that keeps it, for those of `ids` that must stay."""
    found: dict[int, str] = {}
    for number, look in _LOOKS[kind]:
        for pk in look(ids, on):
            found.setdefault(pk, number)
    return found


def subjects(kind: str, ids: list[int]) -> set[int]:
    """Answer the accounts of the people whom the rows are about."""
    if kind == RecordKind.VOIDED:
        return set()
    if kind in trees.TREES:
        persons = {person for _pk, person in trees.TREES[kind].persons(ids, with_voters=False)}
        named = Cadre.objects.filter(pk__in=persons, user__isnull=False)
        return set(named.values_list("user", flat=True))
    rows = Protection.objects if kind == RecordKind.PROTECTED else Nomination.objects
    told = rows.filter(pk__in=ids, cadre__user__isnull=False)
    return set(told.values_list("cadre__user", flat=True))


def _held(ids: list[int], _on: date) -> Iterable[int]:
    standing = Hold.objects.standing()
    held = (
        Q(pk__in=standing.filter(nomination__isnull=False).values("nomination"))
        | Q(cadre__in=standing.filter(cadre__isnull=False).values("cadre"))
        | Q(campaign__in=standing.filter(campaign__isnull=False).values("campaign"))
    )
    return Nomination.objects.filter(held, pk__in=ids).values_list("pk", flat=True)


def _remedies(ids: list[int], on: date) -> Iterable[int]:
    yield from (
        Appeal.objects.open()
        .filter(case__nomination__in=ids)
        .values_list("case__nomination", flat=True)
    )
    filed = Q(filed_on__isnull=False, ended_on=None) | Q(last_on__gte=on)
    outside = OutsideTerm.objects.filter(filed, outcome__case__nomination__in=ids)
    yield from outside.values_list("outcome__case__nomination", flat=True)
    undone = Reversal.objects.filter(done_at=None, appeal__case__nomination__in=ids)
    yield from undone.values_list("appeal__case__nomination", flat=True)


def _clocks(ids: list[int], _on: date) -> Iterable[int]:
    running = Clock.objects.running()
    yield from running.filter(nomination__in=ids).values_list("nomination", flat=True)
    yield from running.filter(case__nomination__in=ids).values_list("case__nomination", flat=True)


def _effects(ids: list[int], on: date) -> Iterable[int]:
    """What was decided still works: a ban, a condition, money."""
    mine = Q(case__nomination__in=ids)
    bans = Ban.objects.filter(mine, Q(lifted_on=None) | Q(lifted_on__gt=on), until_on__gte=on)
    yield from bans.values_list("case__nomination", flat=True)
    observed = Observation.objects.open(on).filter(outcome__case__nomination__in=ids)
    yield from observed.values_list("outcome__case__nomination", flat=True)
    changed = PayChange.objects.filter(effect=OuterRef("pk"))
    over = Exists(changed.filter(kind__in=[PayChangeKind.STOP, PayChangeKind.REVERSE]))
    stopped = over & ~Exists(changed.filter(kind=PayChangeKind.RESUME))
    lasting = Q(until_month=None) | Q(until_month__gte=on.replace(day=1))
    paid = PayEffect.objects.filter(mine, lasting).exclude(stopped)
    yield from paid.values_list("case__nomination", flat=True)


def _cleared(ids: list[int], _on: date) -> Iterable[int]:
    rows = Rehabilitation.objects.filter(nomination__in=ids, closed_at=None)
    return rows.values_list("nomination", flat=True)


def _disclosed(ids: list[int], on: date) -> Iterable[int]:
    mine = DisclosureEntry.objects.filter(case__nomination__in=ids)
    up = mine.filter(disclosure__is_approved=True, disclosure__until_on__gte=on)
    yield from up.values_list("case__nomination", flat=True)
    owing = DisclosureEntry.objects.owing(on).filter(case__nomination__in=ids)
    yield from owing.values_list("case__nomination", flat=True)


def _under_way(ids: list[int], _on: date) -> Iterable[int]:
    """The person has a matter under way: an earlier one counts for it."""
    nominated = Nomination.objects.filter(cadre=OuterRef("cadre"), state__in=UNDECIDED)
    open_ = Case.objects.filter(cadre=OuterRef("cadre")).exclude(state__in=ENDED)
    rows = Nomination.objects.filter(Exists(nominated) | Exists(open_), pk__in=ids)
    return rows.values_list("pk", flat=True)


def _unbound(ids: list[int], _on: date) -> Iterable[int]:
    """An outcome was decided, and no volume holds what is permanent."""
    bound = Volume.objects.filter(case=OuterRef("case"), ready_at__isnull=False)
    rows = Outcome.objects.filter(~Exists(bound), case__nomination__in=ids)
    return rows.values_list("case__nomination", flat=True)


def _person_held(ids: list[int], _on: date) -> Iterable[int]:
    held = Hold.objects.standing().filter(cadre__isnull=False).values("cadre")
    return Protection.objects.filter(pk__in=ids, cadre__in=held).values_list("pk", flat=True)


def _rests(ids: list[int], _on: date) -> Iterable[int]:
    """A matter of the person was under way within the span: whether it was lawful rests on it."""
    first = OuterRef("from_on")
    matter = Nomination.objects.filter(
        Q(drafted_at__date__gte=first) | Q(steps__at__date__gte=first),
        cadre=OuterRef("cadre"),
        drafted_at__date__lte=OuterRef("until_on"),
    )
    return Protection.objects.filter(Exists(matter), pk__in=ids).values_list("pk", flat=True)


def _back(ids: list[int], _on: date) -> Iterable[int]:
    return Cadre.objects.filter(pk__in=ids, left_on=None).values_list("pk", flat=True)


_LEAVING: list[tuple[str, _Look]] = [
    ("RT-06", _back),
    ("RT-23", lambda ids, _on: records.named_elsewhere(ids)),
]


def _tree(kind: str) -> list[tuple[str, _Look]]:
    """Answer what keeps a record that goes whole: each look asks the kind's own declaration."""
    tree = trees.TREES[kind]

    def held(ids: list[int], _on: date) -> Iterable[int]:
        standing = Hold.objects.standing()
        kept = set(standing.filter(cadre__isnull=False).values_list("cadre", flat=True))
        yield from (pk for pk, person in tree.persons(ids) if person in kept)
        if tree.campaign:
            campaigns = standing.filter(campaign__isnull=False).values("campaign")
            rows = tree.roots.filter(pk__in=ids).filter(**{f"{tree.campaign}__in": campaigns})
            yield from rows.values_list("pk", flat=True)

    def busy(ids: list[int], _on: date) -> Iterable[int]:
        nominated = Nomination.objects.filter(state__in=UNDECIDED).values("cadre")
        tried = Case.objects.exclude(state__in=ENDED).values("cadre")
        pairs = tree.persons(ids)
        rows = Cadre.objects.filter(Q(pk__in=nominated) | Q(pk__in=tried))
        found = set(
            rows.filter(pk__in={person for _pk, person in pairs}).values_list("pk", flat=True)
        )
        yield from (pk for pk, person in pairs if person in found)

    return [
        ("RT-07", held),
        *([("RT-12", busy)] if tree.is_of_one else []),
        ("RT-20", lambda ids, _on: records.cited(kind, ids)),
        ("RT-21", lambda ids, _on: records.unsettled(kind, ids)),
        ("RT-22", lambda ids, _on: records.rests_on_cases(kind, ids)),
        ("RT-26", lambda ids, _on: records.taught(kind, ids)),
        *(_LEAVING if kind == RecordKind.LEAVERS else []),
    ]


_MATTER: list[tuple[str, _Look]] = [
    ("RT-07", _held),
    ("RT-08", _remedies),
    ("RT-09", _clocks),
    ("RT-10", _effects),
    ("RT-11", _disclosed),
    ("RT-12", _under_way),
]
_LOOKS: dict[str, list[tuple[str, _Look]]] = {
    RecordKind.RECALLED: [*_MATTER, ("RT-13", _cleared), ("RT-14", _unbound)],
    RecordKind.NOT_RECALLED: [*_MATTER, ("RT-13", _cleared)],
    RecordKind.PROTECTED: [("RT-07", _person_held), ("RT-15", _rests)],
    RecordKind.VOIDED: [],
    **{kind: _tree(kind) for kind in trees.TREES},
}
