"""What the page of a case's volumes shows."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment import permissions
from assessment.models import Volume
from assessment.queries import volumes
from recall.models import Case


def detail(case: Case, *, user: Any, form: Any) -> dict[str, Any]:
    """Answer the list of papers, what is missing, and the volumes bound so far."""
    entries = volumes.listed(case)
    rows = Volume.objects.visible_to(user).filter(case=case).select_related("requested_by")
    bound = list(rows.defer("snapshot").order_by("-number"))
    refusal = permissions.keep_volume.refusal(user, case)
    return {
        "case": case,
        "entries": [_entry(entry) for entry in entries],
        "missing": volumes.missing(entries),
        "volumes": [{"row": row} for row in bound],
        "is_binding": any(row.is_pending for row in bound),
        "refusal": refusal,
        "form": form,
        "crumbs": [
            (_("综合考核"), reverse("assessment:assessment-list")),
            (str(case), reverse("assessment:case", args=[case.pk])),
            (_("案卷"), None),
        ],
    }


def _entry(entry: volumes.Entry) -> dict[str, Any]:
    state = "missing" if entry.is_missing else "there" if entry.papers else "none"
    return {"entry": entry, "state": state, "count": len(entry.papers)}
