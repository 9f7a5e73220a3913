"""The terms of an appeal: begun and ended by its acts, told, gone up once, kept from pauses."""

from datetime import timedelta

import pytest

from accounts.enums import Role
from assessment.models import Appeal
from assessment.services import appeals
from core.dates import ZONE, add_calendar_days, add_working_days, legal_day, term_end
from core.errors import NotAllowed, RegulationBroken
from core.notify.models import Message
from portal.presenters import messages as words
from portal.queries import work
from recall.models import Case, Clock
from recall.services import clocks
from recall.services import messages as reminders
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.accounts import grant
from tests.factories.appeals import WHY, accepted, decided, filed, handler, removed
from training.services import suspensions

TODAY = legal_day(assess.LATER)
NOTE = "等待县医院出具鉴定意见"


@pytest.fixture
def outcome(world):
    return removed(world)


@pytest.fixture
def by(world):
    return handler(world)


def terms(appeal):
    rows = Clock.objects.filter(row_kind="assessment.appeal", row_id=appeal.pk).order_by("pk")
    return [(row.kind, row.days, row.due_on, row.ended_at is None) for row in rows]


def running(appeal):
    return {kind: due_on for kind, _days, due_on, runs in terms(appeal) if runs}


def clock(appeal, kind):
    return Clock.objects.running().get(row_id=appeal.pk, kind=kind)


