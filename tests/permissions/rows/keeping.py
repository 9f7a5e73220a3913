"""Rows of keeping in a world: terms and holds that wait for another hand, lists at every stage."""

from datetime import date
from typing import Any

from accounts.enums import Role
from accounts.services import accounts
from assessment.models import Volume
from cadres.models import Protection
from keeping.models import Disposal
from keeping.services import carrying, disposals, holds, terms
from tests.factories import recall
from tests.factories.accounts import holder
from tests.moments import DECIDED_AT

_TOLD = {"at": DECIDED_AT}


def rows(where: Any) -> dict[str, Any]:
    other = holder(Role.COUNTY_ADMIN, where.county)
    asked = {"kind": "NOT_RECALLED", "years": 12, "reason": "本县档案方案", "by": other}
    order = {"reference": "检〔2018〕3号", "reason": "审查需要", "by": other}
    decider = holder(Role.DECIDER, where.county)
    approved = {"is_approved": True, "by": decider}
    done = disposals.decide(_reviewed(where, other), **approved, **_TOLD)
    return {
        "done_disposal": _carried_out(done),
        "reviewed_disposal": _reviewed(where, other),
        "due_disposal": (grows := _listed(where)),
        "due_line": grows.lines.get(),
        "handed_disposal": _handed(where, other),
        "waiting_term": terms.propose(where.county, **asked, **_TOLD),
        "hold": holds.place(where.served.nomination, **order, **_TOLD),
    }


def _handed(where: Any, by: Any) -> Disposal:
    """A list of cases with one bound volume, which the archives may take over."""
    told = {"issuer": "中共县委组织部", "cadre": where.served.cadre.name, "papers": []}
    Volume.objects.create(
        case=where.served, number=1, snapshot=told, requested_by=by, requested_at=DECIDED_AT,
        ready_at=DECIDED_AT, file="volume.zip", sha256="0" * 64, page_count=1,
    )  # fmt: skip
    row = Disposal.objects.create(county=where.county, kind="RECALLED", found_at=DECIDED_AT)
    days = {"from_on": date(2018, 1, 1), "due_on": date(2048, 1, 1)}
    row.lines.create(row_id=where.served.nomination_id, **days)
    return row


def _listed(where: Any) -> Disposal:
    Protection.objects.create(
        cadre=where.served.cadre,
        kind="PREGNANCY",
        from_on=date(2010, 1, 1),
        until_on=date(2011, 1, 1),
    )
    found = disposals.find(where.county, kind="PROTECTED", by=accounts.system_user(), **_TOLD)
    assert found is not None
    return found


def _reviewed(where: Any, by: Any) -> Disposal:
    return disposals.propose(_listed(where), opinion="均已到期", by=by, **_TOLD)


def _carried_out(row: Disposal) -> Disposal:
    while carrying.step(Disposal.objects.get(pk=row.pk), by=accounts.system_user(), **_TOLD):
        continue
    done = Disposal.objects.get(pk=row.pk)
    recall.printed(done.certificate)
    return done
