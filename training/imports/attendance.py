"""Attendance by workbook: one line for one trainee in one session."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cadres.imports import who
from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values
from training import regulations
from training.enums import AttendanceStatus
from training.models import Attendance
from training.services import bulk_attendance as bulk


def _words() -> dict[str, str]:
    return {str(one.label): str(one.value) for one in AttendanceStatus}


def starts(cell: Any) -> str:
    """Parse a time of the day as hour and minute.

    :raises CellError: no time
    """
    told = cells.plain(cell).replace("：", ":")
    hour, _colon, minute = told.partition(":")
    try:
        return f"{datetime(2000, 1, 1, int(hour), int(minute[:2])):%H:%M}"
    except ValueError:
        raise cells.CellError(_("请填开始时间，例如 08:30")) from None


class AttendanceMarks(Definition):
    code = "attendance"
    title = pgettext_lazy("many", "考勤")
    subject = gettext_lazy("培训班")
    brief = gettext_lazy("手工签到表的补录和更正；更正须写原因")
    stays = gettext_lazy("考勤登记后不能撤销，只能写明原因更正")
    example = {
        "name": "王小明",
        "born_on": "1980-05",
        "class": "2019年第一期锻造班",
        "on": "2019-03-04",
        "starts": "08:30",
        "status": "出勤",
    }
    hint = gettext_lazy(
        "一人一节课一行，用于手工签到表补录；与已登记的不同，须填更正原因，原登记保留。"
        "写入后不能撤销，只能更正。"
    )
    identity = (
        *("name", "id_number", "born_on", "class", "on", "starts", "reason"),
        *("session_id", "enrolment_id", "cadre"),
    )
    columns = (
        who.NAME,
        who.ID_NUMBER,
        who.BORN_ON,
        Column(
            "class",
            gettext_lazy("班次名称"),
            lambda _l: cells.text(80),
            required=True,
            synonyms=("班次", "培训班"),
        ),
        Column(
            "on",
            gettext_lazy("上课日期"),
            lambda lookups: cells.day(latest=lookups.on),
            required=True,
            synonyms=("日期",),
        ),
        Column(
            "starts",
            gettext_lazy("开始时间"),
            lambda _l: starts,
            required=True,
            synonyms=("时间", "上课时间"),
            note=gettext_lazy("例如 08:30，与课程表一致"),
        ),
        Column(
            "status",
            gettext_lazy("出勤情况"),
            lambda _l: cells.choice(_words()),
            required=True,
            synonyms=("考勤", "出勤"),
            allowed=lambda _l: list(_words()),
            show=lambda value, _l: str(AttendanceStatus(value).label),
        ),
        Column(
            "reason",
            gettext_lazy("更正原因"),
            lambda _l: cells.text(200),
            note=gettext_lazy("与已登记的不同时必填"),
        ),
    )

    def lookups(self, county: Any, *, on: date) -> Lookups:
        lookups = who.lookups(county, on)
        lookups.tables["sessions"] = bulk.sessions_of(county, on)
        return lookups

    def key(self, values: Values) -> str:
        person = who.key(values)
        told = [str(values.get(name, "")) for name in ("class", "on", "starts")]
        return " ".join([person, *told]) if person and all(told) else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        return who.derive(values, secrets)

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        yield from who.check(values)
        if not _sessions(values, lookups):
            yield "starts", _("这个班在这一时间没有已开始的课次，请照课程表核对")

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        people = who.match_known(rows, lookups)
        for row, one in zip(rows, people, strict=True):
            row["session_id"], row["cadre"] = 0, one.target_id
        ids = [one.target_id for one in people if one.target_id]
        asked = list({pk for row in rows for pk in _sessions(row, lookups)})
        places = bulk.places_of(ids, asked)
        marks = bulk.marks_of(list(set(places.values())))
        still = bulk.still_of(list(set(places.values())), asked)
        return [
            one if one.error else _match(row, _sessions(row, lookups), places, marks, still)
            for row, one in zip(rows, people, strict=True)
        ]

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if self.differing(values, current) and not values.get("reason"):
            yield "reason", _("与已登记的不同，须写明更正原因")

    def differing(self, values: Values, current: Values) -> Values:
        """As any import does; where the mark differs, the reason goes along with it."""
        told = super().differing(values, current)
        return told | {"reason": None} if told else told

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.enter(rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        bulk.correct(rows, by=by, at=at)

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.refuse_removal()

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return set(ids)

    def row_kind(self) -> str:
        return Attendance._meta.label_lower

    def about(self, ids: Sequence[int]) -> dict[int, int]:
        rows = Attendance.objects.filter(pk__in=ids)
        return dict(rows.values_list("pk", "enrolment__case__cadre"))


def _sessions(values: Values, lookups: Lookups) -> list[int]:
    """Answer the sessions that a line may mean: of several groups, or of classes of one name."""
    told = (values.get("class"), values.get("on"), values.get("starts"))
    found: list[int] = lookups.tables["sessions"].get(told, [])
    return found


def _match(row: Values, sessions: list[int], places: Any, marks: Any, still: Any) -> Match:
    """Answer the mark that a line means: at the session at which the person is expected."""
    own = [(pk, place) for pk in sessions if (place := places.get((pk, row["cadre"])))]
    own = [one for one in own if one in marks] or own  # marked before the groups were dealt anew
    if not own:
        return Match(column="name", error=_("此人不在这个班、这个小组的名册上"))
    if len(own) > 1:
        return Match(column="starts", error=_("此人这一时间有两节课，请在点名册上登记"))
    if own[0] in still:
        return Match(column="on", error=str(regulations.case_goes_on.sentence))
    row["session_id"], row["enrolment_id"] = own[0]
    return Match(marks.get(own[0]))


ATTENDANCE = AttendanceMarks()
