"""One's own copy: asked by oneself, made by a job, read as a page and as data, gone after a day."""

import json
import time
import zipfile
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from cadres.enums import ProtectionKind
from cadres.models import Post, Protection
from core.audit.models import Entry
from core.errors import NotAllowed, StateConflict
from core.exports import copies
from core.exports.errors import LinkSpent
from core.exports.models import OwnCopy
from core.jobs import worker
from evidence.models import WorkMonth
from evidence.services import files
from recall.models import Nomination
from tests.factories import assessment as assess
from tests.factories import disclosures as disclose
from tests.factories import statements, training
from tests.factories.accounts import UserFactory, holder
from tests.factories.appeals import filed
from tests.factories.recall import open_campaign, submitted_nomination, verified_nomination
from tests.factories.rows import many
from tests.fixtures import media

__all__ = ["media"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
NOW = assess.LATER
PAGE = reverse("portal:own-copy")


def made(user, at=NOW):
    row = copies.ask(None, by=user, at=at)
    return copies.write(row, at=at)


def opened(row):
    return zipfile.ZipFile(copies.path_of(row))


def data(archive, key):
    return json.loads(archive.read(f"data/{key}.json"))["rows"]


@pytest.fixture
def case(db):
    world = training.world()
    case = disclose.served(world)
    disclose.shown(world, case)
    return case


def test_copy_holds_page_data_and_papers_of_the_person_alone(case):
    filed(case.outcome, "OBJECTION")
    stranger = disclose.served(training.world())

    archive = opened(made(case.subject))

    index = archive.read("index.html").decode()
    assert (case.cadre.name in index, stranger.cadre.name in index) == (True, False)
    assert data(archive, "outcomes")[0]["结果"] == "返回原岗位"
    assert data(archive, "appeals")[0]["请求和理由"]
    assert data(archive, "disclosures")[0]["公示范围"] == "本单位"
    papers = [name for name in archive.namelist() if name.startswith("files/")]
    assert len(papers) == 1  # the outcome's own paper; the others are not printed yet
    assert f'href="{papers[0]}"' in index
    assert "文件未能附上" in index


def test_number_phone_and_what_was_not_told_are_not_in_it(case):
    cadre = case.cadre
    told = {"cadre": cadre, "from_on": date(2018, 1, 1)}
    Protection.objects.create(kind=ProtectionKind.INVESTIGATION, **told)
    nomination = submitted_nomination(open_campaign(cadre.unit))
    Nomination.objects.filter(pk=nomination.pk).update(subject=case.subject)

    archive = opened(made(case.subject))

    assert data(archive, "protections") == []
    assert {row["批次"] for row in data(archive, "nominations")}.isdisjoint(
        {nomination.campaign.title}
    )
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert '身份证号"'.encode() not in whole


def test_what_the_person_wrote_on_paper_is_in_it(case):
    told = verified_nomination()
    admin, verifier = (holder(role, told.county) for role in (Role.COUNTY_ADMIN, Role.VERIFIER))
    sheets = statements.confirmed(told, admin=admin, verifier=verifier)
    other = verified_nomination(told.campaign)
    statements.sent(other, statements.printed(other, admin), 1, by=admin)

    archive = opened(made(told.subject))

    names = sorted(name for name in archive.namelist() if name.startswith("scans/"))
    assert [archive.read(name) for name in names] == [files.read(row.file) for row in sheets]
    index = archive.read("index.html").decode()
    assert all(f'href="{name}"' in index for name in names)
    assert data(archive, "statements")[0]["纸质件收到日期"] == statements.TOLD_ON.isoformat()


def test_a_scan_that_is_gone_is_named_and_the_rest_stands(case):
    told = verified_nomination()
    admin, verifier = (holder(role, told.county) for role in (Role.COUNTY_ADMIN, Role.VERIFIER))
    lost, kept = statements.confirmed(told, admin=admin, verifier=verifier)
    (files.folder() / lost.file.path).unlink()

    archive = opened(made(told.subject))

    assert [name for name in archive.namelist() if name.startswith("scans/")] == ["scans/002.jpg"]
    assert archive.read("scans/002.jpg") == files.read(kept.file)
    assert "第 1 页（扫描件）（文件未能附上" in archive.read("index.html").decode()


def test_the_job_makes_it_once_and_a_second_waits(case):
    row = copies.ask(None, by=case.subject, at=NOW)
    with pytest.raises(StateConflict):
        copies.ask(None, by=case.subject, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnCopy.objects.create(user=case.subject, asked_at=NOW)

    assert worker.drain("export", at=NOW) == 1

    row = OwnCopy.objects.get(pk=row.pk)
    assert (row.state, row.expires_at - NOW) == ("READY", timedelta(hours=24))
    assert copies.write(row, at=NOW + timedelta(hours=1)).ready_at == row.ready_at


def test_only_the_person_takes_it_and_only_for_a_day(case):
    row = made(case.subject)
    with pytest.raises(NotAllowed):
        copies.take(row, by=UserFactory(), at=NOW)
    later = NOW + timedelta(hours=24)
    with pytest.raises(LinkSpent):
        copies.take(row, by=case.subject, at=later)
    path = copies.take(row, by=case.subject, at=NOW)

    assert copies.expire(at=later) == 1
    copies.expire(at=later + timedelta(days=3650))
    assert not path.exists()
    acts = Entry.objects.filter(row_kind="exports.owncopy").order_by("pk")
    assert list(acts.values_list("act", "about_id")) == [
        ("ask_own_copy", case.cadre_id),
        ("take_own_copy", case.cadre_id),
    ]


def test_a_given_up_job_says_so(case):
    row = copies.ask(None, by=case.subject, at=NOW)
    copies.give_up(row)

    assert OwnCopy.objects.get(pk=row.pk).state == "FAILED"
    copies.ask(None, by=case.subject, at=NOW)


def test_a_long_life_is_copied_within_ten_seconds(case, django_assert_max_num_queries):
    post = Post.objects.create(
        cadre=case.cadre, unit=case.unit, title="科员", is_main=False, from_on=date(2000, 1, 1)
    )
    many(Post, post, 2_000)
    told = {"due_days": 20, "absent_days": 0, "late_times": 0, "leave_days": 0, "source": "考勤"}
    row = WorkMonth(
        cadre=case.cadre,
        unit=case.unit,
        county=case.county,
        month=date(2000, 1, 1),
        entered_by=case.subject,
        entered_at=NOW,
        **told,
    )
    many(WorkMonth, row, 240, month=lambda n: date(2000 + n // 12, n % 12 + 1, 1))
    asked = copies.ask(None, by=case.subject, at=NOW)
    begun = time.monotonic()

    with django_assert_max_num_queries(80):
        made_row = copies.write(asked, at=NOW)

    assert time.monotonic() - begun < 10
    assert len(data(opened(made_row), "posts")) == 2_001


def test_pages_ask_wait_and_download(client, case, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.force_login(case.subject)
    assert PAGE in client.get(reverse("portal:me")).content.decode()
    assert client.post(reverse("portal:own-copy-ask")).url == PAGE
    assert client.post(reverse("portal:own-copy-ask")).status_code == 409
    progress = reverse("portal:own-copy-progress")
    assert client.get(progress).status_code == 200
    row = OwnCopy.objects.get()
    take = reverse("portal:own-copy-take", args=[row.pk])
    assert client.post(take).status_code == 409
    copies.write(row, at=NOW)

    assert client.get(progress).status_code == 286
    answer = client.post(take)

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{row.file_name}"'
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    client.force_login(UserFactory())
    assert client.post(take).status_code == 404
