"""What the pages of pay show."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from assessment import permissions
from assessment.enums import PayChangeKind, PayKind, PayMove
from assessment.models import PayEffect, PayRun
from assessment.models.pay import OFFICE
from assessment.queries import pay as queries
from assessment.queries.observations import in_force_since
from assessment.queries.paysheets import yuan
from core import dates
from recall.enums import CaseState
from recall.models import Case

_TONES = {
    "": ("amber", "circle-play"),
    PayChangeKind.RESUME: ("amber", "circle-play"),
    PayChangeKind.STOP: ("grey", "circle-pause"),
    PayChangeKind.REVERSE: ("green", "circle-check"),
}


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    page = reverse("assessment:pay-run-list")
    return [(_("待遇变动"), page if more else None), *more]


def spoken(month: date | None) -> str:
    return _("%(y)s年%(m)s月") % {"y": month.year, "m": month.month} if month else ""


def money(fen: int) -> str:
    return f"{yuan(fen):,.2f}"


def due_tables(user: Any, *, on: date) -> list[dict[str, Any]]:
    """Answer the counties whose next table the user may work out now, with its month."""
    latest = queries.after(queries.month_of(on))
    found = queries.due_tables(user.counties(Role.COUNTY_ADMIN))
    return [
        {"county": row, "month": month, "label": spoken(month)}
        for row, month in found
        if month <= latest
    ]


def run_mark(run: PayRun) -> tuple[str, str, str]:
    if run.checked_at:
        return _("已签发"), "green", "circle-check"
    return _("待复核"), "amber", "clock"


def run(row: PayRun, *, user: Any, form: Any, page: Any) -> dict[str, Any]:
    """Answer one table: a page of its lines, a total for each unit, who signed, what may be done.

    The sums are of the whole table.
    """
    lines = queries.of_run(row)
    month = spoken(row.month)
    return {
        "run": row,
        "title": _("%(county)s %(month)s待遇变动表") % {"county": row.county.name, "month": month},
        "crumbs": crumbs((month, None)),
        "mark": run_mark(row),
        "page": page,
        "lines": [_line(queries.frozen(one)) for one in page],
        "totals": [
            {
                "unit": one.unit,
                "people": one.people,
                "change": money(one.change),
                "repaid": money(one.repaid),
            }
            for one in queries.totals(lines)
        ],
        "total": money(sum(one.after - one.before for one in lines)),
        "repaid": money(sum(one.repaid for one in lines)),
        "people": len({one.case for one in lines}),
        "form": form,
        "refusal": permissions.check_pay.refusal(user, row),
    }


def _line(one: queries.Line) -> dict[str, Any]:
    move = PayMove(one.move)
    return {
        "row": one,
        "kind": PayKind(one.kind).label,
        "move": move.label,
        "tone": "green" if move in (PayMove.END, PayMove.REPAY) else "amber",
        "before": money(one.before),
        "after": money(one.after),
        "repaid": money(one.repaid) if one.repaid else "",
    }


def effects(rows: Any, *, on: date, keeps: bool) -> list[dict[str, Any]]:
    """Answer effects as people read them, with the acts that fit for who keeps them."""
    month = queries.month_of(on)
    return [_effect(row, month, keeps) for row in rows]


def _effect(row: PayEffect, month: date, keeps: bool) -> dict[str, Any]:
    changes = sorted(row.changes.all(), key=lambda one: one.month)
    last = queries.state(row, date.max)
    names = {"": ("stop", "reverse"), "RESUME": ("stop", "reverse"), "STOP": ("resume", "reverse")}
    return {
        "row": row,
        "amount": money(row.fen),
        "from": spoken(row.from_month),
        "until": spoken(row.until_month) or _("登记停止为止"),
        "now": money(queries.amount(row, month)),
        "taken": money(queries.taken(row, queries.after(month))),
        "mark": (_STATES[last] or _("执行中"), *_TONES[last]),
        "changes": [_change(one) for one in changes],
        "acts": names.get(last, ()) if keeps else (),
    }


_STATES = {"": "", **{one.value: one.label for one in PayChangeKind}}


def _change(one: Any) -> str:
    told = {"month": spoken(one.month), "what": one.get_kind_display(), "why": one.reason}
    repaid = getattr(one, "repayment", None)
    words = _("%(month)s起%(what)s：%(why)s") % told
    if repaid is None:
        return words
    return words + _("；补发%(yuan)s元") % {"yuan": money(repaid.fen)}


def case(row: Case, *, user: Any, on: date) -> dict[str, Any]:
    """Answer a case's effects, and whether more may be ordered."""
    rows = queries.of_case(row)
    refusal = permissions.order_pay.refusal(user, row)
    return {
        "case": row,
        "title": _("待遇影响"),
        "crumbs": crumbs((str(row), None)),
        "effects": effects(rows, on=on, keeps=not refusal),
        "is_to_be_repaid": row.state == CaseState.REVOKED
        and not all(queries.is_taken_back(one) for one in rows),
        "refusal": refusal,
        "is_own": row.subject_id == user.pk,
    }


def order_facts(row: Case) -> list[dict[str, Any]]:
    """Answer what the scheme says of pay, beside the form that orders."""
    said = queries.scheme_says(row.campaign, fee=False)
    fee = queries.scheme_says(row.campaign, fee=True)
    receipt, outcome = getattr(row, "receipt", None), getattr(row, "outcome", None)
    since = in_force_since(outcome) if outcome else None
    return [
        {"label": _("办法规定影响待遇"), "value": _("是") if said.is_on else _("否")},
        {"label": _("办法规定本人承担费用"), "value": _("是") if fee.is_on else _("否")},
        {"label": _("依据"), "value": said.basis, "wide": True},
        {"label": _("批准机关"), "value": said.approver},
        {"label": _("每月合计不超过（元）"), "value": _most(said)},
        {"label": _("本人承担费用不超过（元）"), "value": _most(fee)},
        {"label": _("通知书送达"), "value": dates.spoken(receipt.served_on) if receipt else ""},
        {"label": _("处理结果起效"), "value": dates.spoken(since) if since else _("没有")},
    ]


def _most(said: queries.Allowed) -> str:
    return money(said.most) if said.most else _("未列明")


def reads(user: Any) -> set[int]:
    """Answer the counties whose effects the user reads case by case."""
    return user.counties(*OFFICE)