def refused(code, act, /, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == code


def at_day(day, hour=9):
    return assess.LATER.replace(year=day.year, month=day.month, day=day.day, hour=hour, tzinfo=ZONE)


def test_an_appeal_is_to_be_accepted_in_30_days_and_decided_in_60(outcome, by):
    row = filed(outcome, "APPEAL")
    assert running(row) == {"ADMIT": add_calendar_days(TODAY, 30)}
    assert row.due_on is None

    later = assess.LATER + timedelta(days=5)
    row = appeals.accept(row, by=by, at=later)

    due = add_calendar_days(legal_day(later), 60)
    assert running(row) == {"ANSWER": due}
    assert Appeal.objects.get(pk=row.pk).due_on == due


@pytest.mark.parametrize("remedy", ["REVIEW", "OBJECTION"])
def test_a_review_or_objection_is_to_be_answered_30_days_from_its_receipt(world, by, remedy):
    outcome = removed(world)
    if remedy == "REVIEW":
        row = filed(outcome)
    else:
        told = {"remedy": remedy, "outcome": None, "text": WHY, "filed_on": TODAY}
        told |= {"late_reason": "在外地抢险，当时不能提出", "at": assess.LATER}
        row = appeals.file(outcome.case, by=outcome.case.subject, **told)
    due = add_calendar_days(TODAY, 30)
    assert running(row) == {"ANSWER": due}
    assert row.due_on == due

    row = appeals.accept(row, by=by, at=assess.LATER + timedelta(days=5))

    assert running(row) == {"ANSWER": due}


def test_extension_is_said_by_the_clock_and_the_appeal_alike(outcome, by):
    row = accepted(outcome, by, "APPEAL")

    row = appeals.extend(row, days=30, reason=WHY, by=by, at=assess.LATER)

    held = clock(row, "ANSWER")
    assert held.due_on == row.due_on == Appeal.objects.get(pk=row.pk).due_on
    assert held.due_on == term_end(TODAY, 90, is_working=False)
    assert (held.extra_days, held.extra_reason) == (30, WHY)


@pytest.mark.parametrize("ending", ["refuse", "maintain"])
def test_the_answer_ends_the_term_and_is_to_be_served(outcome, by, ending):
    if ending == "refuse":
        given = {"reason": "不属于复核范围的事项", "by": by, "at": assess.LATER}
        row = appeals.refuse(filed(outcome, "APPEAL"), **given)
    else:
        row = decided(accepted(outcome, by, "APPEAL"), by, "MAINTAINED")
    days = outcome.case.campaign.serve_days
    assert running(row) == {"TELL": add_working_days(TODAY, days)}

    appeals.tell(row, told_on=TODAY, by=by, at=assess.LATER)

    assert running(row) == {}


def test_withdrawing_ends_every_term(outcome):
    row = filed(outcome, "APPEAL")

    appeals.withdraw(row, by=outcome.case.subject, at=assess.LATER)

    assert terms(row) == [("ADMIT", 30, add_calendar_days(TODAY, 30), False)]


def test_what_is_put_back_has_a_term_until_its_last_line(world, outcome, by):
    row = decided(accepted(outcome, by), by)
    assert running(row)["REVERSE"] == add_calendar_days(TODAY, 30)
    *lines, last = row.reversals.order_by("pk")

    for line in lines:
        appeals.put_back(line, note="已逐项办理并留存回执", by=world.manager, at=assess.LATER)
    assert "REVERSE" in running(row)
    appeals.put_back(last, note="已逐项办理并留存回执", by=world.manager, at=assess.LATER)

    assert set(running(row)) == {"TELL"}


def test_a_maintained_decision_has_nothing_to_put_back(outcome, by):
    row = decided(accepted(outcome, by), by, "MAINTAINED")

    assert "REVERSE" not in [kind for kind, *_rest in terms(row)]


def test_tm_09_what_a_law_fixes_is_neither_paused_nor_extended(world, outcome, by):
    held = clock(filed(outcome), "ANSWER")
    given = {"by": by, "at": assess.LATER}

    refused("TM-09", clocks.pause, held, reason="OTHER", note=NOTE, **given)
    refused("TM-09", clocks.extend, held, days=5, reason=NOTE, **given)


def test_a_suspension_stops_no_term_of_an_appeal(world, outcome):
    row = filed(outcome)
    case = Case.objects.get(pk=outcome.case_id)

    suspensions.begin(case, reason=NOTE, by=world.admin, at=assess.LATER)

    assert running(row) == {"ANSWER": row.due_on}


def test_the_own_term_of_the_department_is_paused_and_goes_on(world, outcome, by):
    row = decided(accepted(outcome, by), by)
    verifier = make.holder(Role.VERIFIER, world.county)
    held = clock(row, "REVERSE")
    with pytest.raises(NotAllowed):
        clocks.pause(held, reason="OTHER", note=NOTE, by=verifier, at=assess.LATER)

    held = clocks.pause(held, reason="OTHER", note=NOTE, by=world.admin, at=assess.LATER)
    assert held.due_on is None
    back = assess.LATER + timedelta(days=9)
    held = clocks.resume(Clock.objects.get(pk=held.pk), by=world.admin, at=back)

    paused = [(TODAY, legal_day(back))]
    assert held.due_on == term_end(TODAY, 30, is_working=False, pauses=paused)
    assert Appeal.objects.get(pk=row.pk).due_on == row.due_on


def told_of(kind):
    rows = Message.objects.filter(kind=kind).order_by("recipient_id", "occasion")
    return [(row.recipient, row.occasion) for row in rows]


def test_an_appeal_that_arrives_is_told_to_who_may_handle_it(world, outcome, by):
    grant(outcome.decided_by, Role.APPEAL_HANDLER, world.county)
    abroad = handler(make.world())

    row = filed(outcome)

    assert [user for user, _occasion in told_of("appeal_filed")] == [by]
    (line,) = words.page(by, {}, is_part=False)["lines"]
    assert row.case.cadre.name in line.text
    assert "请受理" in line.text
    assert abroad.unread_count == 0


def test_an_appeal_that_nobody_may_handle_is_told_to_the_administrators(world, outcome):
    grant(outcome.decided_by, Role.APPEAL_HANDLER, world.county)

    filed(outcome)

    told = [user for user, _occasion in told_of("appeal_filed")]
    assert world.admin in told
    assert all(user.holds(Role.COUNTY_ADMIN, county_id=world.county.pk) for user in told)


def test_a_term_of_an_appeal_is_told_when_near_and_at_each_step_up_once(world, outcome, by):
    row = filed(outcome)
    system = make.user()
    verifier = make.holder(Role.VERIFIER, world.county)
    due = row.due_on

    for days in (-1, 0, 1, 2, 9, 10):
        for _twice in range(2):
            reminders.remind(by=system, at=at_day(due + timedelta(days=days)))

    people = {by, world.admin, world.decider, verifier, world.manager, outcome.case.subject}
    soon = [one for one in told_of("term_soon") if one[0] in people]
    late = [one for one in told_of("term_late") if one[0] in people]
    assert soon == [(by, str(due))]
    expected = [(by, f"{due}:1"), (world.admin, f"{due}:1")]
    expected += [(user, f"{due}:2") for user in (by, world.admin, world.decider)]
    assert sorted(late, key=str) == sorted(expected, key=str)


def todo(user, kind=""):
    tasks = work.todo(type(user).objects.get(pk=user.pk), on=TODAY)
    return [(task.title, task.due_on) for task in tasks if kind in task.title]


def test_the_desk_names_each_step_to_the_handler_and_to_no_earlier_hand(world, outcome, by):
    grant(outcome.decided_by, Role.APPEAL_HANDLER, world.county)
    name = outcome.case.cadre.name
    row = filed(outcome, "APPEAL")
    assert todo(by) == [(f"{name}　受理申诉", add_calendar_days(TODAY, 30))]
    row = appeals.accept(row, by=by, at=assess.LATER)
    assert todo(by) == [(f"{name}　办理复核申诉", row.due_on)]
    assert todo(outcome.decided_by, "申诉") == []

    row = decided(row, by)

    assert [title for title, _due in todo(by)] == [f"{name}　登记答复送达"]
    assert todo(world.admin, "恢复") == [(f"{name}　办理恢复措施", add_calendar_days(TODAY, 30))]
    assert todo(outcome.case.subject) == []


def test_the_terms_of_an_appeal_are_read_by_the_appeal_body_alone(world, outcome, by):
    row = filed(outcome)
    held = Clock.objects.filter(row_id=row.pk)
    readers = {user: True for user in (by, world.admin, world.decider)}
    readers |= {make.holder(Role.VERIFIER, world.county): False, world.manager: False}
    readers |= {outcome.case.subject: False, handler(make.world()): False}

    found = {user: held.visible_to(user).exists() for user in readers}

    assert found == readers
