"""Follow-up: what is due, whether the label is over, which recall came before."""

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessment.enums import BanKind
from assessment.models import Assessment, Ban, FollowUp
from core.dates import legal_day
from recall.enums import CaseState
from recall.models import Case
from schemes.queries import parameters

MONTHS = (1, 3, 6, 12)


def months(campaign: Any) -> list[int]:
    """Answer after how many months a visit is due: the scheme's, or 1, 3, 6 and 12."""
    given = parameters.whole(campaign.scheme_version.parameters)
    told = sorted({int(text) for text in re.findall(r"[0-9]{1,2}", given["track_months"])})
    return [number for number in told if number] or list(MONTHS)


def listed(rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """Answer visits with all that one line of the list shows, those due first on top."""
    shown = rows.select_related("case__cadre", "case__unit", "outcome")
    return shown.order_by("done_at", "due_on", "pk")


def is_over(case: Case, on: date) -> bool:
    """Answer whether the label was there and is over by the clock or lifted."""
    rows = Ban.objects.filter(case=case, kind=BanKind.LABEL)
    return rows.exists() and not rows.filter(until_on__gte=on, lifted_on=None).exists()


def earlier(case: Case) -> list[Case]:
    """Answer the recalls of the same person before this one that stood, the newest first."""
    rows = Case.objects.filter(cadre=case.cadre_id, pk__lt=case.pk)
    rows = rows.exclude(state=CaseState.REVOKED).select_related("campaign", "outcome")
    return list(rows.order_by("-pk"))


def repeat_proposal(case: Case) -> str:
    """Answer the scheme's rule of a repeated recall where it speaks: a proposal, no more.

    It speaks from the scheme's number of recalls running on, where the scheme says so only if the
    person failed the assessment again. A version of before has words alone: from two on, failed.
    Source: Shiquan 2019, two returns running and still failing.
    """
    given = case.campaign.scheme_version.parameters
    told = parameters.whole(given)
    rule = str(told["repeat_rule"]).strip()
    least = told["repeat_count"] if "repeat_count" in given else 2 * bool(rule)
    if not least or (held := running(case)) < least:
        return ""
    if told["repeat_failed"] and not Assessment.objects.filter(case=case, passed=False).exists():
        return ""
    return rule or _("已连续 %(n)s 次被召回。") % {"n": held}


def running(case: Case) -> int:
    """Answer how many recalls running this one is: each in the year of the next, or before it."""
    year, found = legal_day(case.opened_at).year, 1
    for one in earlier(case):
        before = legal_day(one.opened_at).year
        if year - before > 1:
            break
        year, found = before, found + 1
    return found
