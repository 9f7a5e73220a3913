import uuid
from datetime import date, timedelta

from recall.models import Case
from tests.factories import training as make
from training.models import Attendance
from training.queries import postings
from training.queries.today import today
from training.services import journals


def test_today_answers_sessions_in_order_with_the_own_mark(world, training_class):
    enrolment = make.enrolled(world, training_class)
    late = make.session(training_class, world.manager, hour=14)
    early = make.session(training_class, world.manager, hour=8)
    tomorrow = make.session(training_class, world.manager, day=1)
    Attendance.objects.create(
        session=early,
        enrolment=enrolment,
        status="LATE",
        recorded_by=world.manager,
        recorded_at=make.NOW,
    )

    day = today(enrolment.case.subject, make.OPENS_ON)

    assert [(row.pk, row.my_status) for row in day.sessions] == [
        (early.pk, "LATE"),
        (late.pk, None),
    ]
    assert day.block.kind == "THEORY"
    assert [(due.kind, due.subject) for due in day.deadlines] == [("session", tomorrow)]


def test_today_of_practice_names_the_journal_first(world, training_class):
    enrolment = make.enrolled(world, training_class)
    posting = make.posting(world, enrolment.case)
    person = enrolment.case.subject

    before = today(person, date(2018, 7, 2)).deadlines
    journals.write(
        posting,
        token=uuid.uuid4(),
        on=date(2018, 7, 5),
        text="走访",
        by=person,
        at=make.NOW.replace(month=7, day=5),
    )
    after = today(person, date(2018, 7, 5)).deadlines

    assert [(due.kind, due.on) for due in before] == [
        ("journal", date(2018, 7, 8)),
        ("posting", date(2018, 9, 30)),
    ]
    assert after[0].on == date(2018, 7, 12)


def test_journal_is_never_due_after_the_posting_ends(world, training_class):
    enrolment = make.enrolled(world, training_class)
    posting = make.posting(world, enrolment.case)
    journals.write(
        posting,
        token=uuid.uuid4(),
        on=posting.until_on - timedelta(days=1),
        text="总结",
        by=enrolment.case.subject,
        at=make.NOW.replace(month=10),
    )

    day = today(enrolment.case.subject, posting.until_on)

    assert {due.on for due in day.deadlines} == {posting.until_on}
    assert postings.journal_due(posting, posting.until_on) is None


def test_journal_is_due_as_often_as_the_scheme_says(world, training_class):
    posting = make.posting(world, make.enrolled(world, training_class).case)
    version = posting.case.campaign.scheme_version
    version.parameters = version.parameters | {"journal_days": 3}

    assert postings.journal_due(posting, None) == date(2018, 7, 4)
    del version.parameters["journal_days"]  # a version of before does not know it
    assert postings.journal_due(posting, None) == date(2018, 7, 8)


def test_today_without_an_open_case_is_empty(world):
    case = make.case(world.campaign, world.unit)
    Case.objects.filter(pk=case.pk).update(
        state="CLOSED", closed_by=world.admin, closed_at=make.NOW
    )

    day = today(case.subject, make.OPENS_ON)

    assert (day.case, day.sessions, day.deadlines, day.block) == (None, [], [], None)
