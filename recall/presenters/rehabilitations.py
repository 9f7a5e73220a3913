"""What the pages of rehabilitation show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.documents.presenters import progress, proof_of
from recall import permissions
from recall.enums import Wrong
from recall.forms.rehabilitations import LineForm
from recall.models import ClearingSignal, Nomination, Rehabilitation
from recall.presenters import signals
from recall.queries.rehabilitations import wrong
from recall.regulations.rehabilitations import was_wrong

OFFICE_PAGE = "recall:rehabilitation"


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    page = reverse("recall:rehabilitation-list")
    return [(_("澄清正名"), page if more else None), *((label, None) for label in more)]


def address(nomination: Nomination) -> str:
    """Answer the clearing's page, or the one that opens it."""
    row = getattr(nomination, "rehabilitation", None)
    if row is None:
        return reverse("recall:rehabilitation-open", args=[nomination.pk])
    return reverse("recall:rehabilitation", args=[row.pk])


def link(nomination: Nomination) -> str:
    """Answer the address beside a nomination that did not stand, empty for one that may yet."""
    return address(nomination) if wrong(nomination) else ""


def lines(page: Any) -> list[dict[str, Any]]:
    """Answer each row of the list with why, how far, and where to go on."""
    return [
        {
            "row": row,
            "href": address(row),
            "why": Wrong(wrong(row) or Wrong.NOT_MATCHED).label,
            "mark": _mark(row),
        }
        for row in page
    ]


def _mark(row: Any) -> tuple[str, str, str]:
    clearing = getattr(row, "rehabilitation", None)
    if clearing is None:
        return _("待澄清"), "amber", "circle-alert"
    if clearing.closed_at is not None:
        return _("已办结"), "solid", "check-check"
    words = _("已办 %(done)s 项，共 %(all)s 项") % {"done": row.done_count, "all": row.line_count}
    return words, "blue", "circle-play"


def refusal(nomination: Nomination, user: Any) -> str:
    """Answer why the clearing cannot be opened, empty if it can."""
    if not was_wrong.is_kept(wrong(nomination)):
        return str(was_wrong.sentence)
    return permissions.clear_name.refusal(user, nomination)


def facts(row: Rehabilitation) -> list[dict[str, Any]]:
    told = [
        {"label": _("提名单位"), "value": row.nomination.unit_then},
        {"label": _("批次"), "value": row.nomination.campaign.title},
        {"label": _("缘由"), "value": row.get_wrong_display()},
        {"label": _("提名曾被知悉的范围"), "value": row.scope},
    ]
    if row.others:
        told.append({"label": _("其他告知对象"), "value": row.others})
    return told


def letter(row: Rehabilitation, *, name: str, at: datetime) -> dict[str, Any]:
    """Answer what the progress fragment of the letter needs."""
    return progress(
        row.letter,
        at=at,
        poll_url=reverse(f"{name}-progress", args=[row.pk]),
        file_url=reverse(f"{name}-file", args=[row.pk]),
        proof=proof_of(row, row.letter) if name == OFFICE_PAGE else None,
    )


def proposed(row: Rehabilitation) -> list[Any]:
    """Answer the signals that the plan proposes to withdraw, each with its practice's name."""
    rows = row.proposed_signals.select_related("signal", "answered_by").order_by("pk")
    return list(rows)


def signal_facts(row: ClearingSignal) -> list[dict[str, Any]]:
    """Answer what the owner of the practice is asked about."""
    return [
        {"label": _("做法"), "value": row.signal.get_practice_display()},
        {"label": _("线索"), "value": row.signal.said},
        {"label": _("规则及版本"), "value": row.signal.rule},
        {"label": _("提名为何不成立"), "value": row.rehabilitation.get_wrong_display()},
    ]


def signal_refusal(row: ClearingSignal, user: Any) -> str:
    """Answer why the proposal takes no answer any more, empty while it does."""
    if row.rehabilitation.closed_at is None and row.is_open:
        return ""
    return _("这条线索已经答复或者撤销，不用再答复。")


def detail(row: Rehabilitation, *, user: Any, at: datetime, bound: Any) -> dict[str, Any]:
    """Answer one clearing with its lines; an open line has its form for who may fill it in."""
    may = row.closed_at is None and not permissions.clear_name.refusal(user, row)
    asked = proposed(row)
    kept = list(row.lines.select_related("done_by").order_by("pk"))
    return {
        "row": row,
        "crumbs": crumbs(row.cadre.name),
        "facts": facts(row),
        "lines": [
            {"row": line, "form": _form(line, bound, at) if may and not line.done_at else None}
            for line in kept
        ],
        "signals": signals.taken(row.nomination),
        "proposed": asked,
        "may_close": may and all(x.done_at for x in kept) and not any(x.is_open for x in asked),
        **letter(row, name=OFFICE_PAGE, at=at),
    }


def _form(line: Any, bound: Any, at: datetime) -> LineForm:
    if isinstance(bound, LineForm) and bound.data.get("kind") == line.kind:
        return bound
    given = {"kind": line.kind, "done_on": dates.legal_day(at)}
    return LineForm(initial=given, auto_id=f"id_{line.kind.lower()}_%s")


def own(row: Rehabilitation, *, at: datetime) -> dict[str, Any]:
    """Answer what the person reads: why, the letter, and what was done for them."""
    return {
        "row": row,
        "facts": facts(row),
        "lines": list(row.lines.order_by("pk")),
        "proposed": proposed(row),
        **letter(row, name="recall:own-rehabilitation", at=at),
    }
