"""What a trainee does in the village: the four matters that the Shiquan report tells of."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from core import dates
from stories.agenda import Agenda
from training.models import HostPlace, PracticePosting, Problem
from training.services import places, problems


class Matter(NamedTuple):
    """A problem with what was done, what came of it, and what a resident said."""

    what: str
    action: str
    result: str
    word: str
    answer: str
    is_solved: bool = True


MATTERS = (
    Matter(
        "群众反映水质不好：水塔建好后管理不善",
        "村上出 1000 元，用一周时间对全村 11 处水塔重新维修，并派专人管护。",
        "11 处水塔全部修好，水质恢复正常。",
        "水清了，有人管了。",
        "SOLVED",
    ),
    Matter(
        "用电安全隐患：偏远农户自己砍树做木杆接电，线路老化裸露",
        "逐户查看，报供电所更换，涉及 10 户近 20 根电线杆。",
        "电线杆更换完成，隐患消除。",
        "晚上刮风不再担心了。",
        "SOLVED",
    ),
    Matter(
        "村民投资修路没有立项",
        "向驻村镇干部汇报，补报产业路项目。",
        "900 米产业路铺设完成。",
        "路修到了地头，排水沟还要再修。",
        "PARTLY",
    ),
    Matter(
        "三个组的村民反映手机信号弱",
        "到通信公司了解，正在更新换代，不再架设新塔，改为架设宽带。",
        "宽带已架设，用无线网络和微信语音联络；没有架塔，户外信号仍弱，由村委会继续反映。",
        "在家能打微信了，地里还是没信号。",
        "PARTLY",
        is_solved=False,
    ),
)
_LODGING = "村委会有宿舍和食堂，县城每天三班车"


def place_of(unit: Any, *, name: str, number: int, by: Any, at: datetime) -> HostPlace:
    """Answer the host's place in the library, entered when somebody first goes there."""
    row = HostPlace.objects.filter(unit=unit).first()
    facts = {"kind": "VILLAGE", "capacity": 4, "seat_km": 9 + 7 * (number % 6), "lodging": _LODGING}
    return row or places.enter(unit, name=name, by=by, at=at, **facts)


def take_up(
    agenda: Agenda,
    matter: Matter,
    *,
    posting: Callable[[], PracticePosting],
    token: Callable[[], Any],
    mentor: Callable[[], Any],
    from_on: date,
    until_on: date,
) -> None:
    """Enter one matter into the agenda, from finding it to the resident's word."""

    def found() -> Problem:
        return Problem.objects.get(posting=posting(), what=matter.what)

    def raise_(at: datetime) -> None:
        row, on = posting(), dates.legal_day(at)
        told = {"what": matter.what, "place": row.place, "found_on": on}
        problems.raise_(row, token=token(), **told, by=row.case.subject, at=at)

    def act(at: datetime) -> None:
        row = found()
        by = row.posting.case.subject
        problems.act(row, on=dates.legal_day(at), text=matter.action, by=by, at=at)

    def close(at: datetime) -> None:
        row = found()
        told = {"text": matter.result, "is_solved": matter.is_solved}
        problems.close(row, on=dates.legal_day(at), by=row.posting.case.subject, at=at, **told)

    def word(at: datetime) -> None:
        told = {"answer": matter.answer, "text": matter.word, "consent": True}
        problems.take_word(found(), by=mentor(), at=at, **told)

    for days, step in ((5, raise_), (8, act), (20, close), (23, word)):
        day = from_on + timedelta(days=days)
        if day < min(until_on, agenda.last):
            agenda.add(day, step)
