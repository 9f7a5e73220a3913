"""Jobs of this floor, by name."""

from datetime import datetime

from core.jobs import registry
from core.jobs.errors import Postponed
from core.jobs.models import Job
from core.uploads.scanner import ScannerDown
from evidence.models import EvidenceFile
from evidence.services import files


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
