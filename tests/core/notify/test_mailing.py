"""Mail: a number and no content, one for all that waits, never by night, tried five times."""

import smtplib
from datetime import datetime, timedelta

import pytest
from django.core import mail

from accounts.enums import Role
from core.audit.models import Entry
from core.dates import ZONE
from core.errors import RegulationBroken
from core.jobs import registry, worker
from core.jobs.models import Job
from core.notify import channels, inbox, mailing, quiet, reading, telling
from core.notify.models import Choice, Delivery, Message
from portal.queries.operations import JOB_DEAD
from tests.factories.accounts import UserFactory, holder

pytestmark = pytest.mark.django_db
NOON = datetime(2018, 5, 10, 12, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.EMAIL_HOST = "mail.test"


@pytest.fixture
def person():
    user = holder(Role.SYSTEM_ADMIN)
    inbox.choose(user, is_on=True, address="wang@example.gov.cn", by=user, at=NOON)
    return user


def tell(*people, occasion="", at=NOON):
    job, _made = Job.objects.get_or_create(
        key="k", defaults={"kind": "x", "lane": "x", "next_at": at, "created_at": at}
    )
    return telling.tell(JOB_DEAD, job, to=people, occasion=occasion, by=UserFactory(), at=at)


def sweep(at):
    mailing.gather(at=at)
    worker.drain(mailing.LANE, at=at)


def broken(monkeypatch, error):
    def send(self, address, count):
        raise error

    monkeypatch.setattr(channels.Mail, "send", send)


def test_three_messages_make_one_mail_with_their_number_and_no_word_of_them(person):
    for number in "123":
        tell(person, occasion=number)

    sweep(NOON)
    assert mail.outbox == []
    sweep(NOON + HOUR)
    sweep(NOON + 2 * HOUR)

    (sent,) = mail.outbox
    assert sent.to == ["wang@example.gov.cn"]
    assert sent.subject == "您有新的待办事项"
    assert sent.body == (
        "您有新的待办事项（3 条），请登录系统查看。\n\n本邮件由系统自动发送，请勿回复。\n"
    )
    row = Delivery.objects.get()
    assert (row.state, row.message_count, row.tries) == ("SENT", 3, 1)
    assert (str(row), list(reading.deliveries(person))) == ("MAIL SENT", [row])
    assert all(message.carried_at == NOON + HOUR for message in Message.objects.all())


def test_the_job_and_the_log_hold_no_address(person):
    tell(person)
    mailing.gather(at=NOON)

    job = Job.objects.get(kind="notify.send")
    assert job.payload == {"pk": Delivery.objects.get().pk}
    assert job.next_at == NOON + mailing.GATHERING
    assert "@" not in job.key
    assert "wang" not in repr(Choice.objects.values_list()[0])
    assert str(Choice.objects.get()) == "MAIL"


def test_two_mails_to_one_person_lie_four_hours_apart(person):
    tell(person, occasion="1")
    sweep(NOON)
    sweep(NOON + HOUR)
    tell(person, occasion="2", at=NOON + HOUR)

    sweep(NOON + HOUR)

    assert Delivery.objects.get(state="WAITING").due_at == NOON + 5 * HOUR


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("06:59", "10 07:00"),
        ("07:00", "10 07:00"),
        ("21:59", "10 21:59"),
        ("22:00", "11 07:00"),
        ("23:30", "11 07:00"),
        ("00:00", "10 07:00"),
    ],
)
def test_quiet_hours_end_at_seven(at, until):
    asked = datetime.fromisoformat(f"2018-05-10T{at}").replace(tzinfo=ZONE)

    assert f"{quiet.over(asked).astimezone(ZONE):%d %H:%M}" == until


def test_what_comes_late_in_the_evening_goes_in_the_morning(person):
    evening = NOON.replace(hour=21, minute=50)
    tell(person, at=evening)
    mailing.gather(at=evening)
    row = Delivery.objects.get()
    assert row.due_at == NOON.replace(day=11, hour=7)

    Delivery.objects.update(due_at=evening)  # as if the worker came back by night
    mailing.send(row.pk, at=NOON.replace(hour=23))

    row = Delivery.objects.get()
    assert (row.state, row.tries, row.due_at) == ("WAITING", 0, NOON.replace(day=11, hour=7))
    assert mail.outbox == []


def test_what_was_read_in_the_system_needs_no_mail(person):
    tell(person)
    mailing.gather(at=NOON)
    inbox.mark_all_read(person, by=person, at=NOON)

    sweep(NOON + HOUR)

    assert (Delivery.objects.get().state, mail.outbox) == ("DROPPED", [])


def test_what_went_out_of_sight_is_not_counted(person):
    tell(person)
    tell(person, occasion="2")
    gone = Message(recipient=person, kind=JOB_DEAD, row_kind="jobs.job", row_id=0)  # no such row
    gone.created_at = NOON
    gone.save()

    sweep(NOON)
    sweep(NOON + HOUR)

    assert "2 条" in mail.outbox[0].body
    assert Delivery.objects.get().message_count == 2


