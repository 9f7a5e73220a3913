"""Who is told that a remedy ends soon, or that what a line of theirs rests on fell."""

from datetime import datetime, time, timedelta

import pytest

from accounts.enums import Role
from accounts.models import User
from assessment import tasks
from assessment.queries import appeals as queries
from assessment.services import appeals, messages
from core.dates import ZONE, legal_day
from core.jobs import registry, worker
from core.jobs.models import Job
from core.notify import reading
from core.notify.models import Message
from recall.models import Case
from tests.assessment.services.test_aftermath import OF_IT, book_of, deducted, exposed
from tests.factories import assessment as assess
from tests.factories import pay as make
from tests.factories.accounts import UserFactory, grant
from tests.factories.appeals import accepted, decided, filed, handler, objected, removed

pytestmark = pytest.mark.django_db


def morning(day):
    return datetime.combine(day, time(9), ZONE)


def remind(day):
    return messages.remind(by=UserFactory(), at=morning(day))


def told():
    rows = Message.objects.filter(kind="remedy_soon").order_by("pk")
    return [(row.recipient, row.row_id, row.occasion) for row in rows]


def days(case):
    return {one.last_on for one in queries.steps(Case.objects.get(pk=case.pk))}


def test_the_person_is_told_of_each_last_day_once_and_not_when_it_is_far_or_over(world):
    outcome = removed(world)
    case, last = outcome.case, outcome.receipt.remedy_until_on

    for day in (-40, -6):
        remind(last + timedelta(days=day))
    assert (case.subject, case.pk, str(last)) not in told()

    for day in (-5, -5, -2, 0, 1):
        remind(last + timedelta(days=day))
    assert told().count((case.subject, case.pk, str(last))) == 1
    assert {person for person, _case, _day in told()} == {case.subject}
    lines = reading.lines(reading.listed(case.subject), user=User.objects.get(pk=case.subject_id))
    assert any("期限几天内届满" in line.text for line in lines)


def test_who_has_filed_is_not_told_and_the_step_after_is(world):
    outcome, by = removed(world), handler(world)
    row = appeals.accept(filed(outcome), by=by, at=assess.LATER)
    last = outcome.receipt.remedy_until_on
    remind(last)
    assert str(last) not in {day for _person, _case, day in told()}

    decided(row, by, "MAINTAINED")
    appeals.tell(row, told_on=legal_day(assess.LATER), by=by, at=assess.LATER)
    after = next(one for one in queries.steps(outcome.case) if one.outcome)
    remind(after.last_on - timedelta(days=3))

    assert (outcome.case.subject, outcome.case_id, str(after.last_on)) in told()


def test_pay_and_arbitration_outside_are_told_of_too(world):
    paid = make.paid_world()
    effect = make.ordered(paid)
    for last in days(effect.case):
        remind(last)
    assert {day for _person, case, day in told() if case == effect.case_id} == {
        str(day) for day in days(effect.case)
    }


def test_the_look_is_left_once_a_day_after_seven_and_goes_slice_by_slice(world, monkeypatch):
    registry.autodiscover()
    monkeypatch.setattr(messages, "SLICE", 2)
    outcomes = [removed(world) for _n in range(3)]
    day = outcomes[0].receipt.remedy_until_on
    tasks.begin_day(morning(day).replace(hour=6))
    assert not Job.objects.filter(kind="assessment.remind").exists()

    for _sweep in range(2):
        tasks.begin_day(morning(day))
    worker.drain("terms", at=morning(day))

    job = Job.objects.get(kind="assessment.remind")
    assert (job.state, job.key) == ("DONE", f"assessment.remind:{day}")
    assert {case for _person, case, occasion in told() if occasion == str(day)} == {
        row.case_id for row in outcomes
    }


def test_keepers_of_book_and_list_are_told_what_fell(world):
    head = UserFactory()
    grant(head, Role.UNIT_HEAD, world.unit)
    case = assess.concluded(world).case
    entry = deducted(book_of(world, case), "被召回")
    listed = exposed(world, case, OF_IT)
    by = handler(world)

    decided(objected(case, by), by)

    of_head = Message.objects.filter(recipient=head).values_list("kind", "row_id")
    assert set(of_head) == {("points_fell", entry.pk), ("listing_fell", listed.pk)}
    lines = reading.lines(reading.listed(head), user=User.objects.get(pk=head.pk))
    assert {"核对是否冲正" in line.text or "核对是否撤下" in line.text for line in lines} == {True}


def test_nobody_is_told_of_a_step_that_is_upheld_without_such_lines(world):
    grant(UserFactory(), Role.UNIT_HEAD, world.unit)
    outcome, by = removed(world), handler(world)

    decided(accepted(outcome, by), by)

    assert not Message.objects.filter(kind__in=["points_fell", "listing_fell"]).exists()
