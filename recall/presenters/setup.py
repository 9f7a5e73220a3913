"""What the campaign wizard shows."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import dates
from core.dates import spoken
from recall import regulations
from recall.enums import CampaignMode
from recall.forms.campaigns import OpenEndedForm, OwnParametersForm, UnitsForm, WindowForm
from recall.models import Campaign
from recall.queries import campaigns
from schemes.queries import parameters

STEPS = {
    "version": gettext_lazy("办法版本"),
    "units": gettext_lazy("范围和单位"),
    "window": gettext_lazy("时间和轮次"),
    "parameters": gettext_lazy("参数"),
    "check": gettext_lazy("核对并启动"),
}
_OWN = tuple(OwnParametersForm.base_fields)


def after(step: str) -> str:
    """Answer the step that follows."""
    order = list(STEPS)
    return order[order.index(step) + 1]


def page(campaign: Campaign | None, step: str, form: Any) -> dict[str, Any]:
    """Answer the context of one step."""
    order = list(STEPS)
    now = order.index(step)
    states = ["done" if n < now else "now" if n == now else "todo" for n in range(len(order))]
    before = order[now - 1] if now > 1 else ""
    context = {
        "campaign": campaign,
        "step": step,
        "title": STEPS[step],
        "form": form,
        "steps": [
            {"label": STEPS[code], "state": state}
            for code, state in zip(order, states, strict=True)
        ],
        "crumbs": [
            (pgettext("many", "批次"), reverse("recall:campaign-list")),
            (str(campaign) if campaign else _("新建"), None),
        ],
        "back": reverse("recall:campaign-setup", args=[campaign.pk, before])
        if campaign and before
        else "",
    }
    return context | (_check(campaign) if campaign and step == "check" else {})


def form(campaign: Campaign, step: str, data: Any, *, on: date) -> Any:
    """Answer the form of a step with what the draft holds."""
    if step == "units":
        return UnitsForm(data, campaign=campaign, initial=campaigns.named_units(campaign))
    if step == "window":
        kind = OpenEndedForm if campaign.mode == CampaignMode.ROLLING else WindowForm
        return kind(data, initial=_window(campaign, on))
    return OwnParametersForm(data, initial={name: getattr(campaign, name) for name in _OWN})


def _window(campaign: Campaign, on: date) -> dict[str, Any]:
    first = campaign.rounds.filter(number=1).first()
    if first:
        return {"notice_on": first.notice_on, "closes_on": first.closes_on}
    return {"notice_on": on, "closes_on": suggested_end(campaign, on)}


def suggested_end(campaign: Campaign, notice_on: date) -> date | None:
    """Answer the last day of a window by the scheme's term; None in a rolling campaign."""
    if campaign.mode == CampaignMode.ROLLING:
        return None
    days = campaign.scheme_version.parameters["nominate_days"]
    return dates.add_working_days(notice_on, days)


def _check(campaign: Campaign) -> dict[str, Any]:
    counts = (
        campaign.rounds.count(),
        campaign.campaign_grounds.count(),
        campaign.campaign_units.count(),
    )
    rule = regulations.campaign_is_complete
    first = campaign.rounds.filter(number=1).first()
    rows = [
        (_("办法"), str(campaign.scheme_version), None),
        (_("方式"), campaign.get_mode_display(), None),
        (_("所属批次"), str(campaign.parent) if campaign.parent else _("不是系统专项"), None),
        (_("情形"), _("%(n)s 项") % {"n": counts[1]}, None),
        (_("应报单位"), _("%(n)s 个") % {"n": counts[2]}, "units"),
        (_("第一轮"), _span(first), "window"),
        (_("实践锻炼"), _("%(n)s 个月") % {"n": campaign.practice_months}, "parameters"),
        (_("核实人数"), _("每件 %(n)s 人") % {"n": campaign.verifiers_needed}, "parameters"),
        (_("申辩时限"), _("%(n)s 个工作日") % {"n": campaign.reply_days}, "parameters"),
        (_("名额"), parameters.quota_sentence(campaign.scheme_version.parameters), None),
    ]
    return {
        "answers": [
            {
                "label": label,
                "value": value,
                "url": reverse("recall:campaign-setup", args=[campaign.pk, step]) if step else "",
            }
            for label, value, step in rows
        ],
        "gap": "" if rule.is_kept(*counts) else f"{rule.sentence}（{rule.number}）",
    }


def _span(first: Any) -> str:
    if first is None:
        return _("未填")
    if first.closes_on is None:
        return _("%(day)s起，不设截止") % {"day": spoken(first.notice_on)}
    days = {"from": spoken(first.notice_on), "until": spoken(first.closes_on)}
    return _("%(from)s至%(until)s") % days
