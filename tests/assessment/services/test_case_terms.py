"""The scheme's terms after the class: to assess, to decide the outcome, to serve it."""

from datetime import timedelta

import pytest

from core.dates import add_calendar_days, add_working_days, legal_day, term_end
from core.errors import RegulationBroken
from core.notify.models import Message
from portal.queries import work
from recall.models import Case, Clock
from recall.services import cases, clocks
from recall.services import messages as reminders
from tests.factories import assessment as assess
from tests.factories import training as make
from training.services import postings, programmes, suspensions

TODAY = legal_day(assess.LATER)
NOTE = "等待县医院出具鉴定意见"


def running(case):
    rows = Clock.objects.running().filter(case=case, row_id=None)
    found = [(row.kind, row.due_on) for row in rows]
    assert [due_on for _kind, due_on in found] == [Case.objects.get(pk=case.pk).due_on] * len(found)
    return found


def days(world, key):
    return world.campaign.scheme_version.parameters[key]


@pytest.fixture
def seat(world):
    return make.enrolled(world, make.planned_class(world))


def test_who_sits_in_a_class_is_to_be_assessed_after_its_last_day(world, seat):
    last = seat.training_class.closes_on

    due = add_working_days(last, days(world, "assess_days"))

    assert running(seat.case) == [("ASSESS", due)]


def test_a_class_that_moves_takes_the_term_along(world, seat):
    block = seat.training_class.blocks.get()
    later = block.from_on + timedelta(days=14)

    programmes.move_block(block, to_on=later, by=world.manager, at=make.NOW - timedelta(days=3))

    moved = type(seat).objects.get(pk=seat.pk).training_class.closes_on
    assert moved > seat.training_class.closes_on
    assert running(seat.case) == [("ASSESS", add_working_days(moved, days(world, "assess_days")))]


def test_practice_ends_the_term_of_the_class_and_begins_its_own(world, seat):
    row = make.posting(world, seat.case)
    assert running(seat.case) == []
    at = make.NOW + timedelta(days=150)

    row = postings.finish(
        row, finished_on=legal_day(at), opinion="表现良好", by=world.manager, at=at
    )

    due = add_working_days(row.finished_on, days(world, "assess_days"))
    assert running(seat.case) == [("ASSESS", due)]


def test_the_assessment_begins_the_term_to_decide_and_the_decision_that_to_serve(world):
    case = assess.concluded(world).case
    due = add_calendar_days(TODAY, days(world, "outcome_days"))
    assert running(case) == [("OUTCOME", due)]

    outcome = assess.decide(world, case)
    assert running(case) == [("INFORM", outcome.serve_until_on)]
    assert outcome.serve_until_on == add_working_days(TODAY, world.campaign.serve_days)

    assess.serve(world, outcome)
    assert running(case) == []


def test_tm_09_a_dismissal_is_served_in_the_laws_ten_days_that_nothing_stops(world):
    case = assess.concluded(world).case
    given = {"kind": "DISMISS", "conditions": ["ground_refused_post", "bars_checked", "heard"]}
    outcome = assess.decide(world, case, **given)
    due = add_working_days(TODAY, 10)
    assert running(case) == [("INFORM", due)]
    assert outcome.serve_until_on == due

    told = {"reason": "OTHER", "note": NOTE, "by": world.admin, "at": assess.LATER}
    held = Clock.objects.running().get(case=case)
    with pytest.raises(RegulationBroken, match="TM-09"):
        clocks.pause(held, **told)
    suspensions.begin(Case.objects.get(pk=case.pk), reason=NOTE, by=world.admin, at=assess.LATER)

    assert running(case) == [("INFORM", due)]


def test_revoking_ends_the_term(world):
    case = assess.concluded(world).case

    cases.revoke(case, by=world.decider, at=assess.LATER)

    assert running(case) == []


def test_a_suspension_holds_the_terms_and_no_day_is_lost(world):
    case = Case.objects.get(pk=assess.concluded(world).case.pk)
    suspensions.begin(case, reason=NOTE, by=world.admin, at=assess.LATER)
    assert running(case) == [("OUTCOME", None)]

    back = assess.LATER + timedelta(days=12)
    suspensions.end(Case.objects.get(pk=case.pk), by=world.admin, at=back)

    paused = [(TODAY, legal_day(back))]
    due = term_end(TODAY, days(world, "outcome_days"), is_working=False, pauses=paused)
    assert running(case) == [("OUTCOME", due)]


def test_a_term_that_begins_in_a_suspension_begins_held(world, seat):
    case = Case.objects.get(pk=seat.case_id)
    suspensions.begin(case, reason=NOTE, by=world.admin, at=make.NOW)
    assert running(case) == [("ASSESS", None)]

    cases.await_assessment(case, on=legal_day(make.NOW), by=world.manager, at=make.NOW)

    assert running(case) == [("ASSESS", None)]


def test_the_terms_are_told_to_whose_turn_it_is_and_go_up_once(world):
    case = assess.concluded(world).case
    due = Case.objects.get(pk=case.pk).due_on
    Message.objects.all().delete()

    for day in (0, 1, 10):
        at = assess.LATER + (due - TODAY) + timedelta(days=day)
        for _twice in range(2):
            reminders.remind(by=make.user(), at=at)

    told = Message.objects.filter(recipient__in=[world.admin, world.manager, world.decider])
    found = sorted((row.kind, row.recipient_id, row.occasion) for row in told)
    decider, admin = world.decider.pk, world.admin.pk
    expected = [("term_soon", decider, f"{due}")]
    expected += [("term_late", pk, f"{due}:1") for pk in (decider, admin)]
    expected += [("term_late", pk, f"{due}:2") for pk in (decider, admin)]
    assert found == sorted(expected)


def test_the_desk_of_the_class_manager_names_who_waits_after_the_class(world, seat):
    user = type(world.manager).objects.get(pk=world.manager.pk)
    last = seat.training_class.closes_on

    def titles(on):
        return [task.title for task in work.todo(user, on=on) if "综合考核" in task.title]

    assert titles(last) == []
    assert titles(last + timedelta(days=1)) == [f"{seat.case.cadre.name}　派出实践锻炼或者综合考核"]
