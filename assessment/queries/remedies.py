"""The remedy that every decision prints: its text and its term. Source: domain reference 3.3."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.enums import Body, PayChangeKind, Route
from assessment.models import PayEffect
from assessment.queries import gate
from core import dates

STATUTORY_DAYS = 30  # 公务员法第九十五条；事业单位工作人员申诉规定
_ARBITRATION_DAYS = 60  # 公务员法第一百零五条


def route_of(outcome: Any) -> str:
    """Answer the route of an outcome; one of before the catalogue is looked up."""
    if outcome.route or not outcome.is_appealable:
        return outcome.route or Route.OBJECTION
    nomination = outcome.case.nomination
    return gate.ruling(outcome.kind, nomination.staff_kind, nomination.is_leading).route


def own_pay(case: Any) -> list[PayEffect]:
    """Answer the effects on pay that have a remedy of their own.

    Pay wrongly fixed or deducted is appealable whatever it rests on (公务员法第九十五条; domain
    reference 3.3); one on the word of an outcome that is appealable itself goes with that.
    """
    rows = PayEffect.objects.filter(case=case).exclude(changes__kind=PayChangeKind.REVERSE)
    found = rows.select_related("outcome__case__nomination").order_by("pk")
    return [row for row in found if not row.outcome or route_of(row.outcome) == Route.OBJECTION]


def route_of_pay(staff_kind: str, is_leading: bool) -> Route:
    """Answer the route against an effect on pay: of workers and employed ones the inside one."""
    body = gate.body_of(staff_kind, is_leading)
    if body in (Body.LEADING, Body.CIVIL):
        return Route.CIVIL
    return Route.INSTITUTION if body == Body.INSTITUTION else Route.OBJECTION


def known_on(effect: PayEffect) -> date:
    """Answer the day on which the person must know of an effect: with the first month's pay.

    Ordered later than that, it is the day of the order. No receipt is written for a month's pay.
    """
    month = dates.add_months(effect.from_month, 1) - timedelta(days=1)
    return max(dates.legal_day(effect.ordered_at), month)


def days(route: str, objection_days: int) -> int:
    """Answer the calendar days, from knowing the decision, in which the first remedy is open."""
    if route == Route.OBJECTION:
        return objection_days
    return _ARBITRATION_DAYS if route == Route.EMPLOYED else STATUTORY_DAYS


def text(route: str, objection_days: int) -> str:
    """Answer what the person may do against an outcome, by its route."""
    if route == Route.OBJECTION:
        return _(
            "如对本决定有异议，可以自收到之日起%(days)s日内向作出决定的机关书面提出；异议期间不停止执行，"
            "不因提出异议而加重处理。"
        ) % {"days": objection_days}
    standing = {
        Route.CIVIL: _CIVIL,
        Route.INSTITUTION: _INSTITUTION,
        Route.ARBITRATION: _WORKER,
        Route.EMPLOYED: _EMPLOYED,
    }
    return str(standing[Route(route)])


_CIVIL = gettext_lazy(
    "如不服本决定，可以自知道本决定之日起30日内向原处理机关申请复核；对复核结果不服的，可以自接到复核决定"
    "之日起15日内，向同级公务员主管部门或者作出该人事处理的机关的上一级机关提出申诉；也可以不经复核，自知道"
    "本决定之日起30日内直接提出申诉（公务员法第九十五条）。属于领导成员的，按干部管理权限的有关规定提出。复核"
    "、申诉期间不停止执行，不因申请复核、提出申诉而加重处理。"
)
_INSTITUTION = gettext_lazy(
    "如不服本决定，可以自知道或者应当知道本决定之日起30日内向原处理单位申请复核；对复核决定不服的，可以自接到"
    "复核决定之日起30日内向原处理单位的主管部门或者同级事业单位人事综合管理部门提出申诉（事业单位工作人员申诉"
    "规定）。复核、申诉期间不停止执行，不因申请复核、提出申诉而加重处理。因解除聘用合同发生争议的，可以依法申请"
    "仲裁。"
)
_WORKER = gettext_lazy(
    "如不服本决定，可以自收到之日起30日内向作出决定的单位书面提出异议；因履行、变更、解除劳动（聘用）合同发生"
    "争议的，可以依法申请调解、仲裁。异议期间不停止执行，不因提出异议而加重处理。"
)
_EMPLOYED = gettext_lazy(
    "因履行聘任合同发生争议的，可以自争议发生之日起60日内申请仲裁；对仲裁裁决不服的，可以自接到仲裁裁决书之日起"
    "15日内向人民法院提起诉讼（公务员法第一百零五条）。不因申请仲裁而加重处理。"
)
