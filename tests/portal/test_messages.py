"""The page of messages: own ones only, unread first, a fixed cost, and the choice of mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment.enums import ConditionTold, MoveTold
from assessment.enums import Told as ToldAppeal
from core.jobs import registry, worker
from core.jobs.models import Job
from core.notify import inbox, kinds, mailing
from core.notify.models import Choice, Message
from evidence.enums import Told as ToldPaper
from keeping.enums import Told as ToldKeeping
from portal import tasks
from portal.presenters import messages as present
from recall.enums import Told
from recall.enums.helpers import HelperTold
from recall.enums.notes import NoteTold
from recall.enums.papers import PaperTold
from recall.models import Clock
from reports.enums import Told as ToldSummary
from schemes.enums import Told as ToldAdmin
from tests.factories import disclosures, recall
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.training import case, enrolled, planned_class, session, world
from training.enums import Told as ToldTrainee
from training.services import timetables

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LIST = reverse("portal:message-list")
MAIL = reverse("portal:message-settings")


def dead_job(**given):
    told = {"kind": "test.x", "lane": "x", "key": "k", "state": "DEAD", "created_at": NOW}
    return Job.objects.create(**{**told, "next_at": NOW, **given})


def message(user, **given):
    told = {"kind": "job_dead", "row_kind": "jobs.job", "row_id": 1, "created_at": NOW}
    return Message(recipient=user, **{**told, **given})


def test_every_kind_that_a_floor_tells_can_be_read():
    floors = (
        Told, ToldTrainee, ToldAppeal, ToldKeeping, ToldPaper, ToldAdmin, NoteTold, HelperTold,
        MoveTold, ConditionTold, ToldSummary, PaperTold,
    )  # fmt: skip
    told = {*(code for floor in floors for code in floor.values), "job_dead"}

    assert told == set(kinds.known()) == {kind.code for kind in present.KINDS}


def test_the_page_shows_own_messages_and_the_header_their_number(client):
    operator, job = holder(Role.SYSTEM_ADMIN), dead_job()
    message(operator, row_id=job.pk).save()
    message(operator, row_id=job.pk, occasion="2", read_at=NOW).save()
    message(holder(Role.SYSTEM_ADMIN), row_id=job.pk).save()
    client.force_login(operator)

    answer = client.get(LIST)

    assert [line.text for line in answer.context["lines"]] == ["test.x　已停止"] * 2
    assert answer.context["inbox"] == {"url": LIST, "n": 1}
    assert "1 条未读" in answer.text


def test_nobody_has_messages_without_signing_in(client):
    assert client.get(LIST).status_code == 302


def test_an_empty_page_says_what_would_stand_there(client):
    client.force_login(UserFactory())

    assert "没有消息" in client.get(LIST).text


def test_opening_marks_and_leads_to_the_row(client):
    operator, job = holder(Role.SYSTEM_ADMIN), dead_job()
    row = message(operator, row_id=job.pk)
    row.save()
    client.force_login(operator)
    url = reverse("portal:message-open", args=[row.pk])

    assert client.get(url).status_code == 405
    answer = client.post(url)

    assert answer.url == reverse("portal:job-list")
    assert client.get(LIST).context["inbox"]["n"] == 0


def test_a_foreign_message_is_not_found_and_stays_unread(client):
    row = message(holder(Role.SYSTEM_ADMIN))
    row.save()
    client.force_login(holder(Role.SYSTEM_ADMIN))

    assert client.post(reverse("portal:message-open", args=[row.pk])).status_code == 404
    assert Message.objects.get().read_at is None


def test_all_are_marked_read(client):
    operator = holder(Role.SYSTEM_ADMIN)
    for number in range(3):
        message(operator, occasion=str(number)).save()
    client.force_login(operator)

    client.post(reverse("portal:messages-read"))

    assert not Message.objects.unread().exists()


def test_a_part_of_the_list_comes_without_its_frame(client):
    operator = holder(Role.SYSTEM_ADMIN)
    Message.objects.bulk_create(message(operator, occasion=str(n)) for n in range(25))
    client.force_login(operator)

    answer = client.get(LIST, {"page": 2}, headers={"HX-Request": "true"})

    assert len(answer.context["lines"]) == 5
    assert "<html" not in answer.text
    assert client.get(LIST, {"page": "x"}).context["page"].number == 1


def with_every_kind():
    """Answer a person of many roles, and (kind, row) of all that can be told to them."""
    place = world()
    person = holder(Role.CLASS_MANAGER, place.county)
    room = planned_class(place)
    lesson = session(room, place.manager)
    own = enrolled(place, room, subject=person)
    nomination = recall.submitted_nomination()
    grant(person, Role.VERIFIER, nomination.county)
    told = recall.verified_nomination()
    type(told).objects.filter(pk=told.pk).update(subject=person)
    rows = {
        "session_changed": lesson,
        "timetable_moved": room,
        "enrolled": own,
        "to_verify": nomination,
        "allegation_told": told,
        "notice_served": own.case,
        "term_soon": Clock.objects.get(nomination=nomination),
    }
    return person, rows


@pytest.mark.parametrize("size", [10, 1000])
def test_the_list_costs_at_most_twelve_queries_and_sixty_kilobytes(client, size):
    person, rows = with_every_kind()
    Message.objects.all().delete()
    told = list(rows.items())
    Message.objects.bulk_create(
        message(person, kind=kind, row_kind=row._meta.label_lower, row_id=row.pk, occasion=str(n))
        for n in range(size)
        for kind, row in [told[n % len(told)]]
    )
    client.force_login(person)
    client.get(LIST)

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(LIST)

    assert all(line.text for line in answer.context["lines"])
    assert {line.message.kind for line in answer.context["lines"]} == set(rows)
    assert len(queries) <= 12
    assert len(answer.content) <= 60_000


def test_a_header_with_messages_costs_no_query_more(client):
    user = UserFactory()
    client.force_login(user)
    url = reverse("account")
    client.get(url)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    before = cost()
    Message.objects.bulk_create(message(user, occasion=str(n)) for n in range(120))

    assert cost() == before
    assert "99+" in client.get(url).text


@pytest.mark.parametrize("kind", ["disclosure_asked", "disclosure_shown", "disclosure_down"])
def test_who_is_asked_about_a_disclosure_reads_the_message(client, kind):
    place = world()
    case = disclosures.served(place)
    entry = disclosures.entry(disclosures.shown(place, case))
    row = message(case.subject, kind=kind, row_kind="assessment.disclosureentry", row_id=entry.pk)
    row.occasion = "again"
    row.save()
    client.force_login(case.subject)

    text = {line.message.pk: line.text for line in client.get(LIST).context["lines"]}[row.pk]

    assert "公示" in text


def test_a_trainee_reads_on_the_phones_page_and_goes_to_the_day(client):
    place = world()
    row = enrolled(place, planned_class(place))
    client.force_login(row.case.subject)

    answer = client.get(LIST)

    assert 'class="ph' in answer.text
    (line,) = answer.context["lines"]
    assert line.url == reverse("training:today")


def test_a_desk_goes_to_the_class_and_a_trainee_to_the_day(client):
    place = world()
    room = planned_class(place, manager=place.manager)
    trainee = enrolled(place, room).case.subject
    lesson = session(room, place.manager)
    timetables.change(
        lesson, starts_at=lesson.starts_at, ends_at=lesson.ends_at, room="二号教室",
        teacher=lesson.teacher, by=place.admin, at=lesson.starts_at - timedelta(days=1),
    )  # fmt: skip

    urls = {}
    for user in (trainee, place.manager):
        client.force_login(user)
        urls[user] = client.get(LIST).context["lines"][-1].url

    assert urls == {
        trainee: reverse("training:today"),
        place.manager: reverse("training:class-detail", args=[room.pk]),
    }


def test_the_choice_of_mail_is_kept_and_shown_again(client, settings):
    settings.EMAIL_HOST = "mail.test"
    user = UserFactory()
    client.force_login(user)

    answer = client.post(MAIL, {"is_on": "on", "address": "wang@example.gov.cn"})

    assert answer.url == MAIL
    page = client.get(MAIL)
    assert page.context["form"].initial == {"is_on": True, "address": "wang@example.gov.cn"}
    assert "系统没有配置邮件服务" not in page.text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"is_on": "on", "address": ""}, "NT-01"),
        ({"is_on": "on", "address": "wang"}, "请填写正确的邮箱地址"),
        ({"is_on": "on", "address": "a@b.cn"}, "NT-02"),
    ],
)
def test_a_choice_that_cannot_work_is_refused(client, settings, sent, words):
    settings.EMAIL_HOST = ""
    client.force_login(UserFactory())

    answer = client.post(MAIL, sent)

    assert answer.status_code == 422
    assert words in answer.text
    assert not Choice.objects.exists()


def test_what_was_sent_stands_on_the_page(client, settings):
    settings.EMAIL_HOST = "mail.test"
    user = holder(Role.SYSTEM_ADMIN)
    inbox.choose(user, is_on=True, address="a@b.cn", by=user, at=NOW)
    message(user, row_id=dead_job().pk).save()
    noon = NOW.replace(hour=4, minute=0)  # noon in Shanghai
    mailing.gather(at=noon)
    client.force_login(user)
    assert "等待发送" in client.get(MAIL).text

    worker.drain(mailing.LANE, at=noon + timedelta(hours=1))

    assert "已发送" in client.get(MAIL).text
    assert len(mail.outbox) == 1


def test_the_operator_hears_of_a_dead_job_once_and_again_when_it_dies_again():
    operator = holder(Role.SYSTEM_ADMIN)
    holder(Role.AUDITOR)
    job = dead_job(next_at=NOW + worker.LEASE)
    dead_job(key="old", next_at=NOW - timedelta(days=2))
    dead_job(key="due", state="DUE")
    registry.autodiscover()

    for _sweep in range(2):
        tasks.tell_of_dead_jobs(NOW)
    assert [(m.recipient, m.row_id) for m in Message.objects.all()] == [(operator, job.pk)]

    later = NOW + timedelta(hours=1)
    Job.objects.filter(pk=job.pk).update(next_at=later + worker.LEASE)
    tasks.tell_of_dead_jobs(later)
    assert Message.objects.count() == 2


def test_a_dead_job_is_no_business_of_others():
    holder(Role.COUNTY_ADMIN, case(world().campaign, world().unit).county)
    dead_job(next_at=NOW + worker.LEASE)

    tasks.tell_of_dead_jobs(NOW)

    assert not Message.objects.exists()
