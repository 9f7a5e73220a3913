"""Acts on replays: ask for one, and the slices of its job."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from core.audit import trail
from core.jobs import outbox
from reports import regulations
from reports.models import Replay
from reports.queries import replays as queries
from schemes.models import SchemeVersion
from schemes.permissions import edit_version

LANE = "export"


@transaction.atomic
def ask(
    version: SchemeVersion, *, base: SchemeVersion, token: UUID, by: Any, at: datetime
) -> Replay:
    """Ask how past cases would be read by a version, compared with another.

    :raises NotAllowed: not an administrator of the division
    :raises RegulationBroken: SC-25, the same version twice
    """
    edit_version.check(by, version)
    if row := Replay.objects.filter(token=token).first():
        return row
    regulations.two_versions.check(base, version)
    row = Replay.objects.create(
        county_id=version.scheme.county_id,
        base=base,
        version=version,
        token=token,
        lists=[_named(base), _named(version)],
        asked_by=by,
        asked_at=at,
    )
    outbox.enqueue("reports.replay", key=f"reports.replay:{row.pk}", lane=LANE, at=at, pk=row.pk)
    trail.record(row, "ask_replay", by=by, at=at, scope=version.scheme.county.code)
    return row


def _named(version: SchemeVersion) -> dict[str, Any]:
    rows = version.clauses.standing().order_by("position")
    grounds = list(rows.values_list("ground__code", "title"))
    return {"version": str(version), "state": version.state, "clauses": grounds}


@transaction.atomic
def step(row: Replay, *, job: Any, by: Any, at: datetime) -> bool:
    """Read the next slice for who asked; answer whether more is left."""
    if row.finished_at:
        return False
    if not job.total_count:
        job.total_count = queries.total(row.version)
    cells, last = queries.read(row.base, row.version, after=row.position)
    if last:
        row.cells, row.position = queries.merged(row.cells, cells), last
        job.done_count += sum(cell[6] for cell in cells)
    else:
        row.result, row.cells, row.finished_at = queries.published(row.cells), [], at
        trail.record(row, "finish_replay", by=by, at=at, scope=row.version.scheme.county.code)
    row.save()
    return bool(last)
