"""The receipt of a filed step: what was filed, by when, and the last day for the answer."""

from typing import Any

from django.utils import translation

from assessment.enums import Remedy
from assessment.models import Appeal
from assessment.queries import appeals as queries
from core import dates
from core.documents import rendering
from core.documents.models import Document
from schemes.queries import wordings
from units.queries import units


@translation.override("zh-hans")  # official papers are Chinese, whoever signs them
def request(appeal: Appeal) -> Document:
    """Ask for the receipt in the filing's transaction; it is numbered and said at once."""
    case, on = appeal.case, dates.legal_day(appeal.filed_at)
    county = units.division_name(case.county, on)
    snapshot = {
        "issuer": f"中共{county}委组织部",
        "addressee": f"{case.cadre.name}同志",
        "cadre": case.cadre.name,
        "unit": case.unit_then,
        "remedy": str(appeal.get_remedy_display()),
        "against": appeal.against,
        "filed_on": dates.cn(appeal.filed_on),
        "last_on": dates.cn(appeal.last_on),
        "is_late": appeal.filed_on > appeal.last_on,
        "received_on": dates.cn(on),
        **_answers(appeal),
        "issued_on": dates.cn(on),
        "copies_to": [],
    }
    return rendering.request(
        "documents/appeal_receipt.html",
        kind="appeal_receipt",
        scope=case.county.code,
        reference=f"{case.county.document_mark}收〔{{year}}〕{{number}}号",
        title=f"{appeal.get_remedy_display()}收件回执",
        snapshot=snapshot | wordings.frozen("appeal_receipt", case.county, on),
        by=appeal.filed_by,
        at=appeal.filed_at,
        comes_back=True,
    )


def _answers(appeal: Appeal) -> dict[str, Any]:
    """Answer the last days: to accept, and to decide if accepted on that very day."""
    received = dates.legal_day(appeal.filed_at)
    accept_by = dates.add_calendar_days(received, queries.ACCEPT_DAYS)
    is_panel = Remedy(appeal.remedy) in queries.PANELS
    latest = queries.due_on(appeal.remedy, received_on=received, accepted_on=accept_by)
    return {
        "is_panel": is_panel,
        "accept_by": dates.cn(accept_by),
        "days": queries.days_to_decide(appeal.remedy),
        "answer_by": dates.cn(latest),
        "extension": queries.EXTENSION_DAYS if is_panel else 0,
    }
