"""What the campaign pages show."""

from collections import Counter
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import OFFICE_ROLES, READING_ROLES, Role
from core.workflow import engine
from recall.enums import CampaignState
from recall.models import Campaign
from recall.presenters import closing, evasions
from recall.queries import campaigns as queries
from recall.queries import compliance
from schemes.enums import Provenance
from schemes.queries import parameters

_SHOWN = 20
_PRINTING = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.CLASS_MANAGER)


def detail(campaign: Campaign, *, user: Any, on: date) -> dict[str, Any]:
    """Answer the context of a campaign's page."""
    reports = evasions.told_to(user, campaign, compliance.reports(campaign, on=on))
    waiting = [row for row in reports if row.reported_on is None or row.is_late or row.evasion]
    return {
        "campaign": campaign,
        "crumbs": [
            (pgettext("many", "批次"), reverse("recall:campaign-list")),
            (campaign.title, None),
        ],
        "rounds": list(campaign.rounds.order_by("number")),
        "open_reports": evasions.lines(waiting[:_SHOWN]),
        "report_count": len(reports),
        "missing_count": sum(row.reported_on is None for row in reports),
        "late_count": sum(row.is_late for row in reports),
        "measures": evasions.measures(user, campaign),
        "heads": evasions.heads(user, campaign),
        "facts": _facts(campaign),
        "flags": _flags(campaign, user),
        "moves": engine.moves_for(user, campaign),
        "may_print": campaign.county_id in user.counties(*_PRINTING),
        "events": engine.history(
            campaign, begun=engine.Event(_("建立"), campaign.created_by, campaign.created_at)
        ),
        "on": on,
        **_grounds(campaign),
        **_sums(campaign, user),
    }


def _flags(campaign: Campaign, user: Any) -> list[dict[str, Any]]:
    """Answer what stands against closing a running campaign, for the department."""
    if campaign.state != CampaignState.OPEN:
        return []
    if campaign.county_id not in user.counties(*OFFICE_ROLES):
        return []
    return closing.of_campaign(campaign, user=user)


def _grounds(campaign: Campaign) -> dict[str, Any]:
    rows = campaign.scheme_version.clauses.standing().select_related("ground")
    clauses = list(rows.order_by("position"))
    counts = Counter(clause.provenance for clause in clauses)
    return {
        "clauses": clauses,
        "provenance": [(p.label, counts[p.value]) for p in Provenance if counts[p.value]],
    }


def _sums(campaign: Campaign, user: Any) -> dict[str, Any]:
    """Answer totals and recalls by quota for the department; units see neither."""
    if campaign.county_id not in user.counties(*OFFICE_ROLES, *READING_ROLES):
        return {}
    totals, quota = queries.totals(campaign), queries.by_quota(campaign)
    return {
        "totals": totals if len(totals) > 1 else [],
        "quota_rows": quota,
        "quota_within": sum(row["within"] for row in quota),
    }


def _facts(campaign: Campaign) -> list[dict[str, Any]]:
    return [
        {"label": _("办法"), "value": str(campaign.scheme_version)},
        {"label": _("方式"), "value": campaign.get_mode_display()},
        {"label": _("适用口径"), "value": campaign.get_legal_profile_display()},
        {"label": _("实践锻炼"), "value": _("%(n)s 个月") % {"n": campaign.practice_months}},
        {"label": _("核实"), "value": _terms(campaign.verify_days, campaign.verifiers_needed)},
        *single_verifier(campaign),
        {"label": _("申辩时限"), "value": _("%(n)s 个工作日") % {"n": campaign.reply_days}},
        {"label": _("决定时限"), "value": _("%(n)s 个工作日") % {"n": campaign.decide_days}},
        {"label": _("送达时限"), "value": _("%(n)s 个工作日") % {"n": campaign.serve_days}},
        {
            "label": _("名额"),
            "value": parameters.quota_sentence(campaign.scheme_version.parameters),
            "wide": True,
        },
    ]


def single_verifier(campaign: Campaign) -> list[dict[str, Any]]:
    """Answer the line that one person verifies by the scheme's exception; none for two."""
    if campaign.verifiers_needed > 1:
        return []
    reason = parameters.whole(campaign.scheme_version.parameters)["verifiers_reason"]
    words = _("一人核实，为办法规定的例外：%(why)s") % {"why": reason or _("办法没有写明理由")}
    return [{"label": _("核实方式"), "value": words, "wide": True}]


def _terms(days: int, people: int) -> str:
    return _("%(n)s 个工作日，每件 %(p)s 人") % {"n": days, "p": people}
