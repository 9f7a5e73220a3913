"""批量打印: chosen, begun, watched, cancelled, gone on with, taken, and gone after a day."""

import csv
import zipfile
from datetime import timedelta

import pymupdf
import pytest

from core.audit.models import Entry
from core.documents import rendering
from core.documents.errors import DocumentDamaged, RenderingFailed
from core.documents.models import Document, Voiding
from core.jobs import worker
from core.jobs.models import Job
from core.prints import printing, volumes
from core.prints.models import PrintRun
from tests.factories import prints
from tests.recall.bulk import AT, media, quick, three, world

__all__ = ["media", "quick", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LATER = AT + timedelta(hours=1)
NEVER = "字体中没有这些字符"


def texts(run):
    with pymupdf.open(printing.path_of(run, "pdf")) as document:
        return [page.get_text() for page in document]


def archive(run):
    return zipfile.ZipFile(printing.path_of(run, "zip"))


def listed(run):
    rows = archive(run).read("list.csv").decode("utf-8-sig").splitlines()
    return list(csv.DictReader(rows))


def test_notices_become_one_volume_and_one_archive_in_the_order_of_units(world):
    rows = three(world)

    run = prints.worked(prints.asked(world, at=AT), at=AT)

    assert (run.state, run.expires_at) == ("READY", AT + printing.LIFE)
    wanted = [rows[2], *sorted(rows[:2], key=lambda row: (row.cadre.name, row.pk))]
    references = [Document.objects.get(pk=row.notice_id).reference for row in wanted]
    told = listed(run)
    assert [line["发文字号"] for line in told] == references
    assert [int(line["打印册起始页"]) % 2 for line in told] == [1, 1, 1]
    pages = texts(run)
    assert run.page_count == len(pages)
    for line, reference in zip(told, references, strict=True):
        assert reference in pages[int(line["打印册起始页"]) - 1]
    names = archive(run).namelist()
    assert names == [
        f"{place:04}-recall_notice-{2018}-{Document.objects.get(pk=row.notice_id).number}.pdf"
        for place, row in enumerate(wanted, 1)
    ] + ["list.csv"]
    for line, name in zip(told, names, strict=False):
        document = Document.objects.get(reference=line["发文字号"])
        assert archive(run).read(name) == rendering.storage.verified(
            document.file, line["校验值（SHA-256）"]
        )


def test_what_is_printed_already_is_not_printed_again(world, quick):
    rows = three(world)
    rendering.render(rows[0].notice, at=AT)

    prints.worked(prints.asked(world, at=AT), at=AT)
    again = prints.worked(prints.asked(world, at=LATER), at=LATER)

    assert again.state == "READY"
    assert quick == {row.notice_id: 1 for row in rows}


def test_cancel_stops_and_resume_goes_on_without_printing_anything_twice(world, quick):
    rows = three(world)
    run = prints.asked(world, at=AT)
    job = worker.claim(printing.LANE, at=AT)
    assert worker.work(job, at=AT) is False  # one paper done, to come again

    printing.cancel(run, by=world.admin, at=AT)
    assert prints.worked(run, at=AT + timedelta(minutes=1)).state == "CANCELLED"
    assert run.parts.exclude(done_at=None).count() == 1
    printing.resume(run, by=world.admin, at=LATER)
    row = prints.worked(run, at=LATER)

    assert (row.state, row.turn) == ("READY", 2)
    assert quick == {one.notice_id: 1 for one in rows}
    acts = Entry.objects.filter(row_kind="prints.printrun", row_id=run.pk).order_by("pk")
    assert list(acts.values_list("act", flat=True)) == [
        "ask_print",
        "cancel_print",
        "resume_print",
        "bind_print",
    ]


def test_two_hands_share_the_papers_and_the_last_leaves_the_binding_once(world, quick):
    three(world)
    run = prints.asked(world, at=AT)
    assert Job.objects.filter(kind="prints.step").count() == printing.HANDS

    while printing.step(run, turn=1, at=AT):
        pass
    assert printing.step(run, turn=1, at=AT) is False

    assert Job.objects.filter(kind="prints.bind").count() == 1


def test_a_hand_killed_at_its_work_leaves_the_paper_to_the_next(world, quick, monkeypatch):
    three(world)
    run = prints.asked(world, at=AT)
    job = worker.claim(printing.LANE, at=AT)
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "render", _killed)
        with pytest.raises(KeyboardInterrupt):
            worker.work(job, at=AT)

    row = prints.worked(run, at=AT + timedelta(minutes=1))

    assert row.state == "READY"
    assert set(quick.values()) == {1}


