"""The one door by which recorded rows leave: what goes with a matter, what stays, who may not."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from assessment.models import Volume
from core.audit import checking, sealing
from core.audit.models import Entry
from core.documents import rendering
from core.documents.models import Document, Voiding
from core.notify.models import Message
from evidence.services import files
from keeping.migrations import _lists
from keeping.models import Disposal, DisposalLine
from recall.models import Case, Nomination, NominationStep
from recall.queries import statement_papers
from reports.models import WordCopy
from reports.services import word_copies
from tests.factories import keeping as keep
from tests.factories import recall, word_files
from tests.moments import EARLIER
from training.models import PracticePosting
from training.queries import journal_sheets

# Children of a matter that are let go of and not removed with it.
LET_GO = {"training_trainingclass.monitor_id"}


def body():
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'keeping_remove'")
        return cursor.fetchone()[0]


def links():
    """Answer parent → its columns elsewhere, of every model."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.remote_field:
                column = f"{model._meta.db_table}.{field.column}"
                found.setdefault(field.related_model._meta.db_table, set()).add(column)
    return found


@pytest.mark.django_db
def test_function_knows_every_table_below_a_nomination():
    """A new table that hangs on a matter: name it by a migration (keeping/migrations/_lists.py)."""
    text, found = body(), links()
    seen, waiting = set(), ["recall_nomination"]
    while waiting:
        parent = waiting.pop()
        for column in found.get(parent, set()) - LET_GO:
            table = column.split(".")[0]
            assert f"'{column}>{parent}'" in text, f"{column} is not removed with a matter"
            if table not in seen:
                seen.add(table)
                waiting.append(table)
    for column in found["documents_document"] | found["evidence_evidencefile"]:
        if column.split(".")[0] in seen:
            assert f"'{column}'" in text, f"{column}: its file is not removed with a matter"
    for column in found["evidence_evidencefile"]:
        assert f"'{column}'" in text, f"{column} may rest on a file that is removed"


def test_a_later_table_enters_at_the_end_of_its_list_and_once():
    text = "    proofs constant text[] := ARRAY[\n        'one.file_id'\n    ];\n"

    more = _lists.longer(text, "proofs", "two.file_id")

    assert more == text.replace("'\n    ]", "',\n        'two.file_id'\n    ]")
    for name, entry in (("proofs", "two.file_id"), ("papers", "one.file_id")):
        with pytest.raises(ValueError, match=name):
            _lists.longer(more, name, entry)
    with pytest.raises(ValueError, match="not once"):
        _lists.put_before(more, "_id'", "-- ")


def test_a_matter_goes_with_all_its_rows_files_and_papers(world, media, settings):
    case, other = keep.ended(world), keep.ended(world)
    volume = Volume.objects.get(case=case)
    notice = Document.objects.get(pk=case.notice_id)
    files = [Path(settings.MEDIA_ROOT, row.file) for row in (volume, notice)]
    assert all(file.exists() for file in files)
    row = keep.listed(world)
    keep.disposals.strike(
        row.lines.get(row_id=other.nomination_id), reason="留作研究", by=world.admin, at=keep.FAR
    )

    done = keep.carried_out(keep.approved(world, Disposal.objects.get(pk=row.pk)))

    assert not Nomination.objects.filter(pk=case.nomination_id).exists()
    assert not NominationStep.objects.filter(row=case.nomination_id).exists()
    assert list(Case.objects.all()) == [other]
    assert not Message.objects.filter(row_kind="recall.case", row_id=case.pk).exists()
    assert [file.exists() for file in files] == [False, False]
    emptied = Document.objects.get(pk=notice.pk)
    assert (emptied.state, emptied.number) == ("GONE", notice.number)
    assert set(emptied.snapshot) == {"issuer"}
    line = done.lines.get(row_id=case.nomination_id)
    assert (line.files, line.counts["recall"] > 5) == ([], True)
    assert done.certificate is not None


def blank(kind, scope, by):
    """A form printed for a matter, which no row of the matter points at."""
    told = {"reference": "", "title": "空白页", "snapshot": {}, "numbered": False}
    page = f"documents/{kind}.html"
    return rendering.request(page, kind=kind, scope=scope, by=by, at=keep.FAR, **told)


def test_blank_forms_of_a_matter_go_with_it_and_nobody_elses(world, media):
    case = keep.ended(world)
    posting = PracticePosting.objects.create(
        case=case, host_unit=world.unit, mentor=world.mentor, sent_by=world.admin, sent_at=keep.FAR,
        place="大湾村", tasks="驻村", from_on=EARLIER, until_on=EARLIER + timedelta(days=90),
        finished_on=EARLIER + timedelta(days=90), finished_by=world.admin, finished_at=keep.FAR,
        opinion="合格",
    )  # fmt: skip
    own = [
        blank("statement_sheet", statement_papers.scope(case.nomination), world.admin),
        blank("journal_sheet", journal_sheets.scope(posting), world.admin),
    ]
    stays = blank("statement_sheet", "statement-0", world.admin)

    keep.carried_out(keep.approved(world, keep.listed(world)))

    assert not Document.objects.filter(pk__in=[row.pk for row in own]).exists()
    assert Document.objects.filter(pk=stays.pk).exists()