def test_a_mail_of_which_nothing_can_be_read_is_dropped_for_good(person):
    tell(person)
    mailing.gather(at=NOON)
    Job.objects.filter(key="k").delete()

    sweep(NOON + HOUR)
    sweep(NOON + 2 * HOUR)

    assert (Delivery.objects.get().state, mail.outbox) == ("DROPPED", [])
    assert Message.objects.get().read_at is None


def test_who_turned_mail_off_or_has_no_choice_gets_none(person):
    inbox.choose(person, is_on=False, address="", by=person, at=NOON)
    tell(person, holder(Role.SYSTEM_ADMIN))

    assert mailing.gather(at=NOON) == 0
    assert Choice.objects.get().address is None


def test_a_choice_turned_off_after_the_plan_stops_the_mail(person):
    tell(person)
    mailing.gather(at=NOON)
    inbox.choose(person, is_on=False, address="a@b.cn", by=person, at=NOON)

    sweep(NOON + HOUR)

    assert (Delivery.objects.get().state, mail.outbox) == ("DROPPED", [])


@pytest.mark.parametrize(
    "error", [smtplib.SMTPServerDisconnected("wang@"), TimeoutError()], ids=["smtp", "network"]
)
def test_a_failing_gateway_is_tried_five_times_and_then_left(person, monkeypatch, error, caplog):
    broken(monkeypatch, error)
    tell(person)
    at = NOON
    for _try in range(8):
        sweep(at)
        at += HOUR

    row = Delivery.objects.get()
    assert (row.state, row.tries, row.last_error) == ("FAILED", 5, type(error).__name__)
    assert "wang" not in caplog.text
    assert mailing.gather(at=at) == 0  # the same messages are not tried for ever
    tell(person, occasion="next", at=at)
    assert mailing.gather(at=at) == 1


def test_a_mail_that_was_sent_is_not_sent_again(person):
    tell(person)
    sweep(NOON)
    sweep(NOON + HOUR)

    assert mailing.send(Delivery.objects.get().pk, at=NOON + HOUR) is None
    assert len(mail.outbox) == 1


def test_a_job_that_is_given_up_ends_the_digest_and_the_next_one_takes_its_messages(
    person, monkeypatch
):
    broken(monkeypatch, ValueError("both"))  # the settings contradict each other
    tell(person)
    at = NOON
    for _try in range(8):
        sweep(at)
        at += HOUR / 2
    rows = list(Delivery.objects.order_by("pk").values_list("state", "last_error"))
    assert rows == [("FAILED", "Job"), ("WAITING", "")]
    mailing.give_up(Delivery.objects.order_by("pk").first().pk, at=at)  # twice does no harm

    monkeypatch.undo()
    sweep(at + 5 * HOUR)
    assert len(mail.outbox) == 1


def test_nothing_is_planned_where_no_gateway_is_set_up(person, settings):
    settings.EMAIL_HOST = ""
    tell(person)

    assert mailing.gather(at=NOON) == 0


def test_two_sweeps_at_once_plan_one_mail(person, monkeypatch):
    tell(person)
    choice = Choice.objects.get()
    mailing.gather(at=NOON)

    mailing._plan(choice, NOON)  # as the other one, which had looked before

    assert Delivery.objects.count() == Job.objects.filter(kind="notify.send").count() == 1


def test_the_room_has_its_job_and_its_chores():
    registry.autodiscover()

    assert mailing.LANE in registry.lanes()
    names = {f"{run.__module__}.{run.__name__}" for run in registry.chores()}
    assert {"core.notify.tasks.gather", "core.notify.tasks.forget"} <= names
    for run in registry.chores():
        if run.__module__ == "core.notify.tasks":
            run(NOON)


@pytest.mark.parametrize("address", ["", "wang", "a@b.cn\r\nBcc: x@y.cn", "a@b.cn, c@d.cn"])
def test_nt_01_mail_needs_one_right_address(address):
    user = UserFactory()

    with pytest.raises(RegulationBroken, match="NT-01"):
        inbox.choose(user, is_on=True, address=address, by=user, at=NOON)


def test_nt_01_a_wrong_address_is_not_kept_even_when_off():
    user = UserFactory()

    with pytest.raises(RegulationBroken, match="NT-01"):
        inbox.choose(user, is_on=False, address="wang", by=user, at=NOON)


def test_nt_02_mail_needs_a_gateway(settings):
    settings.EMAIL_HOST = ""
    user = UserFactory()

    with pytest.raises(RegulationBroken, match="NT-02"):
        inbox.choose(user, is_on=True, address="a@b.cn", by=user, at=NOON)


def test_a_choice_is_sealed_and_on_record(person):
    row = Choice.objects.get(user=person)

    assert (row.address.reveal(), str(row.address)) == ("wang@example.gov.cn", "••••••")
    entry = Entry.objects.filter(act="choose_reminder").get()
    assert (entry.by, entry.detail) == (person, {"is_on": True})
