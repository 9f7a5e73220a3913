"""Jobs of this floor, by name."""

from datetime import datetime

from core.jobs import registry
from core.jobs.errors import Postponed
from core.jobs.models import Job
from core.uploads.scanner import ScannerDown
from evidence.models import EvidenceFile, ScanPile
from evidence.services import files, scans


@registry.handler("evidence.scan", lane="scan")
def scan(job: Job, at: datetime) -> None:
    """Ask the scanner; while it does not answer the file stays held and the job due."""
    file = EvidenceFile.objects.filter(pk=job.payload["pk"]).first()
    if file is None:  # taken back in the meantime
        return
    try:
        files.scan(file, at=at)
    except ScannerDown as error:
        raise Postponed(f"查毒服务没有应答：{error}") from error


def _give_up(job: Job, at: datetime) -> None:
    scans.give_up(ScanPile.objects.get(pk=job.payload["pile_id"]), at=at)


@registry.handler("evidence.read_scans", lane=scans.LANE, on_dead=_give_up)
def read_scans(job: Job, at: datetime) -> object:
    """Read some pages of a pile; while a file is held by the scanner for viruses, the job waits."""
    pile = ScanPile.objects.get(pk=job.payload["pile_id"])
    try:
        return registry.MORE if scans.read_on(pile, at=at) else None
    except files.NotReleased as error:
        raise Postponed("查毒尚未完成") from error
