"""Pages from a phone with a weak signal: each is stored once, whole, or refused with a reason."""

import json
import struct
import uuid
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from core.errors import RegulationBroken
from evidence.models import EvidenceFile
from evidence.services import files
from tests.factories import practice
from tests.factories import training as make
from tests.fixtures import media
from training.models import JournalEntry, JournalPhoto
from training.regulations import journals as regulations
from training.services import journals, photos, posting_changes, postings

__all__ = ["media"]
pytestmark = pytest.mark.usefixtures("media")
LATER = make.NOW.replace(month=9, day=20)


@pytest.fixture
def posting(world, training_class):
    return make.posting(world, make.enrolled(world, training_class).case)


def write(posting, **fields):
    facts = {"token": uuid.uuid4(), "on": date(2018, 7, 10), "text": "走访群众 12 户", **fields}
    return journals.write(posting, **{"by": posting.case.subject, "at": LATER, **facts})


def bomb(side=60_000):
    """A PNG of a few hundred bytes whose head promises 3,600 million pixels."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def files_kept():
    return sorted(Path(files.folder()).iterdir())


def test_two_hundred_pages_with_twenty_cuts_are_stored_once_each(posting):
    """The phone sends until it hears an answer; half of the cuts lose the answer, half the page."""
    client = Client()
    client.force_login(posting.case.subject)
    url = reverse("training:journal-write", args=[posting.pk])
    waiting = [
        {"token": str(uuid.uuid4()), "on": "2018-07-10", "text": f"第 {n} 篇"} for n in range(200)
    ]
    cuts = set(range(5, 205, 10))
    sent = 0
    while waiting:
        page = waiting[0]
        sent += 1
        is_cut = sent in cuts
        if is_cut and sent % 20 == 5:
            continue  # never arrived
        answer = client.post(url, page, headers={"Accept": "application/json"})
        if is_cut:
            continue  # arrived, the answer was lost
        assert (answer.status_code, json.loads(answer.content)["said"]) == (200, "已保存日志")
        waiting.pop(0)

    texts = list(JournalEntry.objects.values_list("text", flat=True))
    assert sent == 220
    assert len(texts) == len(set(texts)) == 200


def test_refusal_is_said_to_the_phone(world, posting):
    postings.finish(
        posting,
        finished_on=date(2018, 9, 30),
        opinion="良好",
        by=world.manager,
        at=LATER.replace(month=11),
    )
    client = Client()
    client.force_login(posting.case.subject)
    page = {"token": uuid.uuid4(), "on": "2018-07-10", "text": "补写"}

    answer = client.post(
        reverse("training:journal-write", args=[posting.pk]),
        page,
        headers={"Accept": "application/json"},
    )

    assert answer.status_code == 409
    assert "已经期满鉴定" in json.loads(answer.content)["said"]
    assert not JournalEntry.objects.exists()


def test_plain_form_takes_photos_too_and_the_list_shows_them(posting):
    client = Client()
    client.force_login(posting.case.subject)
    url = reverse("training:journal-write", args=[posting.pk])
    pictures = [SimpleUploadedFile(f"{n}.jpg", practice.photo()) for n in range(2)]

    done = client.post(
        url, {"token": uuid.uuid4(), "on": "2018-07-10", "text": "修水塔", "photos": pictures}
    )

    assert done.status_code == 302
    assert JournalPhoto.objects.count() == 2
    shown = client.get(url)
    assert "照片 2" in shown.content.decode()
    photo = JournalPhoto.objects.first()
    answer = client.get(reverse("training:journal-photo", args=[photo.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    stranger = Client()
    stranger.force_login(make.world().manager)
    assert stranger.get(reverse("training:journal-photo", args=[photo.pk])).status_code == 404


def test_page_of_two_hundred_entries_is_small(posting, django_assert_max_num_queries):
    for n in range(200):
        write(posting, text=f"第 {n} 篇：走访群众，登记用水用电问题，和村干部商量办法。")
    client = Client()
    client.force_login(posting.case.subject)

    with django_assert_max_num_queries(16):
        answer = client.get(reverse("training:journal-write", args=[posting.pk]))

    assert len(answer.content) <= 40 * 1024


def test_jn_01_day_is_not_paused(world, posting):
    told = {"kind": "ILLNESS", "note": "住院", "from_on": date(2018, 7, 10)}
    posting_changes.pause(posting, **told, by=world.manager, at=LATER)
    with pytest.raises(RegulationBroken, match="JN-01"):
        write(posting, on=date(2018, 8, 1))
    posting_changes.resume(posting, on=date(2018, 7, 20), by=world.manager, at=LATER)

    with pytest.raises(RegulationBroken, match="JN-01"):
        write(posting, on=date(2018, 7, 19))
    assert write(posting, on=date(2018, 7, 20)).pk


def test_jn_02_photos_are_few(posting):
    with pytest.raises(RegulationBroken, match="JN-02"):
        write(posting, photos=[practice.photo()] * 4)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a", b"%PDF-1.7", b"\xff\xd8\xff" + b"0" * (12 * 1024 * 1024)],
    ids=["empty", "gif", "pdf", "large"],
)
def test_jn_03_photo_is_a_picture(posting, content):
    with pytest.raises(RegulationBroken, match="JN-03"):
        write(posting, photos=[content])


def test_jn_04_photo_bomb_is_refused_and_nothing_is_half_stored(posting):
    before = files_kept()
    with pytest.raises(RegulationBroken, match="JN-04"):
        write(posting, photos=[practice.photo(), bomb()])

    assert (JournalEntry.objects.count(), EvidenceFile.objects.count()) == (0, 0)
    assert files_kept() == before


def test_jn_05_token_is_own(world, training_class, posting):
    other = make.posting(world, make.enrolled(world, training_class).case)
    token = write(posting).token

    with pytest.raises(RegulationBroken, match="JN-05"):
        write(other, token=token)


@pytest.mark.parametrize("cut", [30, 2000])
def test_jn_06_photo_opens(posting, cut):
    with pytest.raises(RegulationBroken, match="JN-06"):
        write(posting, photos=[practice.photo()[:cut]])


def test_day_quota_refuses_the_page_and_takes_its_files_back(posting, settings):
    settings.UPLOAD_DAY_BYTES = 90_000
    before = files_kept()

    with pytest.raises(RegulationBroken, match="EV-05"):
        write(posting, photos=[practice.photo()] * 3)

    assert not JournalEntry.objects.exists()
    assert files_kept() == before


def test_large_photo_is_made_small_upright_and_bare():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"  # turned by a quarter

    out = BytesIO()
    Image.linear_gradient("L").resize((4000, 3000)).save(out, "JPEG", exif=exif)

    small = photos.reduced(out.getvalue())

    with Image.open(BytesIO(small)) as picture:
        assert picture.size == (1200, 1600)
        assert dict(picture.getexif()) == {}
    assert len(small) <= regulations.MOST_BYTES


def test_photo_full_of_detail_is_made_smaller_still():
    small = photos.reduced(practice.photo(4000, 3000))

    with Image.open(BytesIO(small)) as picture:
        assert max(picture.size) in (1024, 1280, 1600)
    assert len(small) <= regulations.MOST_BYTES


def test_photo_is_held_until_it_is_scanned(posting, settings):
    settings.CLAMD_ADDRESS = "unix:/nowhere"

    entry = write(posting, photos=[practice.photo()])

    assert entry.photos.get().file.release == "HELD"
