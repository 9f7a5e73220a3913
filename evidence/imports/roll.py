"""The electoral roll of a poll by workbook: one line for one voter, before the poll opens."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports.definitions import Lookups, Match, Values
from evidence.enums import VoteChannel
from evidence.imports.base import (
    OPINION,
    PERSON,
    PERSON_SAID,
    Lines,
    Store,
    choice,
    unit_or_county,
    words,
)
from evidence.models import PollVoter
from evidence.services import bulk_rolls as bulk


class Roll(Lines):
    code = "roll"
    title = pgettext_lazy("many", "测评名册")
    subject = OPINION
    brief = gettext_lazy("民主测评的投票人和分组")
    hint = gettext_lazy(
        "一名投票人一行；测评和分组先在系统里建好，投票开始后不能再导入。"
        "没有档案的服务对象只填姓名，不填身份证号和出生日期。"
    )
    identity = (*PERSON_SAID, "unit", "poll", "poll_id")
    store = Store(
        model=PollVoter,
        current=bulk.current,
        enter=bulk.enter,
        change=bulk.change,
        remove=bulk.remove,
        used=bulk.fixed,
        owners=lambda _ids: {},  # the trail names no voter
    )
    columns = (
        *PERSON,
        unit_or_county(gettext_lazy("组织单位"), gettext_lazy("组织测评的单位全称；全县测评不填")),
        words("poll", gettext_lazy("测评"), 60, "测评名称", "民主测评"),
        words("group", gettext_lazy("分组"), 30, "投票人分组", "组别"),
        choice(
            "channel",
            gettext_lazy("领票方式"),
            VoteChannel,
            "投票方式",
            required=False,
            note=gettext_lazy("不填的，有账号的登录后领取，没有的发票条"),
        ),
    )

    example = {
        "name": "王小明",
        "born_on": "1980-01-05",
        "unit": "城关镇",
        "poll": "年度民主测评",
        "group": "同事",
        "channel": "",
    }

    def tables(self, county: Any) -> dict[str, Any]:
        polls = bulk.drafts(county)
        return {
            "polls": polls,
            "groups": bulk.groups_of([pk for row in polls.values() for pk in row]),
        }

    def key(self, values: Values) -> str:
        name = values.get("name", "")
        person = who.key(values) if _has_file(values) else f"- {name}" if name else ""
        poll = values.get("poll", "")
        return f"{person} {values.get('unit', '')} {poll}" if person and poll else ""

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        found = _polls(values, lookups)
        if not found:
            yield "poll", _("这个单位没有这个名称的测评，或投票已经开始")
        elif len(found) > 1:
            yield "poll", _("这个名称有几次测评都在筹备，分不清是哪一次")
        elif (found[0], values["group"]) not in lookups.tables["groups"]:
            yield "group", _("这次测评没有这个分组")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        filed = [row for row in rows if _has_file(row)]
        people = dict(zip(map(id, filed), who.match_known(filed, lookups), strict=True))
        for row in rows:
            row["poll_id"] = next(iter(_polls(row, lookups)), 0)
            row["cadre"] = people[id(row)].target_id if id(row) in people else None
        desk = _Desk(rows)
        told = [people.get(id(row), Match()) for row in rows]
        return [one if one.error else desk.match(row) for row, one in zip(rows, told, strict=True)]


def _has_file(values: Values) -> bool:
    """A line with neither number nor birth date is somebody without a file: one served."""
    return "id_number" in values or "born_on" in values


def _polls(values: Values, lookups: Lookups) -> list[int]:
    found: list[int] = lookups.tables["polls"].get((values.get("unit"), values["poll"]), [])
    return found


class _Desk:
    """What telling a batch of voters apart needs, read once."""

    def __init__(self, rows: Sequence[Values]) -> None:
        polls = {row["poll_id"] for row in rows}
        self.accounts = bulk.with_account([row["cadre"] for row in rows if row["cadre"]])
        self.known: dict[tuple[int, int | str], int] = {}
        self.filed = {(row["poll_id"], row["name"]) for row in rows if row["cadre"]}
        self.bare: set[tuple[int, str]] = set()
        for voter, poll, cadre, name in bulk.held(polls):
            self.known[poll, cadre or name] = voter
            (self.filed if cadre else self.bare).add((poll, name))

    def match(self, row: Values) -> Match:
        """Answer the voter a line means; one name with and without a file may be one person."""
        place, name = row["poll_id"], row["name"]
        if not place:
            return Match(column="poll", error=_("这次测评已经开始投票"))
        if (place, name) in (self.bare if row["cadre"] else self.filed):
            twice = _(
                "名册上有同名的人，一个有档案一个没有；是同一人的只留一行，不是的在姓名后加字"
            )
            return Match(column="name", error=twice)
        voter = self.known.get((place, row["cadre"] or name))
        can_draw = row["cadre"] in self.accounts
        if voter is None:
            row.setdefault("channel", VoteChannel.APP.value)
        if row.get("channel") == VoteChannel.APP and not can_draw:
            row["channel"] = VoteChannel.SLIP.value
        return Match(voter)


ROLL = Roll()
