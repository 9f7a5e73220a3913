import hashlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.errors import RegulationBroken
from evidence.enums import FileKind
from evidence.models import EvidenceFile
from evidence.services import files
from tests.factories import word_files
from tests.factories.accounts import UserFactory
from tests.factories.recall import PDF
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def picture(kind="PNG", size=(8, 8), **more):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def store(content):
    return files.store(content, title="值班记录", by=UserFactory(), at=NOW)


def stored():
    return sorted(path.name for path in files.folder().iterdir())


def test_store_pdf_keeps_the_bytes_with_their_sum():
    file = store(PDF)

    assert files.read(file) == PDF
    assert (file.kind, file.byte_count) == ("application/pdf", len(PDF))
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    assert stored() == [file.path]
    assert str(file) == "值班记录"


@pytest.mark.parametrize(
    ("kind", "ending"), [("PNG", ".png"), ("JPEG", ".jpg")], ids=["png", "jpeg"]
)
def test_store_picture_writes_it_again_without_what_hides_behind_it(kind, ending):
    file = store(picture(kind) + b"<script>hidden</script>")

    content = files.read(file)

    assert b"hidden" not in content
    assert Image.open(BytesIO(content)).size == (8, 8)
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert Path(file.path).suffix == ending


def test_store_photograph_drops_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010E] = "家庭住址"

    file = store(picture("JPEG", exif=exif))

    assert not Image.open(BytesIO(files.read(file))).getexif()


def test_store_name_on_disk_says_nothing_about_the_title():
    assert "值班" not in store(PDF).path


def test_ev_01_empty_file_is_refused():
    with pytest.raises(RegulationBroken, match="EV-01"):
        store(b"")


def test_ev_02_file_over_the_limit_is_refused(settings):
    settings.UPLOAD_MAX_BYTES = len(PDF) - 1

    with pytest.raises(RegulationBroken, match="EV-02"):
        store(PDF)


def test_ev_02_file_at_the_limit_is_taken(settings):
    settings.UPLOAD_MAX_BYTES = len(PDF)

    assert store(PDF).byte_count == len(PDF)


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00", b"PK\x03\x04", b"<svg xmlns=", picture()[:40], picture("GIF")],
    ids=["program", "archive", "svg", "cut png", "gif"],
)
def test_ev_03_other_content_is_refused_and_nothing_stays(content):
    with pytest.raises(RegulationBroken, match="EV-03"):
        store(content)

    assert (stored(), EvidenceFile.objects.count()) == ([], 0)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    start=st.integers(8, 60),
    noise=st.binary(min_size=1, max_size=40),
    kind=st.sampled_from(["PNG", "JPEG"]),
)
def test_ev_03_spoilt_picture_is_refused_or_taken_but_never_a_failure(start, noise, kind):
    content = picture(kind)
    spoilt = content[:start] + noise + content[start + len(noise) :]

    with suppress(RegulationBroken):
        store(spoilt)

    assert len(stored()) == EvidenceFile.objects.count()


def test_ev_04_picture_too_wide_is_refused():
    with pytest.raises(RegulationBroken, match="EV-04"):
        store(picture(size=(12_001, 1)))


def test_store_disk_full_leaves_no_part(monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        store(PDF)

    assert (stored(), EvidenceFile.objects.count()) == ([], 0)


def test_discard_takes_row_and_file_away():
    file = store(PDF)

    files.discard(file)

    assert (stored(), EvidenceFile.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("number", "content"),
    [
        ("EV-01", b""),
        ("EV-07", PDF),
        ("EV-08", word_files.edited("长" * 100_001)),
        ("EV-09", word_files.linked("vbaProject")),
        ("EV-10", word_files.linked("oleObject")),
        ("EV-11", word_files.linked("hyperlink", "http://192.0.2.1/", "External")),
    ],
)
def test_ev_07_ev_08_ev_09_ev_10_ev_11_word_is_refused_and_nothing_stays(number, content):
    with pytest.raises(RegulationBroken, match=number):
        files.store_word(content, title="Word改稿", by=UserFactory(), at=NOW)

    assert (stored(), EvidenceFile.objects.count()) == ([], 0)


def test_word_is_kept_as_it_came_and_held_for_the_scanner(settings):
    settings.CLAMD_ADDRESS = "unix:/nowhere"
    content = word_files.edited("正文。")

    file = files.store_word(content, title="Word改稿", by=UserFactory(), at=NOW)

    assert (files.folder() / file.path).read_bytes() == content
    assert (file.kind, Path(file.path).suffix) == (FileKind.DOCX, ".docx")
    with pytest.raises(files.NotReleased):
        files.read(file)


def test_word_is_no_evidence():
    with pytest.raises(RegulationBroken, match="EV-03"):
        store(word_files.edited("正文。"))
