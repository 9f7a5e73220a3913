"""What the pages of rehabilitation show."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.documents.presenters import progress
from recall import permissions
from recall.enums import Wrong
from recall.forms.rehabilitations import LineForm
from recall.models import Nomination, Rehabilitation
from recall.presenters import signals
from recall.queries.rehabilitations import wrong
from recall.regulations.rehabilitations import was_wrong


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
    )


def detail(row: Rehabilitation, *, user: Any, at: datetime, bound: Any) -> dict[str, Any]:
    """Answer one clearing with its lines; an open line has its form for who may fill it in."""
    may = row.closed_at is None and not permissions.clear_name.refusal(user, row)
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
        "may_close": may and all(line.done_at for line in kept),
        **letter(row, name="recall:rehabilitation", at=at),
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
        **letter(row, name="recall:own-rehabilitation", at=at),
    }
