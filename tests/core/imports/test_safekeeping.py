"""What is uploaded lies sealed, is scanned before it is read, and turns with the keys."""

import base64
import os

import pytest

from core.audit.models import Entry
from core.imports import runs, sealing, storage, turning
from core.imports.errors import Unreadable
from core.imports.models import ImportRow, ImportRun
from core.jobs import worker
from core.sealing import boxes, rotation
from core.sealing.errors import SealBroken
from tests.core.imports.files import PEOPLE, person, workbook
from tests.core.uploads.clamd import EICAR, clamd
from tests.factories.imports import checked
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def key(name):
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def started(county, admin, content):
    return runs.start(county, kind="people", content=content, pasted=False, by=admin, at=NOW)


@pytest.fixture
def scanned(tmp_path, settings):
    settings.CLAMD_ADDRESS = f"unix:{tmp_path}/clamd"
    return tmp_path / "clamd"


def test_uploaded_file_lies_sealed_and_opens_only_under_its_name(county, unit, admin):
    content = workbook([person("张三", "城关镇")])
    run = started(county, admin, content)
    kept = storage.path_of(run.path).read_bytes()
    storage.path_of("elsewhere").write_bytes(kept)

    assert not kept.startswith(b"PK")
    assert b"xl/workbook.xml" in content
    assert b"xl/workbook.xml" not in kept
    assert storage.read(run.path) == content
    with pytest.raises(SealBroken):
        storage.read("elsewhere")


def test_files_and_staged_cells_are_sealed_again_with_a_new_key(county, unit, admin, settings):
    run = checked(
        county,
        workbook([[*person("张三", "城关镇"), "不是号码"]], header=[*PEOPLE, "身份证号"]),
        by=admin,
    )
    content, told = storage.read(run.path), sealing.unseal(*run.rows.get().secrets.values())
    old = settings.FIELD_KEYS

    settings.FIELD_KEYS = [key("fresh"), *old]
    turned = (turning.cells(10), turning.cells(10), turning.files(10), turning.files(10))
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]

    assert turned == (1, 0, 1, 0)
    assert storage.read(run.path) == content
    assert sealing.unseal(*run.rows.get().secrets.values()) == told


def test_file_that_is_gone_stops_no_rotation(county, unit, admin, settings):
    run = started(county, admin, workbook([person("张三", "城关镇")]))
    storage.drop(run.path)
    settings.FIELD_KEYS = [key("fresh"), *settings.FIELD_KEYS]

    assert turning.files(10) == 0


def test_rotation_knows_of_files_and_cells():
    names = {holder.name for holder in rotation.holders()}

    assert {sealing.PLACE, "imports files"} <= names


def test_infected_file_is_not_read_and_named_in_the_trail(county, unit, admin, scanned):
    run = started(county, admin, b"\xe5\xa7\x93\xe5\x90\x8d\n" + EICAR)
    with clamd(scanned):
        worker.drain(runs.LANE, at=NOW)

    run = ImportRun.objects.get(pk=run.pk)
    entry = Entry.objects.get(act="quarantine")
    assert (run.state, "恶意代码" in run.reason, run.rows.count()) == ("REFUSED", True, 0)
    assert (entry.row_id, entry.detail["found"]) == (run.pk, "Eicar-Test-Signature")


def test_scanner_that_is_down_leaves_the_run_waiting(county, unit, admin, scanned):
    run = started(county, admin, workbook([person("张三", "城关镇")]))
    worker.drain(runs.LANE, at=NOW)

    assert ImportRun.objects.get(pk=run.pk).state == "CHECKING"
    assert ImportRow.objects.count() == 0


def test_clean_file_is_read(county, unit, admin, scanned):
    with clamd(scanned):
        run = checked(county, workbook([person("张三", "城关镇")]), by=admin)

    assert run.state == "READY"


def test_workbook_goes_the_one_way_of_all_archives(county, unit, admin, monkeypatch):
    monkeypatch.setattr("core.uploads.archives.MOST_ENTRIES", 1)

    with pytest.raises(Unreadable, match="内部结构异常"):
        started(county, admin, workbook([person("张三", "城关镇")]))


def test_large_content_comes_back_whole():
    content = os.urandom(3_000_000)

    sealed = boxes.seal_bytes(content, place="x")

    assert boxes.unseal_bytes(sealed, place="x") == content
