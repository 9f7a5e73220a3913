"""Numbers of show-and-compare rounds by workbook: one line for one number of one person."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.forms.presentations import FURTHEST
from evidence.imports.base import MEASURES, PERSON, PERSON_SAID, Store, unit_or_county, words
from evidence.imports.entered import Entered, Span
from evidence.models import PresentationRound, PresentationValue
from evidence.services import bulk_presentations as bulk


class Numbers(Entered):
    code = "numbers"
    title = pgettext_lazy("many", "晒比述评指标数")
    subject = MEASURES
    brief = gettext_lazy("参加人每项指标的数，文字仍由本人填报")
    hint = gettext_lazy(
        "一人一项指标一行，晒出之前可以再导入更正；文字情况仍由本人填报，本人填报时可以改数。"
    )
    stays = gettext_lazy("录入后不能删除；晒出之前可以再导入更正")
    identity = (*PERSON_SAID, "unit", "round", "indicator", "member", "indicator_id")
    told = ("round", "indicator")
    of_unit = False  # a member stays one who has moved since
    store = Store(
        model=PresentationValue,
        current=bulk.current,
        enter=bulk.enter,
        change=bulk.correct,
        remove=lambda _ids, **_hand: bulk.refuse_removal(),
        used=lambda _ids: set(),
        owners=bulk.owners,
    )
    columns = (
        *PERSON,
        unit_or_county(gettext_lazy("组织单位"), gettext_lazy("组织的单位全称；全县的不填")),
        words("round", gettext_lazy("晒比述评"), 60, "名称", "轮次"),
        words("indicator", gettext_lazy("指标"), 40, "指标名称"),
        Column(
            "value",
            gettext_lazy("数值"),
            lambda _l: cells.number(-FURTHEST, FURTHEST),
            required=True,
            synonyms=("数", "完成数"),
            note=gettext_lazy("最多两位小数，不带单位"),
        ),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "城关镇",
        "round": "第二季度晒比述评",
        "indicator": "走访农户",
        "value": "36",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        rounds = bulk.rounds_of(county)
        ids = [row.pk for row in rounds.values()]
        members, insiders = bulk.members_of(ids)
        return {
            "rounds": rounds,
            "indicators": bulk.indicators_of(ids),
            "members": members,
            "insiders": insiders,
        }

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from super().check(values, lookups)
        found = _round(values, lookups)
        if found is None:
            yield "round", _("没有这个名称的、正在填报的晒比述评")
        elif lookups.by and (found.pk, lookups.by.pk) in lookups.tables["insiders"]:
            yield "round", _("您是这一轮的参加人，请由他人导入")
        elif (found.pk, values["indicator"]) not in lookups.tables["indicators"]:
            yield "indicator", _("这一轮没有这项指标")

    def place(self, row: Values, lookups: Lookups) -> tuple[str, str] | None:
        found = _round(row, lookups)
        member = found and lookups.tables["members"].get((found.pk, row["cadre"]))
        if found is None or member is None:
            return "name", _("此人不是这一轮的参加人，或已经晒出")
        row["member"] = member
        row["indicator_id"] = lookups.tables["indicators"][found.pk, row["indicator"]]
        return None

    def spans(self, row: Values, lookups: Lookups) -> Sequence[Span]:
        """The days of the line's round so far, as for a missing report and for a signal."""
        found = _round(row, lookups)
        return ((min(found.from_on, lookups.on), lookups.on),) if found else ()

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["member"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["indicator_id"], row["member"]


def _round(values: Values, lookups: Lookups) -> PresentationRound | None:
    found: PresentationRound | None = lookups.tables["rounds"].get(
        (values.get("unit"), values["round"])
    )
    return found


NUMBERS = Numbers()
