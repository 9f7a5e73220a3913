"""Two files of one person: found at night, merged by hand, taken apart again from the record."""

from datetime import date, datetime
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from cadres import permissions, regulations
from cadres.enums import PairState
from cadres.models import AnnualRating, Cadre, Gap, Merger, Pair, Post, RankPeriod
from cadres.queries import doubles
from core import bulk
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock

FILLED = ("politics", "party_joined_on", "work_began_on", "phone", "phone_fingerprint")
ALONE = ("user_id", "id_number", "id_fingerprint")  # one file only may have it
_EMPTY = {"politics": "", "phone_fingerprint": ""}  # all others are empty as None
# Rows alike in these say the same: the second stays with the file that goes.
_SAME: dict[Any, tuple[str, ...]] = {
    Post: ("unit_id", "title", "from_on", "until_on", "is_main"),
    RankPeriod: ("rank", "from_on", "until_on"),
    AnnualRating: ("year", "civil", "institution"),
}


@transaction.atomic
def refresh(county: Any, *, on: date) -> int:
    """Write a county's pairs as the rules find them now; answer how many stand.

    What was settled stays settled; an open pair that no rule finds any more goes.
    """
    found = doubles.candidates(county.pk)
    Pair.objects.bulk_create(
        [
            Pair(county=county, first_id=a, second_id=b, rules=sorted(rules), found_on=on)
            for (a, b), rules in found.items()
        ],
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["county", "rules"],
    )
    held = Pair.objects.filter(county=county, state=PairState.OPEN, mergers=None)
    gone = [pk for pk, a, b in held.values_list("pk", "first", "second") if (a, b) not in found]
    Pair.objects.filter(pk__in=gone).delete()
    return len(found)


@transaction.atomic
def dismiss(pair: Pair, *, by: Any, at: datetime) -> Pair:
    """Say that two files are two people's; the rules ask no more.

    :raises StateConflict: settled by somebody else meanwhile
    """
    pair = _open(pair)
    people = _both(pair, by)
    _settle(pair, PairState.DISMISSED, by=by, at=at)
    for cadre in people.values():
        trail.record(cadre, "dismiss_duplicate", by=by, at=at, pair=pair.pk)
    return pair


@transaction.atomic
def merge(pair: Pair, *, keep: int, by: Any, at: datetime) -> Merger:
    """Make two files one: whatever rests on the other moves to the one kept, and is written down.

    Rows that say the same stay behind, as do those whose place the kept file has filled: the pair's
    page tells how many of each. The other file stays for the record and is seen no more.

    :param keep: the person whose file is kept
    :raises StateConflict: settled or merged by somebody else meanwhile
    :raises RegulationBroken: PE-14 to PE-19
    """
    pair = _open(pair)
    people = _both(pair, by)
    kept = people.pop(keep)
    gone = people.popitem()[1]
    regulations.merged_once.check(Cadre.objects.filter(merged_into=gone).exists())
    regulations.merged_accounts_are_one.check(kept.user_id, gone.user_id)
    behind = _left_behind(kept, gone)
    _check_spans(kept, gone, behind)
    moved = _move(gone, kept, behind)
    taken = _fill(kept, gone)
    merger = Merger.objects.create(
        pair=pair, kept=kept, gone=gone, moved=moved, taken=taken, merged_by=by, merged_at=at
    )
    Gap.objects.filter(cadre=gone).delete()
    _settle(pair, PairState.MERGED, by=by, at=at)
    trail.record(kept, "merge_cadres", by=by, at=at, gone=gone.pk, merger=merger.pk)
    trail.record(gone, "merge_cadres", by=by, at=at, kept=kept.pk, merger=merger.pk)
    return merger


@transaction.atomic
def unmerge(pair: Pair, *, by: Any, at: datetime) -> Pair:
    """Take two files apart again by the record of their merger; the pair is open once more.

    The kept file stands: PE-19 lets no file that holds another be merged into a third.

    :raises StateConflict: not merged now
    :raises RegulationBroken: PE-18
    """
    pair = lock(pair)
    merger = pair.mergers.select_for_update().filter(undone_at=None).first()
    if merger is None:
        raise StateConflict(_("这两份档案现在没有合并。"))
    people = _locked(pair, by)
    kept, gone = people[merger.kept_id], people[merger.gone_id]
    _give_back(kept, gone, merger.taken)
    _put(merger.moved, kept, gone)
    merger.undone_by, merger.undone_at = by, at
    merger.save(update_fields=["undone_by", "undone_at"])
    _settle(pair, PairState.OPEN, by=None, at=None)
    trail.record(kept, "unmerge_cadres", by=by, at=at, gone=gone.pk, merger=merger.pk)
    trail.record(gone, "unmerge_cadres", by=by, at=at, kept=kept.pk, merger=merger.pk)
    return pair


def _open(pair: Pair) -> Pair:
    pair = lock(pair)
    if pair.state != PairState.OPEN:
        raise StateConflict(_("这一对已由他人处理，请看最新结果。"))
    return pair


def _locked(pair: Pair, by: Any) -> dict[int, Cadre]:
    ids = [pair.first_id, pair.second_id]
    people = Cadre.objects.filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
    found = {cadre.pk: cadre for cadre in people.select_related("unit")}
    for cadre in found.values():
        permissions.keep_person.check(by, cadre)
    return found


def _both(pair: Pair, by: Any) -> dict[int, Cadre]:
    people = _locked(pair, by)
    if any(cadre.merged_into_id for cadre in people.values()):
        raise StateConflict(_("其中一份档案已并入另一份，请看最新结果。"))
    return people


