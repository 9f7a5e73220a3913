"""The figures of a campaign checked against each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.dates import legal_day
from reports.queries import checking
from reports.queries.register import label
from reports.views import campaigns


@require_GET
def campaign_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show which sums do not hold and what fell, and the counts that may only grow."""
    row = campaigns.scoped(request, pk)
    checked = checking.check(row, until=legal_day(timezone.now()))
    back = (row.title, reverse("reports:campaign", args=[pk]))
    context = {
        "title": _("核对各项数字"),
        "crumbs": [(_("全县汇总"), reverse("reports:summary-list")), back, (_("核对"), None)],
        "campaign": row,
        "problems": checking.sentences(checked),
        "head": [label(code) for code in checking.CUMULATIVE],
        "rows": [
            (day, [counts[code] for code in checking.CUMULATIVE])
            for day, counts in zip(checked.days, checked.counts, strict=True)
        ],
    }
    return render(request, "reports/campaigns/check.html", context)
