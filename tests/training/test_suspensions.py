"""中止: while discipline has a case, class and practice stand still, and no day is lost."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Referral
from assessment.services import referrals
from core import dates
from core.errors import RegulationBroken
from recall.enums import ClockKind
from recall.models import Case, Clock
from recall.services import clocks
from tests.factories import examinations as draw
from tests.factories import training as make
from training.models import PracticePosting, Suspension
from training.queries import attendance as figures
from training.queries import checkins as codes
from training.queries import examinations, papers
from training.queries import postings as queries
from training.queries.today import today
from training.regulations.attendance import step_of
from training.services import (
    attendance,
    bulk_attendance,
    checkins,
    enrolments,
    journals,
    posting_changes,
    postings,
    sittings,
)

FIRST = date(2018, 7, 1)


@pytest.fixture
def world(db):
    return make.world()


def at(on):
    return make.NOW + (on - make.OPENS_ON)


def referred(world, case, on):
    by = make.holder(Role.COUNTY_ADMIN, world.county)
    told = {"reason": "收受礼金", "conditions": ["clues_listed"], "approver": "DEPARTMENT"}
    return referrals.refer(case, by=by, at=at(on), **told)


def back(world, referral, on):
    liaison = make.holder(Role.DISCIPLINE_LIAISON, world.county)
    return referrals.answer(referral, answer="BACK", opinion="查无实据", by=liaison, at=at(on))


@pytest.fixture
def posting(world):
    case = make.case(world.campaign, world.unit, state="TRAINING")
    return make.posting(world, case)


def test_practice_is_longer_by_the_days_it_stood_still(world, posting):
    until = posting.until_on
    row = referred(world, posting.case, FIRST + timedelta(days=20))

    held = PracticePosting.objects.get(pk=posting.pk)
    assert held.held_from_on == FIRST + timedelta(days=20)
    assert queries.journal_due(held, None) is None
    back(world, row, FIRST + timedelta(days=29))

    gone_on = PracticePosting.objects.get(pk=posting.pk)
    assert gone_on.until_on == until + timedelta(days=10)
    assert (gone_on.paused_days, gone_on.held_from_on) == (10, None)
    assert gone_on.resumed_on == FIRST + timedelta(days=30)
    assert queries.journal_due(gone_on, FIRST) == gone_on.resumed_on + timedelta(days=7)


def test_practice_that_has_not_begun_loses_only_its_own_days(world, posting):
    row = referred(world, posting.case, FIRST - timedelta(days=5))
    back(world, row, FIRST + timedelta(days=1))

    assert PracticePosting.objects.get(pk=posting.pk).paused_days == 2


def test_referral_takes_over_from_a_pause_and_no_day_is_counted_twice(world, posting):
    """Ill from day 10, referred on day 15, back on day 24: fifteen days in all."""
    until = posting.until_on
    told = {"kind": "ILLNESS", "note": "住院", "from_on": FIRST + timedelta(days=10)}
    posting_changes.pause(posting, **told, by=world.manager, at=at(FIRST + timedelta(days=11)))
    row = referred(world, posting.case, FIRST + timedelta(days=15))
    pause = posting.pauses.get()
    with pytest.raises(RegulationBroken, match="TR-40"):
        posting_changes.pause(posting, **told, by=world.manager, at=at(FIRST + timedelta(days=16)))
    back(world, row, FIRST + timedelta(days=24))

    gone_on = PracticePosting.objects.get(pk=posting.pk)
    assert pause.until_on == FIRST + timedelta(days=14)
    assert (gone_on.paused_days, gone_on.until_on) == (15, until + timedelta(days=15))


def paused(world, posting, on, told_on=None):
    told = {"kind": "ILLNESS", "note": "住院", "from_on": on}
    posting_changes.pause(posting, **told, by=world.manager, at=at(told_on or on))


def test_practice_paused_past_its_last_day_stands_still_too(world, posting):
    """Ill from the last day but one, referred a week later, back ten days on: no day is lost."""
    until = posting.until_on
    paused(world, posting, until - timedelta(days=1))
    row = referred(world, posting.case, until + timedelta(days=6))
    assert PracticePosting.objects.get(pk=posting.pk).held_from_on == until + timedelta(days=6)
    back(world, row, until + timedelta(days=15))

    gone_on = PracticePosting.objects.get(pk=posting.pk)
    assert (gone_on.paused_days, gone_on.until_on) == (17, until + timedelta(days=17))
    assert gone_on.resumed_on == until + timedelta(days=16)


def test_pp_11_days_of_a_suspension_are_not_given_back_once_more(world, posting):
    row = referred(world, posting.case, FIRST + timedelta(days=10))
    back(world, row, FIRST + timedelta(days=19))
    later = FIRST + timedelta(days=30)

    for day in (5, 15, 19):
        with pytest.raises(RegulationBroken, match="PP-11"):
            paused(world, posting, FIRST + timedelta(days=day), later)
    paused(world, posting, FIRST + timedelta(days=20), later)


def test_day_on_which_it_stands_still_a_second_time_is_given_back_once(world, posting):
    until, day = posting.until_on, FIRST + timedelta(days=10)
    for _n in range(2):
        back(world, referred(world, posting.case, day), day)

    gone_on = PracticePosting.objects.get(pk=posting.pk)
    assert (gone_on.paused_days, gone_on.until_on) == (1, until + timedelta(days=1))


def test_jn_01_no_journal_of_a_day_on_which_the_case_stood_still(client, world, posting):
    row = referred(world, posting.case, FIRST + timedelta(days=10))
    user = posting.case.subject
    told = {"text": "走访", "by": user}
    with pytest.raises(RegulationBroken, match="JN-01"):
        write(posting, FIRST + timedelta(days=10), **told)
    client.force_login(user)
    with time_machine.travel(at(FIRST + timedelta(days=11)), tick=False):
        page = client.get(reverse("training:journal-write", args=[posting.pk]))
    assert "期间不用写日志" in page.content.decode()
    client.force_login(world.manager)
    with time_machine.travel(at(FIRST + timedelta(days=11)), tick=False):
        page = client.get(reverse("training:posting-detail", args=[posting.pk]))
    act = reverse("training:posting-act", args=[posting.pk, "pause"])
    assert act not in page.content.decode()
    assert "期限停止计算" in page.content.decode()
    on = FIRST + timedelta(days=11)
    assert queries.listed(PracticePosting.objects.all(), on=on).get().is_still
    back(world, row, FIRST + timedelta(days=19))

    with pytest.raises(RegulationBroken, match="JN-01"):
        write(posting, FIRST + timedelta(days=19), **told)
    assert write(posting, FIRST + timedelta(days=20), **told).pk


def write(posting, on, **told):
    return journals.write(posting, token=uuid.uuid4(), on=on, at=at(FIRST + _DAYS * 10), **told)


def test_posting_is_locked_while_it_stops_and_goes_on(world, posting):
    with CaptureQueriesContext(connection) as begun:
        row = referred(world, posting.case, FIRST)
    with CaptureQueriesContext(connection) as ended:
        back(world, row, FIRST)

    for found in (begun, ended):
        locks = [q["sql"] for q in found if "FOR UPDATE" in q["sql"]]
        assert any('FROM "training_practiceposting"' in sql for sql in locks)


def test_six_months_may_be_made_longer_by_a_suspension_alone(world, posting):
    with pytest.raises(DatabaseError), transaction.atomic():
        PracticePosting.objects.update(until_on=posting.from_on + timedelta(days=184))
    PracticePosting.objects.update(until_on=posting.from_on + timedelta(days=184), paused_days=1)


def test_tr_40_nothing_is_done_while_the_case_stands_still(world, posting):
    case = posting.case
    referred(world, case, FIRST)

    with pytest.raises(RegulationBroken, match="TR-40"):
        postings.finish(posting, finished_on=FIRST, opinion="好", by=world.manager, at=at(FIRST))
    with pytest.raises(RegulationBroken, match="TR-40"):
        make.posting(world, case)
    with pytest.raises(RegulationBroken, match="TR-40"):
        enrolments.enrol(make.planned_class(world), case, by=world.manager, at=make.NOW)


def test_one_click_leaves_out_who_stands_still_and_says_so(client, world):
    planned = make.planned_class(world)
    held, other = (make.case(world.campaign, world.unit) for _ in range(2))
    row = referred(world, held, make.OPENS_ON)
    client.force_login(world.manager)
    shown = client.get(reverse("training:class-detail", args=[planned.pk])).content.decode()
    page = client.post(reverse("training:class-enrol", args=[planned.pk]), follow=True)

    assert f"{held.cadre.name}（学习锻炼中止）" in shown
    assert f"{held.cadre.name} 的学习锻炼已中止" in page.content.decode()
    assert [one.case for one in planned.enrolments.all()] == [other]
    back(world, row, make.OPENS_ON)
    told = enrolments.enrol_all(planned, by=world.manager, at=make.NOW)
    assert [one.case for one in told.enrolled] == [held]


def test_tr_40_no_attendance_is_asked_of_who_stands_still(world):
    planned = make.planned_class(world)
    held, other = (make.enrolled(world, planned) for _ in range(2))
    lessons = [make.session(planned, world.manager, day=day) for day in (0, 1, 2)]
    first = {held.pk: "PRESENT", other.pk: "PRESENT"}
    attendance.record(lessons[0], marks=first, by=world.manager, at=at(make.OPENS_ON + _DAYS))
    row = referred(world, Case.objects.get(pk=held.case_id), make.OPENS_ON + timedelta(days=1))

    later = at(make.OPENS_ON + _DAYS)
    with pytest.raises(RegulationBroken, match="TR-40"):
        attendance.record(lessons[1], marks={held.pk: "ABSENT"}, by=world.manager, at=later)
    attendance.record(lessons[1], marks={other.pk: "PRESENT"}, by=world.manager, at=later)
    mine = today(held.case.subject, make.OPENS_ON + timedelta(days=1))
    assert (mine.sessions, mine.deadlines, mine.suspension is None) == ([], [], False)
    back(world, row, make.OPENS_ON + timedelta(days=1))
    third = {held.pk: "PRESENT", other.pk: "ABSENT"}
    attendance.record(lessons[2], marks=third, by=world.manager, at=later)

    rows = {row.pk: row for row in figures.with_rates(planned.enrolments.all())}
    assert (rows[held.pk].held_count, rows[held.pk].rate) == (2, 1.0)
    assert rows[other.pk].held_count == 3
    counted = {pk: list(figures.counted(row)) for pk, row in rows.items()}
    assert counted == {held.pk: [lessons[0], lessons[2]], other.pk: lessons}


_DAYS = timedelta(days=4)


@pytest.fixture
def held(world):
    """A trainee who was marked in the morning of the day on which the case was suspended."""
    planned = make.planned_class(world)
    row = make.enrolled(world, planned)
    morning = make.session(planned, world.manager, day=1)
    make.session(planned, world.manager, day=1, hour=10)
    marks = {row.pk: "PRESENT"}
    attendance.record(morning, marks=marks, by=world.manager, at=at(make.OPENS_ON + _DAYS))
    referred(world, Case.objects.get(pk=row.case_id), make.OPENS_ON + timedelta(days=1))
    return row


def test_rate_is_never_above_one(world, held):
    first = make.session(held.training_class, world.manager)
    marks = {held.pk: "ABSENT"}
    attendance.record(first, marks=marks, by=world.manager, at=at(make.OPENS_ON + _DAYS))

    row = figures.with_rates(held.training_class.enrolments.all()).get()

    assert (row.held_count, row.came_count, row.rate) == (1, 0, 0)


def test_tr_40_who_stands_still_does_not_sign(client, world, held):
    session = held.training_class.sessions.get(starts_at__hour=10)
    moment, user = session.starts_at, held.case.subject
    assert codes.open_now(user, moment, before=_DAYS, after=_DAYS) == []
    client.force_login(user)
    with time_machine.travel(moment, tick=False):
        page = client.get(reverse("training:check-in")).content.decode()
    assert "已中止" in page
    assert 'name="code"' not in page
    assert codes.on_screen(session)["people"] == []
    assert papers.snapshot(held.training_class, on=dates.legal_day(moment))["people"] == []
    assert len(papers.snapshot(held.training_class)["people"]) == 1

    with pytest.raises(RegulationBroken, match="TR-40"):
        checkins.sign(
            code=codes.code(session.pk, "IN", step_of(moment)), device="one", by=user, at=moment
        )


def test_tr_40_no_line_of_a_workbook_marks_who_stands_still(world, held):
    session = held.training_class.sessions.get(starts_at__hour=10)
    row = {"session_id": session.pk, "enrolment_id": held.pk, "cadre": held.case.cadre_id}
    later = at(make.OPENS_ON + _DAYS)

    with pytest.raises(RegulationBroken, match="TR-40"):
        bulk_attendance.enter([row | {"status": "ABSENT"}], by=world.manager, at=later)
    assert bulk_attendance.still_of([held.pk], [session.pk]) == {(session.pk, held.pk)}


def test_tr_40_who_stands_still_begins_no_paper(client, world, held):
    quiz = draw.examination(world, held.training_class)
    user = held.case.subject
    referral = Referral.objects.get(case=held.case_id)
    client.force_login(user)
    with time_machine.travel(draw.OPENS, tick=False):
        page = client.get(reverse("training:examination", args=[quiz.pk])).content.decode()

    assert "已中止" in page
    assert "开始答卷" not in page
    assert examinations.due_of(user, draw.OPENS) == []
    with pytest.raises(RegulationBroken, match="TR-40"):
        sittings.begin(quiz, by=user, at=draw.OPENS)
    back(world, referral, make.OPENS_ON + timedelta(days=1))
    assert sittings.begin(quiz, by=user, at=draw.OPENS)


def test_a_running_term_waits_and_goes_on(world):
    case = make.case(world.campaign, world.unit, state="OPEN")
    day = date(2018, 6, 4)
    clocks.begin(case, ClockKind.SERVE, days=3, by=world.admin, at=at(day))
    row = referred(world, case, day)
    assert Clock.objects.get(case=case).due_on is None

    back(world, row, date(2018, 6, 11))

    due = dates.term_end(day, 3, pauses=[(day, date(2018, 6, 11))])
    assert Clock.objects.get(case=case).due_on == due
    assert due > dates.term_end(day, 3)


def test_suspensions_are_kept_as_they_were(world, posting):
    row = referred(world, posting.case, FIRST)
    for change in ({"from_on": FIRST - _DAYS}, {"reason": "改"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Suspension.objects.update(**change)
    back(world, row, FIRST)

    with pytest.raises(DatabaseError), transaction.atomic():
        Suspension.objects.update(until_on=FIRST + _DAYS)
    with pytest.raises(DatabaseError), transaction.atomic():
        Suspension.objects.all().delete()
