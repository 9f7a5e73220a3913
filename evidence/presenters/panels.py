"""What the pages of study panels show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from evidence import permissions
from evidence.enums import PanelSeat, PanelState
from evidence.models import Panel, PanelCandidate, PanelMember, PanelSheet
from evidence.queries import panels

TONES = {
    PanelState.DRAFT: ("grey", "pencil-line"),
    PanelState.OPEN: ("teal", "scale"),
    PanelState.CLOSED: ("green", "circle-check"),
}


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Answer the way from the evidence to a page of panels."""
    home = (_("依据与线索"), reverse("evidence:home"))
    return [home, (_("研判小组"), reverse("evidence:panel-list")), *more]


def badge(panel: Panel) -> tuple[str, str, str]:
    """Answer words, tone and icon of a panel's state."""
    return (str(panel.state.label), *TONES[panel.state])


def rows(page: Any) -> list[dict[str, Any]]:
    return [{"row": row, "state": badge(row)} for row in page]


def detail(panel: Panel, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one panel: rule, seats, candidates side by side, and once closed the result."""
    may = permissions.prepare_panel.allows(user, panel)
    seats = list(panel.members.select_related("user").order_by("pk"))
    own = next((row for row in seats if row.user_id == user.pk), None)
    tied = panels.ties(panel, [own]) if own else {}
    return {
        "panel": panel,
        "state": badge(panel),
        "crumbs": crumbs((panel.title, None)),
        "facts": facts(panel),
        "criteria": list(panel.criteria.order_by("pk")),
        "seats": _seats(panel, seats),
        "sides": _sides(panel, own, tied, on=on),
        "can_edit": may and panel.state == PanelState.DRAFT,
        "scores": bool(own) and own.seat != PanelSeat.RECORDER and panel.state == PanelState.OPEN,
        "sits": bool(own) and panel.state == PanelState.OPEN,
        "steps": _steps(panel, user, may),
        "results": _results(panel, own, tied) if panel.state == PanelState.CLOSED else [],
    }


def facts(panel: Panel) -> list[dict[str, Any]]:
    return [
        {"label": _("范围"), "value": panel.unit.name if panel.unit else panel.county.name},
        {"label": _("依据文件"), "value": panel.basis},
        {"label": _("召回情形"), "value": f"{panel.ground.code}　{panel.ground.label}"},
        {"label": _("线索期间"), "value": f"{panel.from_on} — {panel.until_on}"},
        {"label": _("提出线（分）"), "value": f"{panel.line.normalize():f}"},
        {"label": _("最少到会评分人数"), "value": panel.quorum},
    ]


def _seats(panel: Panel, seats: list[PanelMember]) -> list[dict[str, Any]]:
    """Answer the seats; while it is open, how many candidates each still owes, never a score."""
    owed = panels.missing(panel, seats) if panel.state == PanelState.OPEN else {}
    return [
        {
            "row": row,
            "owed": None if row.seat == PanelSeat.RECORDER else owed.get(row.pk),
        }
        for row in seats
    ]


def _sides(
    panel: Panel, own: PanelMember | None, tied: dict[tuple[int, int], str], *, on: date
) -> list[dict[str, Any]]:
    """Answer the candidates side by side, each with the user's own score and own tie."""
    sheets = PanelSheet.objects.filter(member=own) if own else PanelSheet.objects.none()
    given = {row.candidate_id: row for row in sheets}
    return [
        {
            "side": side,
            "sheet": given.get(side.candidate.pk),
            "tie": tied.get((own.pk, side.candidate.pk), "") if own else "",
        }
        for side in panels.side_by_side(panel, on=on)
    ]


def _results(
    panel: Panel, own: PanelMember | None, tied: dict[tuple[int, int], str]
) -> list[dict[str, Any]]:
    """Answer the result; a recused member does not see the scores of that person."""
    return [
        {
            "row": row,
            "is_hidden": bool(own) and (own.pk, row.candidate.pk) in tied,  # type: ignore[union-attr]
        }
        for row in panels.results(panel)
    ]


def _steps(panel: Panel, user: Any, may: bool) -> list[dict[str, str]]:
    told: list[tuple[str, str, str]] = []
    if panel.state == PanelState.DRAFT and may:
        told = [("open", _("开始研判"), "circle-play")]
    elif panel.state == PanelState.OPEN and permissions.close_panel.allows(user, panel):
        told = [("close", _("结束研判"), "gavel")]
    elif panel.state == PanelState.CLOSED and permissions.propose_from_panel.allows(user, panel):
        told = [("propose", _("提出人选"), "radar")]
    return [
        {"label": label, "icon": icon, "url": reverse("evidence:panel-act", args=[panel.pk, name])}
        for name, label, icon in told
    ]


def seats_to_tick(panel: Panel) -> list[tuple[int, str]]:
    rows = panel.members.select_related("user").order_by("pk")
    return [(row.pk, f"{row.user.name}（{row.get_seat_display()}）") for row in rows]


def offered(panel: Panel, user: Any) -> list[tuple[int, str]]:
    """Answer those on the line, nobody whom the rule leaves out, and none that the user is tied to.

    Nobody is ticked beforehand: a person proposes.
    """
    return [
        (row.candidate.pk, f"{row.cadre.name}　{row.said}")
        for row in _unhidden(panel, user)
        if row.is_on_line and not row.left_out
    ]


def left_out(panel: Panel, user: Any) -> list[panels.Result]:
    return [row for row in _unhidden(panel, user) if row.is_on_line and row.left_out]


def _unhidden(panel: Panel, user: Any) -> list[panels.Result]:
    if panel.state != PanelState.CLOSED:
        return []
    own = panel.members.filter(user=user).first()
    tied = panels.ties(panel, [own]) if own else {}
    return [
        row for row in panels.results(panel) if not own or (own.pk, row.candidate.pk) not in tied
    ]


def sheet_of(panel: Panel, candidate: PanelCandidate, user: Any) -> PanelSheet | None:
    """Answer the user's own sheet of a candidate."""
    rows = PanelSheet.objects.filter(member__panel=panel, candidate=candidate)
    return rows.filter(member__user=user).first()


def beside(panel: Panel, candidate: PanelCandidate, *, on: date) -> dict[str, Any]:
    """Answer what stands beside the form in which a candidate is scored."""
    found = panels.side_by_side(panel, on=on)
    side = next(one for one in found if one.candidate.pk == candidate.pk)
    said = "；".join(signal.said for signal in side.signals) or _("期间内没有线索")
    told = [
        {"label": _("职务"), "value": side.post or _("没有登记")},
        {"label": _("保护期"), "value": side.protection or _("没有")},
        {"label": _("线索"), "value": said, "wide": True},
    ]
    if candidate.reason:
        told.append({"label": _("列入理由"), "value": candidate.reason, "wide": True})
    return {"facts": told}
