"""Telling: in the act's transaction, once, and never to whom may not know."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.enums import Role
from core.jobs.models import Job
from core.notify import inbox, kinds, reading, telling
from core.notify.models import Delivery, Message
from portal.queries.operations import JOB_DEAD
from tests.factories.accounts import UserFactory, holder

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def job():
    return Job.objects.create(kind="test.x", lane="x", key="k", next_at=NOW, created_at=NOW)


@pytest.fixture
def operator():
    return holder(Role.SYSTEM_ADMIN)


def tell(job, *people, by=None, **given):
    by = by or UserFactory()
    return telling.tell(JOB_DEAD, job, to=people, by=by, at=NOW, **given)


def test_a_message_holds_ids_and_no_words(job, operator):
    assert tell(job, operator) == 1

    row = Message.objects.get()
    told = (row.recipient, row.kind, row.row_kind, row.row_id)
    assert told == (operator, "job_dead", "jobs.job", job.pk)
    assert (row.created_at, row.read_at, row.occasion) == (NOW, None, "")
    assert str(row) == f"job_dead {job.pk}"


def test_the_same_occasion_is_told_once_and_the_next_one_again(job, operator):
    for occasion in ("1", "1", "2"):
        tell(job, operator, operator, occasion=occasion)

    assert sorted(Message.objects.values_list("occasion", flat=True)) == ["1", "2"]


def test_who_acted_is_closed_or_may_not_read_the_row_gets_nothing(job, operator):
    closed = holder(Role.SYSTEM_ADMIN)
    closed.is_active = False

    tell(job, operator, closed, UserFactory(), None, by=operator)

    assert Message.objects.count() == 0


def test_an_act_that_fails_tells_nobody(job, operator):
    def act():
        with transaction.atomic():
            tell(job, operator)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert Message.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_telling_demands_the_transaction_of_the_act(job, operator):
    with pytest.raises(RuntimeError, match="transaction"):
        tell(job, operator)


def test_a_kind_that_nobody_can_read_is_refused(job, operator):
    with pytest.raises(LookupError, match="no kind of message bell"):
        telling.tell("bell", job, to=[operator], by=operator, at=NOW)


def test_words_are_found_when_read_and_go_with_the_sight_of_the_row(job, operator):
    tell(job, operator)
    (seen,) = reading.lines(reading.listed(operator), user=operator)
    assert (seen.label, seen.text, seen.url) == ("后台任务停止", "test.x　待办", "/jobs/")

    stranger = UserFactory()
    (hidden,) = reading.lines(reading.listed(operator), user=stranger)
    Message.objects.update(kind="gone")
    (unknown,) = reading.lines(reading.listed(operator), user=operator)

    assert [one[1:] for one in (hidden, unknown)] == [("", "", "")] * 2


def test_opening_keeps_the_first_instant_and_reaches_ones_own_only(job, operator):
    tell(job, operator)
    row = Message.objects.get()

    inbox.mark_read(row, by=UserFactory(), at=NOW)
    assert Message.objects.get().read_at is None
    inbox.mark_read(row, by=operator, at=NOW)
    inbox.mark_read(row, by=operator, at=NOW + timedelta(hours=1))

    assert Message.objects.get().read_at == NOW


def test_all_are_marked_at_once(job, operator):
    other = holder(Role.SYSTEM_ADMIN)
    tell(job, operator, other, occasion="1")
    tell(job, operator, occasion="2")

    assert inbox.mark_all_read(operator, by=operator, at=NOW) == 2
    assert Message.objects.unread().get().recipient == other


def test_unread_come_first_then_the_newest(job, operator):
    for number in range(3):
        tell(job, operator, occasion=str(number))
    first, second, third = Message.objects.order_by("pk")
    inbox.mark_read(third, by=operator, at=NOW)

    assert list(reading.listed(operator)) == [second, first, third]


def test_what_was_read_long_ago_is_forgotten_and_the_unread_stays(job, operator, settings):
    settings.NOTIFY_KEEP_DAYS = 30
    for number in range(3):
        tell(job, operator, occasion=str(number))
    old, recent, _unread = Message.objects.order_by("pk")
    inbox.mark_read(old, by=operator, at=NOW - timedelta(days=31))
    inbox.mark_read(recent, by=operator, at=NOW - timedelta(days=29))
    long_ago = NOW - timedelta(days=31)
    Delivery.objects.create(
        user=operator, channel="MAIL", state="SENT", made_at=long_ago, due_at=long_ago, done_at=NOW
    )

    inbox.forget(at=NOW)

    assert sorted(Message.objects.values_list("occasion", flat=True)) == ["1", "2"]
    assert Delivery.objects.count() == 0


def test_the_number_of_unread_comes_with_the_grants(job, operator, django_assert_num_queries):
    for number in range(101):
        tell(job, operator, occasion=str(number))
    fresh = type(operator).objects.get(pk=operator.pk)

    with django_assert_num_queries(1):
        assert (fresh.unread_count, fresh.duty) == (100, Role.SYSTEM_ADMIN)


def test_a_kind_takes_the_place_of_the_former_of_its_code():
    kind = kinds.named(JOB_DEAD)
    kinds.register(kind)

    assert kinds.known()[JOB_DEAD] is kind
