"""张贴件 of a 公示: the names that are up, as approved, with a code to ask by."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from assessment import permissions
from assessment.models import Disclosure
from assessment.queries import disclosure_papers as queries
from assessment.regulations import disclosures as rules
from core import dates
from core.audit import trail
from core.documents import rendering
from core.documents.models import Document
from core.workflow.engine import lock
from units.queries import units


@transaction.atomic
def request(
    disclosure: Disclosure, *, without_seal: bool = False, by: Any, at: datetime
) -> Document:
    """Ask for the paper that hangs; names that came down since are not on it.

    :param without_seal: it is laid out as what goes to everybody under the office's mark and
        bears no seal (党政机关公文处理工作条例 第九条; GB/T 9704-2012, 7.3.5.2)

    :raises RegulationBroken: DS-19, nothing of it may hang
    """
    permissions.keep_disclosure.check(by, disclosure)
    row, on = lock(disclosure), dates.legal_day(at)
    names = queries.up(row)
    rules.paper_may_hang.check(queries.may_hang(row, len(names), on))
    facts = _snapshot(row, names, at=at) | ({"unsealed": True} if without_seal else {})
    document = _request(row, facts, by=by, at=at)
    trail.record(row, "print_notice", by=by, at=at, document=document.pk)
    return document


@translation.override("zh-hans")  # official papers are Chinese, whoever prints them
def _snapshot(row: Disclosure, names: list[Any], *, at: datetime) -> dict[str, Any]:
    on = dates.legal_day(at)
    county = units.division_name(row.county, on)
    return {
        "issuer": f"中共{county}委组织部",
        "disclosure": row.pk,
        "entries": [one.pk for one in names],
        "basis": row.basis,
        "from_on": dates.cn(row.from_on) if row.from_on else "",
        "until_on": dates.cn(row.until_on) if row.until_on else "",
        "days": row.days,
        "rows": [
            {
                "name": one.name,
                "unit": one.unit_name,
                "decision": one.decision,
                "ground": one.ground,
                "remedy": one.remedy,
            }
            for one in names
        ],
        "has_ground": any(one.ground for one in names),
        "issued_on": dates.cn(on),
        "copies_to": [],
    }


def _request(row: Disclosure, snapshot: dict[str, Any], *, by: Any, at: datetime) -> Document:
    return rendering.request(
        "documents/disclosure_notice.html",
        kind=queries.KIND,
        scope=row.county.code,
        reference=f"{row.county.document_mark}公示〔{{year}}〕{{number}}号",
        title="公示",
        snapshot=snapshot,
        by=by,
        at=at,
    )
