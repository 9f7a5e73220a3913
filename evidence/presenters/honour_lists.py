"""What the pages of the red and yellow lists show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import legal_day, spoken
from core.ui.templatetags.ui import cn_date
from evidence import permissions
from evidence.enums import ListColour
from evidence.models import HonourList, ListEntry
from evidence.queries import honour_lists as figures

Crumbs = list[tuple[str, str | None]]


def crumbs(row: HonourList | None = None, *more: str) -> Crumbs:
    found: Crumbs = [
        (_("依据与线索"), reverse("evidence:home")),
        (_("红黄榜"), reverse("evidence:honour-lists")),
    ]
    if row is not None:
        page = reverse("evidence:honour-list", args=[row.pk])
        found.append((row.title, page if more else None))
    return found + [(label, None) for label in more]


def place(row: HonourList) -> str:
    return row.unit.name if row.unit else _("%(county)s全县") % {"county": row.county.name}


def state(row: HonourList) -> tuple[str, str, str]:
    """Answer words, tone and icon of whether the lists take proposals."""
    if row.closed_at:
        return _("已结束"), "green", "circle-check"
    return _("进行中"), "blue", "pencil-line"


def colour(entry: ListEntry) -> tuple[str, str, str]:
    """Answer words, tone and icon of the list; the word says it, the colour repeats it."""
    if entry.colour == ListColour.RED:
        return _("红榜"), "red", "award"
    return _("黄榜"), "amber", "triangle-alert"


def mark(entry: ListEntry, on: date) -> tuple[str, str, str]:
    """Answer words, tone and icon of where an entry stands."""
    if entry.withdrawn_at:
        return _("已撤下"), "grey", "circle-x"
    if entry.said_at and not entry.answer:
        return _("申辩待答复"), "amber", "message-square-text"
    if entry.published_on and entry.until_on:
        if entry.until_on < on:
            return _("已到期"), "grey", "clock"
        return _("公布中"), "green", "megaphone"
    if entry.colour == ListColour.RED or entry.answer:
        return _("待公布"), "blue", "clock"
    if entry.told_on is None:
        return _("待告知本人"), "line", "mail"
    if entry.object_until_on and entry.object_until_on >= on:
        return _("申辩期内"), "blue", "clock"
    return _("待公布"), "blue", "clock"


def facts(row: HonourList) -> list[dict[str, Any]]:
    days = _("%(first)s至%(last)s") % {
        "first": cn_date(row.from_on),
        "last": cn_date(row.until_on),
    }
    signals = _("不产生线索")
    if row.ground:
        signals = _("上黄榜 %(n)s 次，对应 %(ground)s") % {
            "n": row.yellows,
            "ground": f"{row.ground.code}　{row.ground.label}",
        }
    return [
        {"label": _("范围"), "value": place(row)},
        {"label": _("依据文件"), "value": row.basis},
        {"label": _("榜期"), "value": days},
        {"label": _("公布范围"), "value": row.get_scope_display()},
        {"label": _("红榜公布"), "value": _("%(n)s 天") % {"n": row.red_days}},
        {"label": _("黄榜公布"), "value": _("%(n)s 天") % {"n": row.yellow_days}},
        {"label": _("申辩期"), "value": _("%(n)s 个工作日") % {"n": row.objection_days}},
        {"label": _("产生线索"), "value": signals},
    ]


def line(entry: ListEntry, on: date) -> dict[str, Any]:
    return {"row": entry, "colour": colour(entry), "mark": mark(entry, on)}


def list_page(row: HonourList, page: Any, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the lists with their rules, counts, and a page of entries."""
    return {
        "row": row,
        "crumbs": crumbs(row),
        "state": state(row),
        "facts": facts(row),
        "counts": figures.counts(row),
        "page": page,
        "lines": [line(entry, on) for entry in page],
        "keeps": permissions.keep_list.allows(user, row),
    }


def entry_facts(entry: ListEntry) -> list[dict[str, Any]]:
    """Answer an entry's way, each step with who did it and when."""
    found = [
        {"label": _("单位"), "value": entry.unit.name},
        {"label": _("事实日期"), "value": cn_date(entry.on)},
        {"label": _("上榜事由"), "value": entry.reason, "wide": True},
        {"label": _("提出"), "value": _by(entry.proposed_by, entry.proposed_at)},
    ]
    if entry.told_on and entry.object_until_on:
        how = f"{spoken(entry.told_on)}　{entry.get_told_how_display()}"
        found.append({"label": _("告知本人"), "value": how})
        found.append({"label": _("申辩末日"), "value": spoken(entry.object_until_on)})
    if entry.said_at:
        found.append({"label": _("本人申辩"), "value": entry.said, "wide": True})
    if entry.answer:
        told = f"{entry.get_answer_display()}：{entry.answer_reason}"
        found.append({"label": _("申辩结论"), "value": told, "wide": True})
    if entry.published_on and entry.until_on:
        days = _("%(first)s至%(last)s") % {
            "first": spoken(entry.published_on),
            "last": spoken(entry.until_on),
        }
        found.append({"label": _("公布"), "value": days})
    if entry.withdrawn_at:
        told = f"{spoken(legal_day(entry.withdrawn_at))}　{entry.withdrawn_reason}"
        found.append({"label": _("撤下"), "value": told, "wide": True})
    if entry.honour_id:
        found.append({"label": _("干部档案"), "value": _("已记入表彰奖励")})
    return found


def _by(hand: Any, at: Any) -> str:
    return f"{hand.name}　{spoken(legal_day(at))}"


def entry_page(entry: ListEntry, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one entry and what can be done about it now."""
    return {
        "entry": entry,
        "facts": entry_facts(entry),
        "colour": colour(entry),
        "mark": mark(entry, on),
        "crumbs": crumbs(entry.list, entry.cadre.name),
        "offers": _offers(entry, user, on),
    }


def _offers(entry: ListEntry, user: Any, on: date) -> list[str]:
    """Answer the names of the acts that are due and that the user may do."""
    if entry.withdrawn_at:
        return []
    is_red, is_heard = entry.colour == ListColour.RED, bool(entry.answer)
    term = entry.object_until_on
    waits = entry.said_at is not None and not entry.answer
    ripe = is_red or is_heard or (entry.said_at is None and term is not None and term < on)
    may = {
        "tell": not is_red and entry.told_on is None and permissions.propose_entry,
        "answer": waits and permissions.publish_entry,
        "publish": entry.published_on is None and ripe and permissions.publish_entry,
        "file": is_red
        and entry.published_on is not None
        and entry.honour_id is None
        and permissions.file_entry,
        "withdraw": permissions.withdraw_entry,
    }
    return [name for name, rule in may.items() if rule and rule.allows(user, entry)]


def own_page(entry: ListEntry, *, on: date) -> dict[str, Any]:
    """Answer what the person reads, and whether they may object now."""
    is_over = entry.until_on is not None and entry.until_on < on
    return {
        "entry": entry,
        "facts": [one for one in entry_facts(entry) if one["label"] != _("提出")],
        "colour": colour(entry),
        "mark": mark(entry, on),
        "may_say": entry.said_at is None and entry.withdrawn_at is None and not is_over,
    }


def preview(row: HonourList, *, on: date) -> dict[str, Any]:
    """Answer whom the rule names and whom it leaves out, before anything is written."""
    found = figures.candidates(row, on=on)
    return {
        "is_preview": True,
        "ground": row.ground,
        "named": [one for one in found if not one.left_out],
        "left_out": [one for one in found if one.left_out],
    }
