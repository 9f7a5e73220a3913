"""Records that go whole: each kind with all its rows, what keeps it, and who may not decide."""

import re
from datetime import date

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from accounts.services import accounts
from cadres.models import Cadre
from core.audit.models import Entry
from core.documents import rendering
from core.documents.models import Document
from core.errors import RegulationBroken
from evidence.models import Ballot, BookObjection, Signal
from keeping import regulations
from keeping.enums import RecordKind
from keeping.models import Disposal, Hold
from keeping.queries import blocks, due, lists, schedule, trees
from keeping.services import carrying
from recall.models import Campaign, Challenge, Evasion, ZeroReport
from recall.services import campaigns
from tests.factories import daily_records as daily
from tests.factories import keeping as keep
from tests.factories import polls, trainee_polls
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.keeping.test_removal import body, links
from tests.moments import NOW
from training.queries import papers

KINDS = sorted(trees.TREES)
# Rows of another kind that rest on a record: RT-20, RT-22 and RT-23 name them to people, and
# their foreign keys stop the removal.
STOP = {
    "recall_takensignal.signal_id", "recall_clearingsignal.signal_id", "recall_evasion.signal_id",
    "recall_settledfact.reminder_id", "assessment_reversal.entry_id",
    "assessment_reversal.listed_id", "training_enrolment.training_class_id",
    "training_walkin.session_id", "training_attendance.session_id", "training_checkin.session_id",
    "training_paper.examination_id", "training_paperanswer.item_id",
    "training_reflection.task_id", "training_ratingseat.rating_id", "evidence_listentry.honour_id",
    "training_traineepoll.poll_id", "training_session.lecturer_id", "training_guest.teacher_id",
}  # fmt: skip
ON = keep.FAR.date()
ORDER = {"reference": "检〔2049〕3号", "reason": "审查需要", "at": keep.FAR}


def stays(kind, pk):
    """Answer the number of the regulation that keeps a record."""
    return blocks.of(kind, [pk], ON).get(pk)


def tree_of(kind):
    """Answer the tables of a kind as the function names them."""
    text = body()
    root = re.search(rf'"{kind}": "(\w+)"', text)[1]
    found, waiting = {root}, [root]
    edges = re.findall(r"'(\w+)\.\w+>(\w+)'", text)
    while waiting:
        parent = waiting.pop()
        for child in {one for one, above in edges if above == parent} - found:
            found.add(child)
            waiting.append(child)
    if kind == RecordKind.COMPLIANCE:
        found |= set(re.findall(r"'(\w+)\.", text.split("beside constant")[1].split("];")[0]))
    if re.search(rf"'\w+>({'|'.join(found)})'", text.split("sources constant")[1].split("];")[0]):
        found.add("evidence_signal")
    return found


def counted(tables):
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_function_knows_every_table_below_a_root(kind):
    """A new table that hangs on one of these records: name it by a migration, or stop on it."""
    known, found = tree_of(kind), links()
    if kind == RecordKind.LEAVERS:
        elsewhere = {c for c in found["cadres_cadre"] if c.split(".")[0] not in known}
        known_stops = STOP | elsewhere
    else:
        known_stops = STOP
    for table in known:
        for column in found.get(table, set()):
            child = column.split(".")[0]
            assert child in known or column in known_stops, f"{column} is not removed with {kind}"