def _settle(pair: Pair, state: str, *, by: Any, at: datetime | None) -> None:
    pair.state, pair.settled_by, pair.settled_at = state, by, at
    pair.save(update_fields=["state", "settled_by", "settled_at"])


def _left_behind(kept: Cadre, gone: Cadre) -> dict[Any, set[int]]:
    """Answer model → rows of the file that goes which the kept one has too."""
    behind = {}
    for model, names in _SAME.items():
        have = set(model.objects.filter(cadre=kept).values_list(*names))
        rows = model.objects.filter(cadre=gone).values_list("pk", *names)
        behind[model] = {pk for pk, *values in rows if tuple(values) in have}
    for field in doubles.movable():
        if field.model not in _SAME:
            behind.setdefault(field.model, set()).update(_filled(field, kept, gone))
    return behind


def _filled(field: Any, kept: Cadre, gone: Cadre) -> set[int]:
    """Answer the rows of the file that goes whose unique key the kept file fills: one month twice.

    A key of the person alone says that one matter at a time is under way: PE-18 asks for its end.
    """
    keys = [
        one
        for one in field.model._meta.constraints
        if isinstance(one, UniqueConstraint) and one.fields != (field.name,)
    ]
    found = set()
    for row in field.model._base_manager.filter(**{field.name: gone}) if keys else ():
        setattr(row, field.name, kept)
        if any(_clashes(key, row) for key in keys):
            found.add(row.pk)
    return found


def _clashes(key: UniqueConstraint, row: Any) -> bool:
    try:
        key.validate(type(row), row)
    except ValidationError:
        return True
    return False


def _check_spans(kept: Cadre, gone: Cadre, behind: dict[Any, set[int]]) -> None:
    def rest(model: Any) -> Any:
        return model.objects.filter(cadre=gone).exclude(pk__in=behind[model])

    mains = Post.objects.filter(cadre=kept, is_main=True)
    regulations.merged_posts_agree.check(_overlap(rest(Post).filter(is_main=True), mains))
    ranks = RankPeriod.objects.filter(cadre=kept)
    regulations.merged_ranks_agree.check(_overlap(rest(RankPeriod), ranks))
    years = AnnualRating.objects.filter(cadre=kept).values("year")
    regulations.merged_ratings_agree.check(rest(AnnualRating).filter(year__in=years).exists())


def _overlap(some: Any, others: Any) -> bool:
    """Answer whether a span of one file crosses one of the other; the last day is out."""
    far = date.max
    spans = [(a, b or far) for a, b in others.values_list("from_on", "until_on")]
    mine = [(a, b or far) for a, b in some.values_list("from_on", "until_on")]
    return any(a < d and c < b for a, b in mine for c, d in spans)


def _move(gone: Cadre, kept: Cadre, behind: dict[Any, set[int]]) -> dict[str, list[int]]:
    moved = {}
    for field in doubles.movable():
        rows = field.model._base_manager.filter(**{field.name: gone})
        left = behind.get(field.model, set())
        ids = sorted(set(rows.values_list("pk", flat=True)) - left)
        if ids:
            moved[bulk.label(field)] = ids
    _put(moved, gone, kept)
    return moved


def _fixing(model: Any) -> list[str]:
    """Answer the triggers that keep a written row as it is: whose file it lies in is no content.

    Those that keep interested hands away stay in force.
    """
    return [
        f"{model._meta.label}:{one.name}"
        for one in getattr(model._meta, "triggers", [])
        if isinstance(one, pgtrigger.Protect) or one.name.startswith("not_after_")
    ]


def _put(moved: dict[str, list[int]], source: Cadre, target: Cadre) -> None:
    fields = {bulk.label(field): field for field in doubles.movable()}
    try:
        with transaction.atomic():
            for name, ids in moved.items():
                field = fields[name]
                rows = field.model._base_manager.filter(pk__in=ids, **{field.name: source})
                with pgtrigger.ignore(*_fixing(field.model)):
                    rows.update(**{field.name: target})
    except DatabaseError:
        regulations.merged_matters_agree.check(True)


def _fill(kept: Cadre, gone: Cadre) -> dict[str, Any]:
    """Take what the kept file lacks; answer the names, and the unit that it had."""
    taken: dict[str, Any] = {
        name: None for name in (*FILLED, *ALONE) if not getattr(kept, name) and getattr(gone, name)
    }
    values = {name: getattr(gone, name) for name in taken}
    for name in set(taken) & set(ALONE):
        setattr(gone, name, None)
    gone.merged_into = kept
    gone.save()
    for name, value in values.items():
        setattr(kept, name, value)
    main = Post.objects.filter(cadre=kept, is_main=True, until_on=None).first()
    if main and main.unit_id != kept.unit_id:
        taken["unit"], kept.unit_id = kept.unit_id, main.unit_id
    kept.save()
    return taken


def _give_back(kept: Cadre, gone: Cadre, taken: dict[str, Any]) -> None:
    """Undo `_fill`; a field that was corrected since stays as it is."""
    given = {name: getattr(kept, name) for name in ALONE if name in taken}
    for name in taken:
        if name in ALONE or (name in FILLED and getattr(kept, name) == getattr(gone, name)):
            setattr(kept, name, _EMPTY.get(name))
    kept.unit_id = taken.get("unit", kept.unit_id)
    kept.save()
    for name, value in given.items():
        setattr(gone, name, value)
    gone.merged_into = None
    gone.save()
