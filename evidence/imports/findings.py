"""Findings of inspections by workbook: one line for one finding, drafts until a unit is told."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values
from evidence.enums import InspectionSource
from evidence.imports import entered
from evidence.imports.base import WATCH, Store, choice, digest, words
from evidence.models import InspectionFinding
from evidence.services import bulk_findings as bulk

MOST_PEOPLE = 10


class Findings(entered.Entered):
    code = "findings"
    title = pgettext_lazy("many", "督查发现")
    subject = WATCH
    brief = gettext_lazy("明察暗访发现的问题，写入后是草稿，核对后再告知单位")
    hint = gettext_lazy(
        "一项发现一行，写入后是草稿，由登记人核对后告知单位；人员只列入，不产生线索。"
    )
    stays = gettext_lazy("登记后不能删除；告知单位之前可以逐项更正")
    identity = ("inspection", "inspection_id", "unit", "on", "place", "seen", "cadres")
    fixed = ("seen", gettext_lazy("这项发现已经登记，其余内容不同；请在系统里更正"))
    who_column = "people"
    store = Store(
        model=InspectionFinding,
        current=bulk.current,
        enter=bulk.enter,
        remove=lambda _ids, **_hand: bulk.refuse_removal(),
        used=lambda _ids: set(),
        owners=lambda _ids: {},  # each person named has an entry of their own
    )
    columns = (
        words("inspection", gettext_lazy("督查安排"), 60, "督查名称", "督查"),
        who.unit_column(gettext_lazy("发现问题的单位全称")),
        choice("source", gettext_lazy("来源"), InspectionSource, "发现渠道"),
        Column(
            "on",
            gettext_lazy("发现日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("日期",),
        ),
        words("place", gettext_lazy("地点"), 80, "发现地点"),
        entered.ground_column(gettext_lazy("情形编号，或编号加名称")),
        words(
            "seen",
            gettext_lazy("发现情况"),
            1000,
            "问题",
            "发现的问题",
            note=gettext_lazy("只写看到、听到、查到的，不写姓名和推测"),
        ),
        Column(
            "people",
            gettext_lazy("涉及人员"),
            lambda _l: entered.named(MOST_PEOPLE),
            synonyms=("人员", "姓名"),
            note=gettext_lazy("该单位人员，几人用顿号隔开；同名的写成：王小明（1980-05）"),
            show=entered.written,
        ),
    )
    example = {
        "inspection": "2018年作风建设明察暗访",
        "unit": "县政务中心",
        "source": "暗访",
        "on": "2018-05-10",
        "place": "政务大厅",
        "ground": "XR12-09",
        "seen": "上午九时，窗口三个工位无人，排队群众十余人。",
        "people": "王小明、李红（1980-05）",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        return entered.ground_tables() | {"rounds": bulk.rounds_of(county)}

    def key(self, values: Values) -> str:
        told = [str(values.get(name, "")) for name in ("inspection", "unit", "on", "place", "seen")]
        return digest(told) if all(told) else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return ()

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        if values["inspection"] not in lookups.tables["rounds"]:
            yield "inspection", _("本县没有这个名称的督查安排，请先建立")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        known = entered.look_up(rows, "people")
        return self._known(rows, [self._named(row, known, lookups) for row in rows], lookups)

    def _named(self, row: Values, known: Any, lookups: Lookups) -> Match:
        row["inspection_id"] = lookups.tables["rounds"].get(row["inspection"], 0)
        row["cadres"], full, fault = entered.resolved(row.get("people", []), row["unit"], known)
        if fault:
            return Match(column="people", error=fault)
        if full:
            row["people"] = full
        return Match()

    def persons(self, row: Values) -> list[int]:
        found: list[int] = row["cadres"]
        return found

    def spans(self, row: Values, lookups: Lookups) -> Sequence[entered.Span]:
        on = date.fromisoformat(row["on"])
        return ((on, on),)

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        rounds, units = {row["inspection_id"] for row in rows}, {row["unit"] for row in rows}
        return bulk.known(rounds, units)

    def known_as(self, row: Values) -> Any:
        return tuple(row[name] for name in ("inspection_id", "unit", "on", "place", "seen"))


FINDINGS = Findings()