@pytest.mark.django_db
def test_function_locks_everybody_whom_a_record_names():
    text = body().split("people constant")[1].split("];")[0]
    for kind in KINDS:
        for table in tree_of(kind) - {"evidence_signal"}:
            for column in links()["cadres_cadre"]:
                if column.startswith(f"{table}.") and kind != RecordKind.LEAVERS:
                    assert f"'{column}'" in text, f"{column}: who is named is not held"


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_a_kind_are_those_of_its_declaration(db, kind):
    listed = set(schedule.tables()[kind]) - {"evidence_signal"}

    assert listed - {"cadres_protection"} <= tree_of(kind)
    assert tree_of(kind) - listed <= {
        "evidence_signal", "cadres_protection", "keeping_hold", "training_guest",
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_goes_with_all_its_rows_when_its_term_is_over(world, media, kind):
    pk, cadre = daily.RECORDS[kind](world)
    tables = tree_of(kind)
    before = counted(tables)
    filled = {table for table, n in before.items() if n}
    if kind != RecordKind.LEAVERS:
        other = make.world()
        daily.RECORDS[kind](other)
    both = counted(tables)
    years = schedule.least(kind)
    assert due.found(world.county, kind, years, date(2018 + years, 12, 31)) == []
    (found,) = due.found(world.county, kind, years, date(2019 + years, 1, 1))
    assert (found.row_id, found.from_on) == (pk, date(2019, 1, 1))

    done = keep.carried_out(keep.approved(world, keep.listed(world, kind)))

    line = done.lines.get()
    assert (line.row_id, line.left_why, line.removed_at is None) == (pk, "", False)
    gone = {table: both[table] - n for table, n in counted(tables).items()}
    if kind == RecordKind.LEAVERS:
        assert not Cadre.objects.filter(pk=pk).exists()
    else:
        assert gone == before
    assert sum(line.counts.values()) >= sum(before[table] for table in filled if gone[table])
    assert done.certificate.snapshot["line_count"] == 1
    if cadre is not None:
        assert cadre.name not in str(done.certificate.snapshot)
    assert keep.listed(world, kind) is None


NOBODY = (RecordKind.CLASSES, RecordKind.TEACHERS)  # a hold on a person does not concern them


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NOBODY])
def test_rt_07_a_hold_on_a_person_keeps_what_names_them(world, media, kind):
    _pk, cadre = daily.RECORDS[kind](world)
    row = keep.approved(world, keep.listed(world, kind))
    hold = keep.holds.place(cadre, by=world.admin, **ORDER)

    with pytest.raises(IntegrityError, match="held"):
        call(row.lines.get())
    left = keep.carried_out(row)
    assert "RT-07" in left.lines.get().left_why
    assert keep.listed(world, kind) is None

    keep.holds.lift(hold, reason="审查结束", by=world.decider, at=keep.FAR)
    again = keep.carried_out(keep.approved(world, keep.listed(world, kind)))
    assert again.lines.get().removed_at is not None


@pytest.mark.parametrize("kind", ["CLASSES", "COMPLIANCE"])
def test_rt_07_a_hold_on_a_campaign_keeps_what_is_its(world, media, kind):
    daily.RECORDS[kind](world)
    row = keep.approved(world, keep.listed(world, kind))
    keep.holds.place(world.campaign, by=world.admin, **ORDER)

    with pytest.raises(IntegrityError, match="held"):
        call(row.lines.get())
    assert "RT-07" in keep.carried_out(row).lines.get().left_why


def test_rt_07_a_voter_is_held_and_may_decide_all_the_same(world, media):
    poll = polls.filled_poll(world.unit)
    voter = polls.voter_with_account(poll, poll.groups.first())
    assert voter.user_id not in blocks.subjects("BALLOTS", [poll.pk])
    assert len(blocks.subjects("BALLOTS", [poll.pk])) == poll.subjects.count()
    row = keep.approved(world, keep.listed(world, "BALLOTS"))
    assert stays("BALLOTS", poll.pk) is None

    keep.holds.place(voter, by=world.admin, **ORDER)

    assert stays("BALLOTS", poll.pk) == "RT-07"
    with pytest.raises(IntegrityError, match="held"):
        call(row.lines.get())


def call(line):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT keeping_remove(%s, %s)", [line.pk, keep.FAR])


