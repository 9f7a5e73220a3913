"""Reminders by workbook: one line for one reminder of one person, to be served by somebody."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Lookups, Values
from evidence.imports.base import PERSON, PERSON_SAID, WATCH, Store, words
from evidence.imports.entered import Entered, Span, ground_column, ground_tables
from evidence.models import Reminder
from evidence.services import bulk_reminders as bulk


class Reminders(Entered):
    code = "reminders"
    title = pgettext_lazy("many", "提醒预警")
    subject = WATCH
    brief = gettext_lazy("拟好的提醒，不送达；由经办人逐份送达")
    hint = gettext_lazy(
        "一份提醒一行。导入只拟好提醒，不送达任何人；由经办人逐份送达、登记，改正期从那时起算。"
    )
    stays = gettext_lazy("拟好后不能删除；没有送达的，不产生任何效果")
    identity = (*PERSON_SAID, "unit", "ground", "facts")
    told = ("unit", "ground", "facts")
    fixed = ("facts", gettext_lazy("同一事实的提醒已有，要求或改正期不同；提醒的文字不能改"))
    store = Store(
        model=Reminder,
        current=bulk.current,
        enter=bulk.enter,
        remove=lambda _ids, **_hand: bulk.refuse_removal(),
        used=lambda _ids: set(),
    )
    columns = (
        *PERSON,
        who.unit_column(gettext_lazy("本人所在单位全称")),
        ground_column(gettext_lazy("情形编号，或编号加名称")),
        words(
            "facts",
            gettext_lazy("事实"),
            500,
            "提醒事由",
            "事由",
            note=gettext_lazy("写时间和经过，不写评价"),
        ),
        words("correct", gettext_lazy("需要改正的"), 300, "改正要求", "整改要求"),
        Column(
            "days",
            gettext_lazy("改正期（天）"),
            lambda _l: cells.whole(1, 180),
            synonyms=("改正期", "整改期限"),
            note=gettext_lazy("从送达次日起算；不填的按该单位适用的办法"),
        ),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "城关镇",
        "ground": "XR12-10",
        "facts": "5月2日、3日、7日上午签到均晚于九时",
        "correct": "按时到岗，外出先报备",
        "days": "30",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        return ground_tables()

    def spans(self, row: Values, lookups: Lookups) -> Sequence[Span]:
        return ((lookups.on, lookups.on),)

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known([row["cadre"] for row in rows])

    def known_as(self, row: Values) -> Any:
        return row["cadre"], row["ground"], row["facts"]


REMINDERS = Reminders()
