"""The dry run: a file becomes staged rows with a plan, slice by slice. Nothing else is touched."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import IO, Any

from django.db import connection
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext as _

from core.audit import trail
from core.bulk import copy_rows
from core.dates import legal_day
from core.imports import definitions, storage
from core.imports.drafts import Draft, Drafter
from core.imports.errors import Unreadable
from core.imports.models import Action, ImportRow, ImportRun, RunState
from core.imports.reading import headers, sheets
from core.jobs.errors import Postponed
from core.uploads import scanner

SLICE = 20_000  # lines read before the position is committed
BATCH = 5_000  # lines parsed, matched and copied at once
MOST_ROWS = 100_000
_COLUMNS = (
    "run_id",
    "number",
    "action",
    "key",
    "target_id",
    "cells",
    "values",
    "secrets",
    "before",
    "errors",
)


def check_slice(run: ImportRun, job: Any, *, at: datetime) -> bool:
    """Stage the next slice of the file; answer whether more is left.

    A file that cannot be read ends the run as REFUSED with the sentence.
    """
    try:
        with translation.override("zh-hans"), storage.opened(run.path) as file:
            _require_clean(run, file, at=at)
            source = sheets.open_file(file, run.file_kind)
            try:
                more = _stage(run, source, at=at)
                if not more:
                    _finish(run, source)
            finally:
                source.close()
    except Unreadable as error:
        refuse(run, str(error))
        return False
    job.done_count = run.position
    run.save()
    return more


def _require_clean(run: ImportRun, file: IO[bytes], *, at: datetime) -> None:
    """Ask the scanner, if there is one, before the first line is read.

    :raises Unreadable: something was found; an audit entry names it
    :raises Postponed: no clear answer; the run stays as it is and the job due
    """
    if run.header_row or not scanner.is_configured():
        return
    try:
        found = scanner.scan(file.read())
    except scanner.ScannerDown as error:
        raise Postponed(f"查毒服务没有应答：{error}") from error
    file.seek(0)
    if found:
        detail = {"found": found, "sha256": run.sha256}
        trail.record(run, "quarantine", by=None, at=at, scope=run.county.code, **detail)
        raise Unreadable(_("文件中发现恶意代码，没有读取。请在电脑上查毒后重新制作。"))


def refuse(run: ImportRun, sentence: str) -> None:
    """End a run whose file cannot be taken; nothing of it stays staged."""
    ImportRow.objects.filter(run=run).delete()
    run.state, run.reason = RunState.REFUSED, sentence
    run.save()


def _stage(run: ImportRun, source: Any, *, at: datetime) -> bool:
    definition = definitions.find(run.kind)
    lines = iter(source.rows())
    if not run.header_row:
        head = list(islice(lines, headers.SEARCHED))
        _take_headers(run, definition, head, source)
        lines = chain(head, lines)
    lookups = definition.lookups(run.county, on=legal_day(at))
    lookups.by = run.started_by
    drafter = Drafter(definition, lookups, run.columns)
    after = max(run.position, run.header_row)
    fresh = (line for line in lines if line[0] > after)
    read = 0
    for batch in _batches(islice(fresh, SLICE)):
        read += len(batch)
        _stage_batch(run, drafter, batch)
    if run.position - run.header_row > min(MOST_ROWS, definition.most_rows):
        few = _("超过 %(n)s 行，请分批导入。") % {"n": definition.most_rows}
        many = _("超过 10 万行，请分批导入。")
        raise Unreadable(few if definition.most_rows < MOST_ROWS else many)
    return read == SLICE


def _batches(lines: Iterable[Any]) -> Iterator[list[Any]]:
    lines = iter(lines)
    while batch := list(islice(lines, BATCH)):
        yield batch


def _take_headers(run: ImportRun, definition: Any, head: list[Any], source: Any) -> None:
    number, found = headers.found_in(definition, head)
    crossing = [ref for _c, low, _d, high, ref in source.merged_areas() if low <= number <= high]
    if crossing:
        sentence = _("表头（第 %(n)s 行）有合并单元格 %(refs)s，请取消合并，一列一个表头。")
        raise Unreadable(sentence % {"n": number, "refs": _("、").join(crossing[:5])})
    run.header_row, run.columns = number, found.places
    run.headers = found.words[:100]
    run.notes = list(source.notes)
    if found.unknown:
        words = _("、").join(found.unknown[:10])
        run.notes.append(_("不认识的列没有读取：%(words)s。") % {"words": words})


def _stage_batch(run: ImportRun, drafter: Drafter, lines: list[Any]) -> None:
    drafts = []
    for number, line in lines:
        draft = drafter.draft(number, line)
        if draft is None:
            run.blank_count += 1
        else:
            drafts.append(draft)
    drafter.plan(drafts)
    copy_rows(ImportRow, _COLUMNS, (_row(run, draft) for draft in drafts))
    run.position = lines[-1][0]


def _row(run: ImportRun, draft: Draft) -> tuple[Any, ...]:
    return (
        run.pk,
        draft.number,
        str(draft.action),
        draft.key,
        draft.target_id,
        draft.cells,
        draft.values,
        draft.secrets,
        draft.before,
        draft.errors,
    )


def _finish(run: ImportRun, source: Any) -> None:
    rows = ImportRow.objects.filter(run=run)
    _refuse_merged(rows, source, run.header_row)
    _refuse_twice(rows, "key", _("与第 %(rows)s 行指同一对象"))
    _refuse_twice(rows.exclude(action=Action.BAD), "target_id", _("与第 %(rows)s 行匹配到同一对象"))
    counts = dict(rows.values_list("action").annotate(n=Count("pk")))
    run.new_count, run.change_count = counts.get(Action.NEW, 0), counts.get(Action.CHANGE, 0)
    run.same_count, run.bad_count = counts.get(Action.SAME, 0), counts.get(Action.BAD, 0)
    if not run.row_count:
        raise Unreadable(_("表头下面没有数据。"))
    run.batch_hash = _batch_hash(run)
    run.state = RunState.FAULTY if run.bad_count else RunState.READY


def _refuse_merged(rows: Any, source: Any, header_row: int) -> None:
    for _c, low, _d, high, ref in source.merged_areas():
        if high > header_row:
            spoilt = rows.filter(number__range=(max(low, header_row + 1), high))
            _add_error(spoilt, _("%(ref)s 是合并单元格，请取消合并后逐格填写") % {"ref": ref})


def _refuse_twice(rows: Any, by: str, sentence: str) -> None:
    """Refuse all lines that share a key or a target: nobody can tell which one is meant."""
    groups = rows.exclude(**{by: "" if by == "key" else None}).values(by).order_by()
    doubles = groups.annotate(n=Count("pk")).filter(n__gt=1).values_list(by, flat=True)[:2000]
    numbers: dict[Any, list[int]] = {}
    for value, number in rows.filter(**{f"{by}__in": list(doubles)}).values_list(by, "number"):
        numbers.setdefault(value, []).append(number)
    for group in numbers.values():
        for number in group:
            others = _("、").join(str(n) for n in sorted(group) if n != number)
            _add_error(rows.filter(number=number), sentence % {"rows": others[:60]})


def _add_error(rows: Any, sentence: str) -> None:
    changed = list(rows)
    for row in changed:
        row.errors.append({"column": "", "letter": "", "label": "", "text": sentence})
        row.action = Action.BAD
    ImportRow.objects.bulk_update(changed, ["errors", "action"], batch_size=1000)


def _batch_hash(run: ImportRun) -> str:
    """Answer the sha256 of what the file says, however it was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(coalesce("
            "string_agg(md5(\"values\"::text), ',' ORDER BY number), ''), 'UTF8')), 'hex')"
            " FROM imports_importrow WHERE run_id = %s",
            [run.pk],
        )
        return cursor.fetchone()[0]