@pytest.mark.parametrize(
    "kind", ["BOOKS", "BALLOTS", "CHECKLISTS", "INSPECTIONS", "REMINDERS", "WORK"]
)
def test_rt_20_what_a_kept_matter_cites_stays_with_it(world, media, kind):
    pk, cadre = daily.RECORDS[kind](world)
    row = keep.approved(world, keep.listed(world, kind))
    matter = make.case(world.campaign, world.unit).nomination
    taken = daily.cites(matter, Signal.objects.get(cadre=cadre), world.admin)
    assert stays(kind, pk) == "RT-20"

    with pytest.raises(IntegrityError, match="signal"):
        call(row.lines.get())
    assert "RT-20" in keep.carried_out(row).lines.get().left_why

    taken.delete()
    again = keep.carried_out(keep.approved(world, keep.listed(world, kind)))
    assert again.lines.get().removed_at is not None
    assert not Signal.objects.filter(cadre=cadre).exists()


def test_rt_20_a_ballot_about_trainees_stays_while_their_class_does(db):
    world = make.world(weights=trainee_polls.WEIGHTS)
    training_class, _places = trainee_polls.room(world, 11)

    for poll in trainee_polls.peer(world, training_class):
        assert stays("BALLOTS", poll.pk) == "RT-20"


def test_rt_12_a_reminder_stays_while_a_matter_of_the_person_is_under_way(world, media):
    case = make.case(world.campaign, world.unit)
    row = daily.reminders.served(daily.reminders.issued(case.cadre))

    assert stays("REMINDERS", row.pk) == "RT-12"


def test_rt_21_an_objection_without_an_answer_keeps_the_book(world, media):
    pk, cadre = daily.book(world)
    entry = daily.ledger.BookEntry.objects.filter(member__cadre=cadre).latest("pk")
    row = BookObjection.objects.create(
        entry=entry, text="当日请过假", raised_by=cadre.user, raised_at=NOW
    )
    assert stays("BOOKS", pk) == "RT-21"

    row.finding, row.answer = "REJECTED", "核对考勤，没有请假"
    row.answered_by, row.answered_at = world.admin, NOW
    row.save()
    assert stays("BOOKS", pk) is None


def test_rt_22_a_class_stays_as_long_as_its_trainees_records(world, media):
    pk, _nobody = daily.training_class(world)
    row = keep.approved(world, keep.listed(world, "CLASSES"))
    training_class = trees.TREES["CLASSES"].roots.get(pk=pk)
    make.enrolled(world, training_class)
    assert stays("CLASSES", pk) == "RT-22"

    with pytest.raises(IntegrityError):
        call(row.lines.get())
    assert "RT-22" in keep.carried_out(row).lines.get().left_why


@pytest.mark.parametrize("other", [daily.book, daily.week, daily.reminder, daily.checklist])
def test_rt_23_a_leavers_file_stays_while_another_record_names_them(world, media, other):
    _pk, cadre = other(world)
    Cadre.objects.filter(pk=cadre.pk).update(left_on=date(2018, 6, 1))

    assert stays("LEAVERS", cadre.pk) == "RT-23"
    assert keep.listed(world, "LEAVERS") is None


def test_rt_23_a_leavers_file_goes_after_the_record_that_named_them(world, media):
    _pk, cadre = daily.reminder(world)
    Cadre.objects.filter(pk=cadre.pk).update(left_on=date(2018, 6, 1))
    keep.carried_out(keep.approved(world, keep.listed(world, "REMINDERS")))

    done = keep.carried_out(keep.approved(world, keep.listed(world, "LEAVERS")))

    assert done.lines.get().removed_at is not None
    assert not Cadre.objects.filter(pk=cadre.pk).exists()
    assert Entry.objects.filter(act="remove_record", row_kind="keeping.disposalline").count() == 2


