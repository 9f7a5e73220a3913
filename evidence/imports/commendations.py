"""Commendations by workbook: one line for one commendation of one person."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.enums import HonourKind
from cadres.models import Honour
from core.imports import cells
from core.imports.definitions import Column, Lookups, Match, Values
from evidence.imports.base import PERSON, PERSON_SAID, Store, choice, words
from evidence.imports.entered import Entered
from evidence.services import bulk_commendations as bulk


class Commendations(Entered):
    """What speaks for a person; the talent query counts it."""

    code = "commendations"
    title = pgettext_lazy("many", "表彰奖励")
    subject = gettext_lazy("组织和人员")
    brief = gettext_lazy("表彰奖励和红名单，人才筛选可以查到")
    hint = gettext_lazy(
        "一人一项表彰一行，记入干部档案。同一人同一天同名的表彰只记一次；"
        "撤销过的不因导入恢复，重新授予的写新的授予日期。"
    )
    identity = (*PERSON_SAID, "title", "awarded_on")
    told = ("title", "awarded_on")
    fixed = ("awarded_by", gettext_lazy("此人这项表彰已登记，类别或授予单位不同；请在干部档案更正"))
    store = Store(
        model=Honour,
        current=bulk.current,
        enter=bulk.enter,
        remove=bulk.remove,
        used=bulk.used,
    )
    columns = (
        *PERSON,
        choice("kind", gettext_lazy("类别"), HonourKind, "表彰类别"),
        words("title", gettext_lazy("表彰名称"), 80, "名称", "荣誉称号", "表彰奖励名称"),
        words("awarded_by", gettext_lazy("授予单位"), 60, "表彰单位", "授予机关"),
        Column(
            "awarded_on",
            gettext_lazy("授予日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("表彰日期", "日期"),
        ),
    )
    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "kind": "表彰奖励",
        "title": "全省扶贫开发先进个人",
        "awarded_by": "省委、省政府",
        "awarded_on": "2018-01-20",
    }

    def bars(self, rows: Sequence[Values], lookups: Lookups) -> dict[int, Match]:
        """A commendation that was taken back is not given again by a file that still has it."""
        found = super().bars(rows, lookups)
        stand = self.known(rows)
        gone = bulk.taken_back(set(stand.values()))
        for row in rows:
            if stand.get(self.known_as(row)) in gone:
                said = _("这项表彰已经撤销；重新授予的，写新的授予日期")
                found.setdefault(id(row), Match(column="title", error=said))
        return found

    def known(self, rows: Sequence[Values]) -> dict[Any, int]:
        return bulk.known({row["cadre"] for row in rows})

    def known_as(self, row: Values) -> Any:
        return row["cadre"], row["title"], row["awarded_on"]


COMMENDATIONS = Commendations()
