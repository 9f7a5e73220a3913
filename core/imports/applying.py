"""From plan to effect and back: all rows or none, in one transaction."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.audit import bulk as trails
from core.audit import trail
from core.dates import legal_day
from core.errors import DomainError, StateConflict
from core.imports import definitions
from core.imports.definitions import Definition, Lookups, Values
from core.imports.models import Action, ImportRow, ImportRun, RunState
from core.imports.sealing import unseal
from core.jobs.errors import Postponed

BATCH = 5_000
_LOCK = 7_402_010  # advisory lock class: one import of a county writes at a time
_NAMED = 20  # rows named in a refusal


def apply(run: ImportRun, *, at: datetime) -> None:
    """Write all planned rows, or none and say why.

    What was planned is tested again under locks: a row that was changed since the check, or that
    another import entered meanwhile, or what a rule forbids (one's own score), stops the whole
    run. Equal contents have one effect.

    :raises Postponed: another import of the county is being written
    """
    _take_turn(run)
    if twin := _twin(run):
        run.state = RunState.DROPPED
        run.reason = _("同样的内容已由第 %(n)s 批写入，没有重复写入。") % {"n": twin.pk}
        run.save()
        return
    try:
        with transaction.atomic():
            _write_all(run, at=at)
            run.state, run.reason = RunState.APPLIED, ""
            run.save()
    except (DomainError, IntegrityError) as error:
        clash = _("写入时与现有数据冲突，一行也没有写入。请重新核对。")
        run.state = RunState.FAULTY
        run.reason = str(error) if isinstance(error, DomainError) else clash
        run.applied_by = run.applied_at = None
        run.save()


def undo(run: ImportRun, *, at: datetime) -> None:
    """Take a run's effect back, unless one of its rows was changed or used since.

    :raises Postponed: another import of the county is being written
    """
    _take_turn(run)
    try:
        with transaction.atomic():
            _undo_all(run, at=at)
            run.state, run.reason = RunState.UNDONE, ""
            run.save()
    except DomainError as error:
        run.state, run.reason = RunState.APPLIED, str(error)
        run.undone_by = run.undone_at = None
        run.save()


def _take_turn(run: ImportRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, run.county_id])
        if not cursor.fetchone()[0]:
            raise Postponed(_("本县另一批导入正在写入，稍后自动继续"))


def _twin(run: ImportRun) -> ImportRun | None:
    same = ImportRun.objects.filter(
        county=run.county_id, kind=run.kind, batch_hash=run.batch_hash, state=RunState.APPLIED
    )
    return same.filter(purged_at=None).exclude(pk=run.pk).first()


def _write_all(run: ImportRun, *, at: datetime) -> None:
    definition = definitions.find(run.kind)
    lookups = definition.lookups(run.county, on=legal_day(at))
    by = lookups.by = run.applied_by
    for rows in _batches(_rows(run, Action.CHANGE).order_by("target_id", "number")):
        _test_changes(definition, lookups, rows)
        changes = [(row.target, _only(opened(row), row.before)) for row in rows]
        definition.change(changes, lookups, by=by, at=at)
    for rows in _batches(_rows(run, Action.NEW).order_by("number")):
        _test_new(definition, lookups, rows)
        ids = definition.create([opened(row) for row in rows], lookups, by=by, at=at)
        _keep_targets(run, [row.number for row in rows], ids)
    acts = {Action.NEW: "import_new", Action.CHANGE: "import_change"}
    trails.record_many(_told(run, definition, acts), by=by, at=at, scope=run.county.code)
    trail.record(run, "apply_import", by=by, at=at, scope=run.county.code, **_counts(run))


def _undo_all(run: ImportRun, *, at: datetime) -> None:
    definition = definitions.find(run.kind)
    lookups = definition.lookups(run.county, on=legal_day(at))
    by = run.undone_by
    _test_undo(run, definition, lookups)
    acts = {Action.NEW: "undo_import_new", Action.CHANGE: "undo_import_change"}
    trails.record_many(_told(run, definition, acts), by=by, at=at, scope=run.county.code)
    for rows in _batches(_rows(run, Action.NEW).order_by("-target_id")):
        definition.remove([row.target for row in rows], by=by, at=at)
    for rows in _batches(_rows(run, Action.CHANGE).order_by("target_id", "number")):
        definition.change([(row.target, row.before) for row in rows], lookups, by=by, at=at)
    trail.record(run, "undo_import", by=by, at=at, scope=run.county.code, **_counts(run))


def _test_undo(run: ImportRun, definition: Definition, lookups: Lookups) -> None:
    spoilt: list[int] = []
    done = ImportRow.objects.filter(run=run, action__in=[Action.NEW, Action.CHANGE])
    for rows in _batches(done.defer("cells", "errors").order_by("target_id", "number")):
        used = definition.in_use([row.target for row in rows if row.action == Action.NEW])
        spoilt += _changed_since(definition, lookups, rows)
        spoilt += [row.number for row in rows if row.target in used]
    if spoilt:
        sentence = _("不能撤销：第 %(rows)s 行的数据在导入后又有改动或已被使用。")
        raise StateConflict(sentence % {"rows": named(spoilt)})


def _test_changes(definition: Definition, lookups: Lookups, rows: list[ImportRow]) -> None:
    ids = [row.target for row in rows]
    current = definition.current(ids, lookups, lock=True)
    matches = definition.match([row.values for row in rows], lookups)
    stale = [
        row.number
        for row, match in zip(rows, matches, strict=True)
        if match.target_id != row.target
        or definition.differing(row.values, current.get(row.target, {})) != row.before
    ]
    _stop_if(stale)


def _test_new(definition: Definition, lookups: Lookups, rows: list[ImportRow]) -> None:
    matches = definition.match([row.values for row in rows], lookups)
    _stop_if(
        [
            row.number
            for row, match in zip(rows, matches, strict=True)
            if match.target_id is not None
            or match.error
            or any(definition.check_new(row.values, lookups))
        ]
    )


def _stop_if(stale: list[int]) -> None:
    if stale:
        sentence = _("第 %(rows)s 行对应的数据在核对之后有了变化，一行也没有写入。请重新核对。")
        raise StateConflict(sentence % {"rows": named(stale)})


def named(numbers: list[int]) -> str:
    """Write row numbers for a reader, the first twenty."""
    ordered = sorted(set(numbers))
    said = _("、").join(map(str, ordered[:_NAMED]))
    return (
        said
        if len(ordered) <= _NAMED
        else _("%(said)s 等 %(n)s") % {"said": said, "n": len(ordered)}
    )


def _changed_since(definition: Definition, lookups: Lookups, rows: list[ImportRow]) -> list[int]:
    """Answer the lines whose fields no longer hold what the run had written."""
    current = definition.current([row.target for row in rows], lookups, lock=True)
    changed = []
    for row in rows:
        written = row.values if row.action == Action.NEW else _only(row.values, row.before)
        if row.target not in current or definition.differing(written, current[row.target]):
            changed.append(row.number)
    return changed


def opened(row: ImportRow) -> Values:
    """Answer a line's values with the secret ones in clear, for writing them."""
    return row.values | {
        name: unseal(sealed) for name, sealed in row.secrets.items() if name in row.values
    }


def _only(values: Values, names: Values) -> Values:
    return {name: values[name] for name in names}


def _rows(run: ImportRun, action: str) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(run=run, action=action).defer("cells", "errors")


def _batches(rows: QuerySet[ImportRow]) -> Iterator[list[ImportRow]]:
    """Give the rows in batches through a server-side cursor: memory stays that of one batch."""
    stream = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _keep_targets(run: ImportRun, numbers: list[int], ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE imports_importrow SET target_id = told.target"
            " FROM unnest(%s::int[], %s::bigint[]) AS told(number, target)"
            " WHERE run_id = %s AND imports_importrow.number = told.number",
            [numbers, ids, run.pk],
        )


def _told(run: ImportRun, definition: Definition, acts: dict[Any, str]) -> Iterator[trails.Told]:
    """Give one audit entry for each object: which row of which run, which fields; no value."""
    kind = definition.row_kind()
    done = ImportRow.objects.filter(run=run, action__in=acts).order_by("number")
    stream = done.values_list("number", "action", "target_id", "before").iterator(chunk_size=BATCH)
    while batch := list(islice(stream, BATCH)):
        people = definition.about([target for _n, _a, target, _b in batch if target])
        for number, action, target, before in batch:
            detail: dict[str, Any] = {"run": run.pk, "row": number}
            if action == Action.CHANGE:
                detail["fields"] = sorted(before)
            yield trails.Told(acts[action], kind, target or 0, detail, people.get(target or 0))


def _counts(run: ImportRun) -> dict[str, Any]:
    return {"kind": run.kind, "new": run.new_count, "changed": run.change_count}
