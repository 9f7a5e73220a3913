import os
from datetime import timedelta

import pytest

from core.documents import storage
from core.documents.models import Document
from core.jobs import worker
from core.jobs.models import Job
from tests.core import children
from tests.core.conftest import NOW
from tests.core.documents.test_rendering import issue

FULL_DISK = """
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from django.conf import settings
settings.MEDIA_ROOT = os.environ["TEST_MEDIA"]
from core.jobs import worker
worker.drain("pdf", at=NOW)
"""


@pytest.mark.django_db(transaction=True)
def test_full_disk_leaves_no_partial_file_and_job_due(clerk, media):
    document = issue(clerk)

    child = children.run(FULL_DISK, TEST_MEDIA=str(media))

    assert child.returncode == 0, child.stderr
    assert [path for path in media.rglob("*") if path.is_file()] == []
    job = Job.objects.get()
    assert (job.state, job.attempts, "File too large" in job.last_error) == ("DUE", 0, True)
    assert Document.objects.get().state == "PENDING"

    worker.drain("pdf", at=NOW + timedelta(minutes=1))

    assert storage.open_verified(Document.objects.get(pk=document.pk)).read(5) == b"%PDF-"
    assert Job.objects.get().last_error == ""


def test_storage_folder_gone_is_postponed(clerk, media, settings):
    issue(clerk)
    (media / "file").write_text("")
    settings.MEDIA_ROOT = media / "file"

    worker.drain("pdf", at=NOW)

    job = Job.objects.get()
    assert (job.state, "文件未能写入存储" in job.last_error) == ("DUE", True)


def test_sweep_parts_removes_only_old_ones(media):
    parts = media / "documents" / ".parts"
    assert storage.sweep_parts(NOW) == 0
    parts.mkdir(parents=True)
    for name, age in (("old.part", 3601), ("young.part", 3599)):
        (parts / name).write_bytes(b"%PDF")
        os.utime(parts / name, (NOW.timestamp() - age,) * 2)

    assert storage.sweep_parts(NOW) == 1
    assert [path.name for path in parts.iterdir()] == ["young.part"]