def test_what_units_answered_for_stays_while_the_campaign_runs_or_waits_for_words(world, media):
    pk, _cadre = daily.answered(world)
    row = keep.approved(world, keep.listed(world, "COMPLIANCE"))
    with pgtrigger.ignore("recall.Challenge:closed_stays", "recall.Evasion:record_is_fixed"):
        Challenge.objects.update(outcome="", closed_by=None, closed_at=None)
    assert stays("COMPLIANCE", pk) == "RT-21"
    Campaign.objects.filter(pk=pk).update(state="OPEN")

    with pytest.raises(IntegrityError, match="gone"):
        call(row.lines.get())
    assert due.found(world.county, "COMPLIANCE", 30, ON) != []
    Campaign.objects.filter(pk=pk).update(closed_by=None, closed_at=None)
    assert due.found(world.county, "COMPLIANCE", 30, ON) == []
    assert "RT-21" in keep.carried_out(row).lines.get().left_why


def test_a_campaign_with_zero_reports_alone_is_a_record_too(world, media):
    told = {"round": world.campaign.rounds.get(), "unit": world.unit, "reason": "没有"}
    ZeroReport.objects.create(signed_by=world.admin, signed_at=NOW, **told)
    campaigns.close(world.campaign, by=world.admin, at=NOW)

    done = keep.carried_out(keep.approved(world, keep.listed(world, "COMPLIANCE")))

    assert done.lines.get().counts["recall"] == 1
    assert not ZeroReport.objects.exists()
    assert Campaign.objects.filter(pk=world.campaign.pk).exists()


def test_a_book_goes_after_the_finding_that_rested_on_it(world, media):
    pk, cadre = daily.book(world)
    _campaign, _other = daily.answered(world)
    with pgtrigger.ignore("recall.Evasion:record_is_fixed"):
        Evasion.objects.update(signal=Signal.objects.get(cadre=cadre))
    assert stays("BOOKS", pk) == "RT-20"

    keep.carried_out(keep.approved(world, keep.listed(world, "COMPLIANCE")))

    assert stays("BOOKS", pk) is None


def test_rt_26_a_teacher_stays_while_a_lesson_names_them(world, media):
    pk, _nobody = daily.teacher(world)
    row = keep.approved(world, keep.listed(world, "TEACHERS"))
    lesson = make.session(make.planned_class(world), world.manager)
    type(lesson).objects.filter(pk=lesson.pk).update(lecturer=pk)
    assert stays("TEACHERS", pk) == "RT-26"

    with pytest.raises(IntegrityError):
        call(row.lines.get())
    assert "RT-26" in keep.carried_out(row).lines.get().left_why


def test_who_teaches_again_is_not_removed(world, media):
    pk, _nobody = daily.teacher(world)
    row = keep.approved(world, keep.listed(world, "TEACHERS"))
    trees.TREES["TEACHERS"].roots.filter(pk=pk).update(retired_by=None, retired_at=None)

    with pytest.raises(IntegrityError, match="still teaches"):
        call(row.lines.get())


def test_rt_06_who_came_back_is_no_leaver(world, media):
    pk, _cadre = daily.leaver(world)
    row = keep.approved(world, keep.listed(world, "LEAVERS"))
    Cadre.objects.filter(pk=pk).update(left_on=None)

    with pytest.raises(IntegrityError, match="still here"):
        call(row.lines.get())
    assert "RT-06" in keep.carried_out(row).lines.get().left_why


def test_files_merged_into_a_leavers_go_with_it_and_a_lifted_hold(world, media):
    pk, cadre = daily.leaver(world)
    double, older = daily.person(world), daily.person(world)
    Cadre.objects.filter(pk=double.pk).update(merged_into=cadre)
    Cadre.objects.filter(pk=older.pk).update(merged_into=double)
    hold = keep.holds.place(cadre, by=world.admin, **ORDER)
    keep.holds.lift(hold, reason="审查结束", by=world.decider, at=keep.FAR)
    stranger = daily.person(world)

    keep.carried_out(keep.approved(world, keep.listed(world, "LEAVERS")))

    assert not Cadre.objects.filter(pk__in=[pk, double.pk, older.pk]).exists()
    assert Cadre.objects.filter(pk=stranger.pk).exists()
    assert not Hold.objects.exists()


