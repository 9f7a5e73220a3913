"""The month's table as a workbook: the same table gives the same bytes, so its hash holds."""

import hashlib
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from assessment.enums import PayKind, PayMove
from assessment.models import PayRun
from assessment.queries import pay
from core.exports import cells, workbooks

_FEN = 100
HEAD = ("序号", "单位", "姓名", "影响的内容", "变动", "上月少发（元）", "本月少发（元）",
        "本月补发（元）", "依据", "批准机关")  # fmt: skip


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@translation.override("zh-hans")  # it goes to the finance bureau, whatever the screen speaks
def workbook(run: PayRun) -> bytes:
    """Answer the workbook: the changes, a total for each unit, who signed what."""
    lines = pay.of_run(run)
    title = f"{run.county.name}{run.month:%Y年%m月}待遇变动表"
    sheets: workbooks.Sheets = [
        ("变动", [[title], HEAD, *_changes(lines)]),
        (
            "分单位",
            [[title], ("单位", "人数", "比上月多少发（元）", "本月补发（元）"), *_totals(lines)],
        ),
        ("签发", list(_signed(run, title))),
    ]
    file = io.BytesIO()
    workbooks.write(file, sheets, mark=f"{title}　内容校验值 {run.content_hash}")
    return file.getvalue()


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / _FEN


def _changes(lines: list[pay.Line]) -> Iterator[list[Any]]:
    for number, line in enumerate(lines, 1):
        money = [yuan(fen) for fen in (line.before, line.after, line.repaid)]
        told = [line.unit, line.name, PayKind(line.kind).label, PayMove(line.move).label]
        words = [cells.text(one) for one in told]
        yield [Decimal(number), *words, *money, cells.text(line.basis), cells.text(line.approver)]


def _totals(lines: list[pay.Line]) -> Iterator[list[Any]]:
    rows = pay.totals(lines)
    for row in rows:
        yield [cells.text(row.unit), Decimal(row.people), yuan(row.change), yuan(row.repaid)]
    people = Decimal(sum(row.people for row in rows))
    yield [
        "合计",
        people,
        yuan(sum(row.change for row in rows)),
        yuan(sum(row.repaid for row in rows)),
    ]


def _signed(run: PayRun, title: str) -> Iterator[list[Any]]:
    yield [title]
    yield ["内容校验值（SHA-256）", run.content_hash]
    yield ["稿次", Decimal(run.version)]
    for label, who, when in (
        ("制表", run.prepared_by, run.prepared_at),
        ("复核", run.checked_by, run.checked_at),
    ):
        told = timezone.localtime(when).strftime("%Y-%m-%d %H:%M:%S") if when else ""
        yield [label, cells.text(who.name if who else ""), told]
    yield ["说明", "本表由登记的待遇影响逐月相减得出，只列姓名、单位和金额，不列事由。"]