def _killed(_document, *, at):
    raise KeyboardInterrupt


def test_papers_that_cannot_be_printed_or_are_void_are_left_out_and_named(world, quick):
    rows = three(world)
    Document.objects.filter(pk=rows[0].notice_id).update(state="FAILED")
    run = prints.asked(world, at=AT)
    Voiding.objects.create(document=rows[1].notice, reason="写错", by=world.admin, at=AT)

    row = prints.worked(run, at=AT)

    assert row.state == "READY"
    left = {line["发文字号"]: line["未印原因"] for line in listed(row) if line["未印原因"]}
    assert left == {
        rows[0].notice.reference: "文件未能生成，请联系管理员",
        rows[1].notice.reference: "文号已经作废",
    }
    assert len(archive(row).namelist()) == 2


def test_a_snapshot_that_cannot_be_printed_is_named_and_tried_again_on_resume(
    world, quick, monkeypatch
):
    rows = three(world)
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "render", _unprintable)
        run = prints.asked(world, at=AT)
        row = prints.worked(run, at=AT)
    assert (row.state, set(row.parts.values_list("trouble", flat=True))) == ("FAILED", {NEVER})

    printing.resume(run, by=world.admin, at=LATER)

    assert prints.worked(run, at=LATER).state == "READY"
    assert quick == {one.notice_id: 1 for one in rows}


def _unprintable(_document, *, at):
    raise RenderingFailed(NEVER)


def test_a_spoilt_file_stops_the_run_and_nothing_half_made_stays(world, quick, media):
    rows = three(world)
    rendering.render(rows[0].notice, at=AT)
    document = Document.objects.get(pk=rows[0].notice_id)
    (media / document.file).write_bytes(b"%PDF-1.7 spoilt")
    run = prints.asked(world, at=AT)
    while printing.step(run, turn=1, at=AT):
        pass

    with pytest.raises(DocumentDamaged):
        volumes.bind(run, turn=1, at=AT)

    assert list(printing.folder().iterdir()) == []


def test_a_job_given_up_fails_the_run_of_its_turn_alone(world):
    three(world)
    run = prints.asked(world, at=AT)

    printing.give_up(run, turn=2, by=world.admin, at=AT)
    assert PrintRun.objects.get(pk=run.pk).state == "RUNNING"
    printing.give_up(run, turn=1, by=world.admin, at=AT)

    assert PrintRun.objects.get(pk=run.pk).state == "FAILED"


def test_a_run_cancelled_while_it_is_bound_comes_to_nothing(world, quick, monkeypatch):
    three(world)
    run = prints.asked(world, at=AT)
    while printing.step(run, turn=1, at=AT):
        pass
    seal = volumes._sealed

    def sealed(place):
        if PrintRun.objects.get(pk=run.pk).is_running:
            printing.cancel(run, by=world.admin, at=AT)
        return seal(place)

    monkeypatch.setattr(volumes, "_sealed", sealed)
    volumes.bind(run, turn=1, at=AT)

    assert PrintRun.objects.get(pk=run.pk).state == "CANCELLED"
    assert list(printing.folder().iterdir()) == []
    volumes.bind(run, turn=1, at=AT)  # a hint that comes late
    assert list(printing.folder().iterdir()) == []


def test_a_run_cancelled_between_two_blocks_is_left_there(world, quick, monkeypatch):
    three(world)
    run = prints.asked(world, at=AT)
    while printing.step(run, turn=1, at=AT):
        pass
    monkeypatch.setattr(volumes, "BLOCK", 1)
    block = volumes._block

    def last(*told):
        printing.cancel(run, by=world.admin, at=AT)
        return block(*told)

    monkeypatch.setattr(volumes, "_block", last)
    volumes.bind(run, turn=1, at=AT)

    assert list(printing.folder().iterdir()) == []
