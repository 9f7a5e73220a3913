"""Carrying a decided list out, one line after the other, and certifying what was removed.

Each slice is a transaction of its own: a matter goes with all its rows or stays. Its files are
removed from the disk in the slice after, when nothing can bring the rows back.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cadres.models import Cadre
from core import dates
from core.audit import trail
from core.documents import rendering
from core.documents.models import Document
from core.workflow.engine import lock
from keeping.enums import MATTERS
from keeping.models import Disposal, DisposalLine
from keeping.queries import trees
from keeping.services import disposals, removals
from recall.models import Campaign, Case, Nomination
from units.queries import units


def step(disposal: Disposal, *, by: Any, at: datetime) -> bool:
    """Do the next slice: clear a line's files, remove a line, certify, write out; more is left?

    A second call for what is done changes nothing.
    """
    if disposal.finished_at is not None:
        removals.write(disposal)
        return False
    if not disposal.is_approved:
        return False
    if line := disposal.lines.with_files().order_by("pk").first():
        clear(line, by=by, at=at)
        return True
    if line := disposal.lines.left().order_by("pk").first():
        remove(line, by=by, at=at)
        return True
    finish(disposal, by=by, at=at)
    return True


@transaction.atomic
def remove(line: DisposalLine, *, by: Any, at: datetime) -> DisposalLine:
    """Remove what a line names, unless something has come in its way since; then say what."""
    disposal = line.disposal
    _lock_matter(disposal, line)
    row = lock(line)
    disposals.leave_what_stays(disposal, [row], dates.legal_day(at))
    if row.left_why or row.removed_at is not None:
        return row
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT keeping_remove(%s, %s)", [row.pk, at])
    except IntegrityError:
        row.left_why = _("还有其他记录引用这份材料，没有销毁，请联系管理员。")
        row.save(update_fields=["left_why"])
        return row
    row = lock(line)
    trail.record(row, "remove_record", by=by, at=at, scope=disposal.county.code, kind=disposal.kind)
    return row


def _lock_matter(disposal: Disposal, line: DisposalLine) -> None:
    """Lock what a hold locks, in the house's order, before anybody looks."""
    if disposal.kind in trees.TREES:
        _lock_people(disposal.kind, line.row_id)
    if disposal.kind not in MATTERS:
        return
    row = Nomination.objects.filter(pk=line.row_id).select_related("campaign", "cadre").first()
    if row is None:
        return
    lock(row.campaign)
    held = Nomination.objects.select_for_update(of=("self",)).filter(pk=row.pk)
    if held.first() is None:  # somebody removed it while we waited
        return
    for case in Case.objects.filter(nomination=row):
        lock(case)
    lock(row.cadre)


def _lock_people(kind: str, row_id: int) -> None:
    """Lock a record's campaign, and whom a record names, as a hold on either locks them."""
    tree = trees.TREES[kind]
    if tree.campaign:
        ids = tree.roots.filter(pk=row_id).values(tree.campaign)
        list(Campaign.objects.select_for_update().filter(pk__in=ids))
    persons = {person for _root, person in tree.persons([row_id])}
    list(Cadre.objects.select_for_update().filter(pk__in=persons).order_by("pk"))


@transaction.atomic
def clear(line: DisposalLine, *, by: Any, at: datetime) -> DisposalLine:
    """Take a removed line's files from the disk; those that are gone already are no trouble."""
    row = lock(line)
    root = Path(settings.MEDIA_ROOT)
    for name in row.files:
        (root / name).unlink(missing_ok=True)
    row.files, row.cleared_at = [], at
    row.save(update_fields=["files", "cleared_at"])
    trail.record(row, "clear_files", by=by, at=at)
    return row


@transaction.atomic
def finish(disposal: Disposal, *, by: Any, at: datetime) -> Disposal:
    """Issue the certificate of what was removed; a second call changes nothing."""
    row = lock(disposal)
    if row.finished_at is not None:
        return row
    row.certificate = _certificate(row, by=by, at=at)
    row.finished_at = at
    row.save(update_fields=["certificate", "finished_at"])
    trail.record(row, "finish_disposal", by=by, at=at, scope=row.county.code)
    return row


_PARTS = {
    "recall": "提名、核实、决定、案件和单位落实记录",
    "training": "培训和实践锻炼记录",
    "assessment": "考核、结果和后续记录",
    "cadres": "人员档案和保护期记录",
    "evidence": "平时记载、线索、测评和扫描登记",
    "papers": "公文（连同文件）",
    "emptied": "公文内容（文号保留）",
    "reports": "公文的Word改稿",
    "messages": "消息",
    "files": "存储的文件",
}


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def _certificate(row: Disposal, *, by: Any, at: datetime) -> Document:
    on = dates.legal_day(at)
    county = units.division_name(row.county, on)
    snapshot = {
        "issuer": f"中共{county}委组织部",
        "kind": str(row.get_kind_display()),
        **_counts(row),
        "list_hash": row.list_hash,
        "handed_over": row.handed_over,
        "replays": row.replays,
        "proposed": _hand(row.proposed_by, row.proposed_at),
        "decided": _hand(row.decided_by, row.decided_at),
        "finished_on": dates.cn(on),
        "issued_on": dates.cn(on),
    }
    return rendering.request(
        "documents/disposal_certificate.html",
        kind="disposal_certificate",
        scope=row.county.code,
        reference=f"{row.county.document_mark}销〔{{year}}〕{{number}}号",
        title="到期材料销毁证明",
        snapshot=snapshot,
        by=by,
        at=at,
    )


def _counts(row: Disposal) -> dict[str, Any]:
    removed = row.lines.filter(removed_at__isnull=False)
    totals: Counter[str] = Counter()
    for counts in removed.values_list("counts", flat=True):
        totals.update(counts)
    return {
        "line_count": removed.count(),
        "left_count": row.lines.exclude(left_why="").count(),
        "struck_count": row.lines.exclude(struck_at=None).count(),
        "counts": [[words, totals[key]] for key, words in _PARTS.items() if totals[key]],
    }


def _hand(user: Any, at: datetime | None) -> str:
    return f"{user.name}，{dates.cn(dates.legal_day(at))}" if at else ""
