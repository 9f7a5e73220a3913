"""The days of the procedure and the money by date, as the sheet of reasons freezes them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from core import dates
from recall.enums import NominationState
from recall.queries.covers import covered
from recall.queries.reasons import Reasons
from recall.services import notices

Calendar = Callable[[Any, date], dict[str, list[dict[str, str]]]]
Since = Callable[[Any], list[dict[str, str]]]
_ASKED: list[Calendar] = []
_SINCE: list[Since] = []


def ask(asked: Calendar, since: Since) -> None:
    """Let a floor above tell what follows a recall decided on a day, by date.

    :param asked: campaign and day → `money` and `planned` (class, practice), lines with from,
        until, what, amount, basis, approver
    :param since: nomination → days of the procedure that no sheet waits for, as `line`
    """
    _ASKED[:], _SINCE[:] = [asked], [since]


def since(nomination: Any, told: dict[str, Any]) -> list[dict[str, str]]:
    """Answer the days that a frozen sheet tells as not come yet and that came since."""
    waited = {one["what"] for one in told.get("steps", []) if not one["on"]}
    return [one for known in _SINCE for one in known(nomination) if one["what"] in waited]


def line(what: str, on: date | None, note: str = "") -> dict[str, str]:
    """Answer one day of the procedure as it is frozen; `on` None: it has not come."""
    return {"what": what, "on": dates.cn(on) if on else "", "note": note}


def signed(receipt: Any) -> str:
    """Answer how a paper reached the person: who signed, or the refusal and who saw it."""
    how = str(receipt.get_manner_display())
    if receipt.received_by:
        return f"{how}，签收人：{receipt.received_by}"
    return f"{how}，没有签收：{receipt.note}" if receipt.note else how


def steps(told: Reasons, on: date, earlier: Iterable[Any] = ()) -> list[dict[str, str]]:
    """Answer the days from nomination to the end of the objection's term, in their order.

    Then the days on which the person read the editions before this one.
    """
    row = told.nomination
    rows = [line("提名报送", _day(row.submitted_at))] if row.submitted_at else []
    rows += [line("核实", _day(one.at)) for one in told.verifications]
    if allegation := getattr(row, "allegation", None):
        rows.append(line("告知书送达", allegation.served_on, signed(allegation)))
    if statement := getattr(row, "statement", None):
        rows.append(line("陈述申辩", _day(statement.at), str(statement.get_kind_display())))
    if decision := getattr(row, "decision", None):
        rows.append(line("集体研究", decision.held_on, covered(decision.meeting, told.words)))
    if hasattr(row, "case"):
        rows += _served(row, on)
    return rows + [_read(one) for one in earlier if hasattr(one, "reading")]


def _read(sheet: Any) -> dict[str, str]:
    return line(f"本人阅知第{sheet.edition}版说明", _day(sheet.reading.at))


def _served(row: Any, on: date) -> list[dict[str, str]]:
    if receipt := getattr(row.case, "receipt", None):
        return [
            line("召回通知书送达", receipt.served_on, signed(receipt)),
            line("对召回提出异议的末日", receipt.objection_until_on),
        ]
    told = notices.remedy(row, on)
    return [
        {"what": "召回通知书送达", "on": "", "note": f"最迟{told['served_by']}"},
        {"what": "对召回提出异议的末日", "on": told["last_day"], "note": "按最迟送达日计算"},
    ]


def calendar(told: Reasons, on: date, *, is_over: bool) -> dict[str, Any]:
    """Answer what follows by date: `money`, and `planned` class and practice until they are over.

    Nothing where no recall was decided.
    """
    row = told.nomination
    found: dict[str, Any] = {"money": [], "planned": []}
    if row.state == NominationState.APPROVED:
        decision = getattr(row, "decision", None)
        day = _day(decision.at) if decision else on
        for asked in _ASKED:
            found |= asked(row.campaign, day)
    return found | {"planned": []} if is_over else found


def _day(at: Any) -> date:
    return dates.legal_day(at)