def test_rt_17_nobody_decides_upon_a_record_about_themself(world, media):
    own = holder(keep.Role.DECIDER, world.county)
    cadre = daily.person(world)
    Cadre.objects.filter(pk=cadre.pk).update(user=own)
    daily.reminders.served(daily.reminders.issued(Cadre.objects.get(pk=cadre.pk)))
    row = keep.reviewed(world, keep.listed(world, "REMINDERS"))

    with pytest.raises(RegulationBroken, match="RT-17"):
        keep.disposals.decide(row, is_approved=True, by=own, at=keep.FAR)


def test_a_polls_urn_is_emptied_and_its_slips_go(world, media):
    pk, _subject = daily.ballot(world)
    group = polls.Poll.objects.get(pk=pk).groups.first()
    assert Ballot.objects.filter(group__poll=pk).exists()
    told = {"reference": "", "title": "选票", "snapshot": {}, "numbered": False}
    slip = rendering.request(
        "documents/statement_sheet.html", kind="ballot_papers",
        scope=f"poll-{pk}-{group.pk}", by=world.admin, at=keep.FAR, **told,
    )  # fmt: skip

    keep.carried_out(keep.approved(world, keep.listed(world, "BALLOTS")))

    assert not Ballot.objects.exists()
    assert not Document.objects.filter(pk=slip.pk).exists()


def test_papers_of_a_class_go_with_it(world, media):
    pk, _nobody = daily.training_class(world)
    row = trees.TREES["CLASSES"].roots.get(pk=pk)
    told = {"reference": "", "title": "课表", "snapshot": {}, "numbered": False}
    paper = rendering.request(
        "documents/statement_sheet.html", kind="class_timetable", scope=papers.scope(row),
        by=world.admin, at=keep.FAR, **told,
    )  # fmt: skip

    keep.carried_out(keep.approved(world, keep.listed(world, "CLASSES")))

    assert not Document.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_lines_say_what_they_are_and_never_name_the_reader(world, media, kind, client):
    pk, cadre = daily.RECORDS[kind](world)
    row = keep.listed(world, kind)
    line = row.lines.get()

    name, _more = lists.named(kind, [line], world.admin)[pk]
    assert name
    if kind in (RecordKind.LEAVERS, RecordKind.REMINDERS):
        assert name == cadre.name
        assert lists.named(kind, [line], cadre.user) == {}


def test_two_workers_remove_a_record_once(world, media):
    daily.book(world)
    line = keep.approved(world, keep.listed(world, "BOOKS")).lines.get()
    by = accounts.system_user()

    first = carrying.remove(line, by=by, at=keep.FAR)
    second = carrying.remove(line, by=by, at=keep.FAR)

    assert (first.removed_at, second.removed_at) == (keep.FAR, keep.FAR)
    assert second.left_why == ""
    assert Disposal.objects.get().lines.left().count() == 0


@pytest.mark.parametrize(
    "rule",
    [
        regulations.nothing_cites_it,
        regulations.everything_is_answered,
        regulations.no_trainee_is_left,
        regulations.nothing_else_names_them,
        regulations.no_class_names_the_teacher,
    ],
    ids=lambda rule: rule.number,
)
def test_each_sentence_of_rt_20_to_23_and_rt_26_refuses(rule):
    with pytest.raises(RegulationBroken):
        rule.check(True)
    rule.check(False)


def test_every_tree_is_a_kind_of_the_schedule():
    assert set(trees.TREES) | {"RECALLED", "NOT_RECALLED", "PROTECTED", "VOIDED"} == set(
        RecordKind.values
    )
    for tree in trees.TREES.values():
        assert apps.get_model(tree.roots.model._meta.label) is tree.roots.model