def test_audit_chain_still_verifies_and_names_nobody(world, media):
    case = keep.ended(world)
    name, pk = case.cadre.name, case.nomination_id
    sealing.seal_all(at=keep.FAR)

    keep.carried_out(keep.approved(world, keep.listed(world)))
    sealing.seal_all(at=keep.FAR)

    assert checking.first_break() is None
    assert Entry.objects.filter(row_kind="recall.nomination", row_id=pk).exists()
    assert not Entry.objects.filter(detail__icontains=name).exists()


def test_certificate_counts_and_names_nobody_concerned(world, media):
    case = keep.ended(world)
    name = case.cadre.name

    done = keep.carried_out(keep.approved(world, keep.listed(world)))

    told = done.certificate.snapshot
    assert done.certificate.number == 1
    assert (told["line_count"], told["left_count"], told["struck_count"]) == (1, 0, 0)
    assert told["list_hash"] == done.list_hash
    assert told["handed_over"] == keep.FILED
    assert world.admin.name in told["proposed"]
    assert world.decider.name in told["decided"]
    assert name not in str(told)
    assert "销毁" in rendering.html(done.certificate)


def call(line):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT keeping_remove(%s, %s)", [line.pk, keep.FAR])


@pytest.mark.parametrize("stage", ["found", "reviewed", "refused", "early", "struck"])
def test_function_refuses_what_two_have_not_decided(world, media, stage):
    keep.ended(world)
    row = keep.listed(world)
    line = row.lines.get()
    if stage == "struck":
        line = keep.disposals.strike(line, reason="留作研究", by=world.admin, at=keep.FAR)
    elif stage != "found":
        row = keep.reviewed(world, row)
    if stage == "refused":
        told = {"is_approved": False, "decision": "再核对一遍", "by": world.decider}
        keep.disposals.decide(row, at=keep.FAR, **told)
    if stage == "early":
        row = keep.disposals.decide(row, is_approved=True, by=world.decider, at=keep.FAR)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT keeping_remove(%s, %s)", [line.pk, keep.LATER])
        return

    with pytest.raises(IntegrityError, match="two people"):
        call(line)

    assert Case.objects.count() == 1


@pytest.mark.parametrize("what", ["nomination", "cadre", "campaign"])
def test_function_refuses_what_is_held(world, media, what):
    case = keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    subject = {"nomination": case.nomination, "cadre": case.cadre, "campaign": case.campaign}[what]
    keep.holds.place(
        subject, reference="检〔2049〕3号", reason="审查需要", by=world.admin, at=keep.FAR
    )

    with pytest.raises(IntegrityError, match="held"):
        call(row.lines.get())


def test_function_refuses_a_matter_under_way_and_an_open_clock(world, media):
    case = keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    keep.restarted(case)

    with pytest.raises(IntegrityError, match="held"):
        call(row.lines.get())


def test_a_voided_papers_content_goes_and_its_number_stays(world, media):
    with transaction.atomic():
        paper = recall.printed(
            rendering.request(
                "documents/recall_notice.html",
                kind="recall_notice",
                scope=world.county.code,
                reference="测召〔{year}〕{number}号",
                title="召回通知书",
                snapshot={"issuer": "某县", "cadre": "某人"},
                by=world.admin,
                at=keep.LATER,
            )
        )
    Voiding.objects.create(document=paper, reason="错字", by=world.admin, at=keep.LATER)

    done = keep.carried_out(keep.approved(world, keep.listed(world, "VOIDED")))

    row = Document.objects.get(pk=paper.pk)
    assert (row.state, row.reference, row.snapshot) == ("GONE", paper.reference, {"issuer": "某县"})
    assert done.lines.get().counts["emptied"] == 1
    assert DisposalLine.objects.left().count() == 0


def test_what_came_back_of_a_papers_word_goes_with_its_content(world, media, settings):
    case, other = keep.ended(world), keep.ended(world)
    rows = [
        word_copies.take_in(
            one.notice, content=word_files.edited(f"{n}。"), by=world.admin, at=keep.LATER
        )
        for n, one in enumerate((case, case, other))
    ]
    paths = [files.folder() / row.file.path for row in rows]
    row = keep.listed(world)
    keep.disposals.strike(
        row.lines.get(row_id=other.nomination_id), reason="留作研究", by=world.admin, at=keep.FAR
    )

    done = keep.carried_out(keep.approved(world, Disposal.objects.get(pk=row.pk)))

    assert list(WordCopy.objects.all()) == rows[2:]
    assert [path.exists() for path in paths] == [False, False, True]
    assert done.lines.get(row_id=case.nomination_id).counts["reports"] == 2
    assert ["公文的Word改稿", 2] in done.certificate.snapshot["counts"]
