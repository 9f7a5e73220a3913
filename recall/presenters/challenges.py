"""What the pages of challenges show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.dates import legal_day, spoken
from recall import permissions
from recall.models import Campaign, Challenge, RiskSample
from recall.presenters import evasions
from recall.queries import challenges as queries
from recall.queries import risks
from recall.queries.evasions import of as held
from recall.regulations.evasions import demand_ran_out
from units.models import Unit

SHOWN = 60


def crumbs(campaign: Campaign, *more: str) -> list[tuple[str, str | None]]:
    board = reverse("recall:challenge-board", args=[campaign.pk])
    return [
        (pgettext("many", "批次"), reverse("recall:campaign-list")),
        (campaign.title, reverse("recall:campaign", args=[campaign.pk])),
        (_("零报告质询"), board if more else None),
        *((label, None) for label in more),
    ]


def mark(row: Challenge, on: date) -> tuple[str, str, str]:
    """Answer words, tone and icon of where a challenge stands."""
    if row.outcome:
        tone = "green" if row.outcome in ("NOMINATED", "ACCEPTED") else "red"
        return row.get_outcome_display(), tone, "circle-check" if tone == "green" else "circle-x"
    if row.answer:
        return row.get_answer_display(), "blue", "message-square-text"
    if row.due_on < on:
        return _("逾期未答复"), "amber", "clock-alert"
    return _("待单位答复"), "blue", "clock"


def lines(page: Any, on: date) -> list[dict[str, Any]]:
    return [
        {
            "row": one,
            "seen": seen(one.seen),
            "mark": mark(one.challenge, on) if one.challenge else None,
            "state": evasions.marked(one.report),
            "is_open": one.challenge is not None and one.challenge.closed_at is None,
        }
        for one in page
    ]


def seen(rows: list[dict[str, Any]]) -> str:
    """Say what is known of a unit: 民主测评 2 人、提醒预警 1 人."""
    told = [_("%(label)s %(n)s 人") % {"label": one["label"], "n": one["people"]} for one in rows]
    return _("、").join(told)


def board(campaign: Campaign, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the funnel, what fell at verification and why, and the lot that was drawn."""
    labels = {
        "sent": _("第 %(n)s 轮截止累计提名"),
        "challenged": _("其中经质询补报单位的提名"),
        "left": _("核实后保留"),
    }
    stages = queries.funnel(campaign)
    most = max((stage.number for stage in stages), default=0)
    return {
        "campaign": campaign,
        "crumbs": crumbs(campaign),
        "stages": [
            {"label": labels[one.code] % {"n": one.round}, "n": one.number, "most": most}
            for one in stages
        ],
        "rejected": queries.rejected(campaign, user),
        "errors": [one for one in queries.errors(campaign) if one.fell][:SHOWN],
        "asked": _asked(campaign, on),
        "samples": [_sample(row) for row in RiskSample.objects.filter(round__campaign=campaign)],
        "is_admin": permissions.record_measure.allows(user, campaign),
    }


def _asked(campaign: Campaign, on: date) -> list[dict[str, Any]]:
    """Answer the questions that were closed, the latest first; open ones stand with their units."""
    rows = campaign.challenges.filter(closed_at__isnull=False).select_related("unit", "round")
    return [{"row": row, "mark": mark(row, on)} for row in rows.order_by("-closed_at")[:SHOWN]]


def _sample(row: RiskSample) -> dict[str, Any]:
    """Answer a sample with its lot: every unit's tickets, why, and the best of them, in order."""
    known = {pk: row.known.get(str(pk), {}) for pk in row.pool}
    pool = {pk: risks.tickets(known[pk]) for pk in row.pool}
    names = dict(Unit.objects.filter(pk__in=row.pool).values_list("pk", "name"))
    order = risks.drawn(pool, seed=row.seed, size=len(pool))
    lots = [
        {
            "unit": names[pk],
            "pk": pk,
            "tickets": pool[pk],
            "why": _known(known[pk]) or _("没有线索"),
            "lot": risks.lot(pk, seed=row.seed, number=pool[pk])[:8],
            "is_drawn": place < row.size,
        }
        for place, pk in enumerate(order[:SHOWN])
    ]
    told = {"of": len(row.pool), "on": legal_day(row.drawn_at), "is_cut": len(order) > SHOWN}
    return {"row": row, "lots": lots, **told}


def _known(known: dict[str, int]) -> str:
    return "、".join(f"{risks.KNOWN[name][0]} {number}" for name, number in known.items())


def detail(row: Challenge, *, user: Any, on: date) -> dict[str, Any]:
    """Answer one challenge with its way, and what the user may do about it now."""
    office = permissions.record_measure.allows(user, row.campaign)
    head = permissions.sign_zero_report.allows(user, row.unit)
    is_open = row.closed_at is None
    step = queries.next_step(row.campaign, row.unit)
    failed = row.outcome in ("NOT_ACCEPTED", "UNANSWERED")
    against = held(row)
    stands = {one.kind for one in against if one.withdrawn_at is None}
    return {
        "challenge": row,
        "mark": mark(row, on),
        "facts": _facts(row),
        "crumbs": crumbs(row.campaign, row.unit.name) if office else [(_("零报告质询"), None)],
        "can_answer": head and is_open and not row.answer,
        "can_close": office and is_open and (bool(row.answer) or row.due_on < on),
        "step": step.label if office and failed else "",
        "held": [evasions.link(one) for one in against] if office else [],
        "can_refuse": office
        and "REFUSED" not in stands
        and demand_ran_out.is_kept(row, queries.has_nominated(row), on),
        "can_conceal": office and "CONCEALED" not in stands and not is_open,
        "on": on,
    }


def _facts(row: Challenge) -> list[dict[str, Any]]:
    found = [
        {"label": _("单位"), "value": row.unit.name},
        {"label": _("轮次"), "value": _("第 %(n)s 轮") % {"n": row.round.number}},
        {"label": _("来由"), "value": row.get_origin_display()},
        {"label": _("质询内容"), "value": row.reason, "wide": True},
        {"label": _("已知线索"), "value": seen(row.seen) or _("没有"), "wide": True},
        {"label": _("答复期限"), "value": spoken(row.due_on)},
    ]
    if row.answered_at:
        told = f"{row.get_answer_display()}：{row.answer_text}"
        found.append({"label": _("单位答复"), "value": told, "wide": True})
    if row.closed_at:
        told = f"{row.get_outcome_display()}：{row.outcome_reason}"
        found.append({"label": _("结论"), "value": told, "wide": True})
    return found
