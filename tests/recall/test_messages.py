"""Who hears of what in a recall, and that the person concerned hears nothing before their stage."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from core.dates import legal_day
from core.jobs import registry, worker
from core.jobs.models import Job
from core.notify import inbox, mailing, reading
from core.notify.models import Choice, Delivery, Message
from recall import tasks
from recall.enums import Conclusion
from recall.models import Clock, Nomination
from recall.queries import clocks as terms
from recall.services import clocks, messages, nominations
from tests.factories import recall
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.units import UnitFactory
from tests.moments import HEARD_AT, NOW, VERIFIED_AT

pytestmark = pytest.mark.django_db
OFFICE = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)


def of(kind):
    return {row.recipient for row in Message.objects.filter(kind=kind)}


def texts(user):
    return [line.text for line in reading.lines(reading.listed(user), user=fresh(user))]


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.fixture
def campaign():
    return recall.open_campaign()


def test_a_submission_reaches_the_verifiers_who_may_verify_it(campaign):
    unit = campaign.campaign_units.get().unit
    verifier, other = holder(Role.VERIFIER, campaign.county), holder(Role.DECIDER, campaign.county)
    of_the_unit = holder(Role.VERIFIER, campaign.county)
    PostFactory(cadre__unit=unit, cadre__user=of_the_unit)
    abroad = holder(Role.VERIFIER, UnitFactory().county)

    row = recall.submitted_nomination(campaign)

    assert of("to_verify") == {verifier}
    assert texts(verifier) == [f"{row.cadre.name}　单位已报送，请核实"]
    assert not Message.objects.filter(recipient__in=[other, of_the_unit, abroad]).exists()


def test_each_submission_is_told_once_and_the_return_reaches_the_unit(campaign):
    verifier = holder(Role.VERIFIER, campaign.county)
    unit = campaign.campaign_units.get().unit
    clerk = holder(Role.UNIT_CLERK, unit)
    above = UnitFactory(county=unit.county)
    unit.parent = above
    unit.save()
    leader = holder(Role.UNIT_HEAD, above, with_below=True)
    not_below = holder(Role.UNIT_HEAD, above)

    row = recall.submitted_nomination(campaign)
    recall.conclude(row, Conclusion.SENT_BACK)
    row = Nomination.objects.get(pk=row.pk)

    assert {clerk, leader, row.drafted_by, row.submitted_by} == of("nomination_returned")
    assert not_below not in of("nomination_returned")
    assert texts(clerk) == [f"{row.cadre.name}　退回补正，请按核实意见修改后再报"]
    assert texts(verifier) == [f"{row.cadre.name}　提名现为“退回单位”"]

    answers = {"facts": "已补充"}
    nominations.submit(row, by=row.submitted_by, at=HEARD_AT, answers=answers)
    told = Message.objects.filter(recipient=verifier).values_list("occasion", flat=True)
    assert sorted(told) == ["1", "2"]
    assert texts(clerk) == [f"{row.cadre.name}　提名现为“待核实”"]
    assert set(texts(verifier)) == {f"{row.cadre.name}　单位已报送，请核实"}


def every_role(user, unit):
    for role in OFFICE:
        grant(user, role, unit.county)
    for role in (Role.UNIT_CLERK, Role.UNIT_HEAD):
        grant(user, role, unit)
    return user


@pytest.mark.parametrize("roles", ["none", "all"])
def test_the_person_hears_nothing_before_they_are_told(client, campaign, settings, roles):
    """T2: no message, number, mail or term says that there is a case, whatever the person's roles.

    A twin with the same roles and no case sees the very same pages.
    """
    settings.EMAIL_HOST = "mail.test"
    unit = campaign.campaign_units.get().unit
    person, twin = UserFactory(name="同名"), UserFactory(name="同名")
    if roles == "all":
        person, twin = every_role(person, unit), every_role(twin, UnitFactory())
    inbox.choose(person, is_on=True, address="a@b.cn", by=person, at=NOW)
    inbox.choose(twin, is_on=True, address="a@b.cn", by=twin, at=NOW)
    cadre = PostFactory(cadre__unit=unit, cadre__user=person).cadre
    clerk = holder(Role.UNIT_CLERK, unit)

    row = recall.complete_nomination(campaign, cadre=cadre, clerk=clerk)
    stages = [silent(client, person, twin)]
    head = holder(Role.UNIT_HEAD, unit)
    nominations.submit(row, by=head, at=NOW)
    stages.append(silent(client, person, twin))
    recall.conclude(Nomination.objects.get(pk=row.pk), Conclusion.SENT_BACK)
    stages.append(silent(client, person, twin))
    back = Nomination.objects.get(pk=row.pk)
    nominations.submit(back, by=head, at=NOW, answers={"facts": "已补充"})
    row = recall.conclude(Nomination.objects.get(pk=row.pk))
    for days in (0, 3, 10, 40):  # terms come near, end, and go up
        messages.remind(by=UserFactory(), at=VERIFIED_AT + timedelta(days=days))
        stages.append(silent(client, person, twin))
    assert stages == [True] * 7
    assert Message.objects.exists()

    recall.told(Nomination.objects.get(pk=row.pk))

    assert [m.kind for m in Message.objects.filter(recipient=person)] == ["allegation_told"]


def silent(client, person, twin):
    """Say whether neither rows nor pages nor mails tell the person from the twin."""
    mailing.gather(at=NOW)
    rows = Message.objects.filter(recipient=person).count()
    mails = Delivery.objects.filter(user=person).count()
    pages = {_pages(client, user) for user in (person, twin)}
    return (rows, mails, len(pages)) == (0, 0, 1)


def _pages(client, user):
    client.force_login(user)
    answer = client.get(reverse("portal:message-list"))
    return len(answer.context["lines"]), answer.context["inbox"]["n"], answer.context["unread"]


def test_the_person_is_told_of_the_reply_and_of_the_notice_in_their_own_pages(client, campaign):
    row = recall.verified_nomination(campaign)
    assert texts(row.subject) == ["陈述申辩截止 2018年5月21日"]

    case = recall.served_case(campaign)

    served = Message.objects.get(kind="notice_served")
    assert served.recipient == case.subject
    texts_of = texts(case.subject)
    assert texts_of[0] == "召回通知书已送达，请查看内容和救济办法"
    assert texts_of[1] == "请查看您的事项"  # the term that runs by now is another one
    client.force_login(case.subject)
    answer = client.post(reverse("portal:message-open", args=[served.pk]))
    assert answer.url == reverse("recall:own-case", args=[case.pk])
    assert client.get(answer.url).status_code == 200


def test_a_person_without_an_account_is_simply_not_told(campaign):
    unit = campaign.campaign_units.get().unit
    cadre = PostFactory(cadre__unit=unit, cadre__user=None).cadre

    recall.verified_nomination(campaign, cadre=cadre)

    assert not Message.objects.filter(kind="allegation_told").exists()


def term(campaign):
    row = recall.submitted_nomination(campaign)
    return row, Clock.objects.get(nomination=row)


def remind(at):
    return messages.remind(by=UserFactory(), at=at).told


def at_day(day):
    return NOW.replace(year=day.year, month=day.month, day=day.day)


def test_a_term_is_told_when_near_and_at_each_step_up_once(campaign):
    people = {role: holder(role, campaign.county) for role in OFFICE}
    row, clock = term(campaign)
    Message.objects.all().delete()

    assert remind(NOW) == 0
    due = at_day(clock.due_on)
    for days in (-1, 0, 1, 2, 9, 10):
        remind(due + timedelta(days=days))
        remind(due + timedelta(days=days))

    soon, late = (
        sorted(
            Message.objects.filter(kind=kind, recipient__in=people.values()).values_list(
                "recipient__pk", "occasion"
            )
        )
        for kind in ("term_soon", "term_late")
    )
    admin, verifier, decider = (people[role].pk for role in OFFICE)
    day = str(clock.due_on)
    assert soon == [(verifier, day)]
    assert late == sorted(
        [(pk, f"{day}:1") for pk in (admin, verifier)]
        + [(pk, f"{day}:2") for pk in (admin, verifier, decider)]
    )
    assert f"{row.cadre.name}　核实期限" in texts(people[Role.DECIDER])[0]


def test_a_term_that_ended_long_ago_is_not_told_of_anew(campaign):
    holder(Role.VERIFIER, campaign.county)
    _row, clock = term(campaign)
    Message.objects.all().delete()

    assert remind(at_day(clock.due_on) + timedelta(days=60)) == 0


def test_a_paused_term_is_not_told_and_its_message_says_so(campaign):
    admin, verifier = (
        holder(Role.COUNTY_ADMIN, campaign.county),
        holder(Role.VERIFIER, campaign.county),
    )
    _row, clock = term(campaign)
    Message.objects.all().delete()
    due = at_day(clock.due_on)
    remind(due)
    clocks.pause(clock, reason="EVIDENCE", note="等待县医院出具鉴定意见", by=admin, at=NOW)

    assert remind(due + timedelta(days=1)) == 0
    assert "期限已结束或者已暂停" in texts(verifier)[0]


def test_the_persons_own_term_to_reply_is_told_to_them_and_to_the_verifiers(campaign):
    verifier = holder(Role.VERIFIER, campaign.county)
    row = recall.verified_nomination(campaign)
    clock = Clock.objects.running().get(nomination=row)
    Message.objects.all().delete()

    remind(at_day(clock.due_on))

    assert of("reply_soon") == {row.subject}
    assert of("term_soon") >= {verifier}


def test_lately_late_ends_where_the_last_step_is_two_weeks_old(campaign):
    _row, clock = term(campaign)
    on = clock.due_on + timedelta(days=1)

    assert list(terms.lately_late(Clock.objects.all(), on)) == [clock]
    assert not terms.lately_late(Clock.objects.all(), clock.due_on)


def test_the_days_reminders_are_left_once_after_seven(campaign):
    registry.autodiscover()
    early = NOW.replace(hour=6)
    tasks.begin_day(early)
    assert not Job.objects.filter(kind="recall.remind").exists()

    holder(Role.VERIFIER, campaign.county)
    _row, clock = term(campaign)
    due = at_day(clock.due_on)
    for _sweep in range(2):
        tasks.begin_day(due)
    worker.drain("terms", at=due)

    job = Job.objects.get(kind="recall.remind")
    assert (job.state, job.key, job.payload) == ("DONE", f"recall.remind:{legal_day(due)}", {})
    assert Message.objects.filter(kind="term_soon").exists()


def test_many_terms_are_told_of_slice_by_slice(campaign, monkeypatch):
    monkeypatch.setattr(messages, "SLICE", 2)
    registry.autodiscover()
    verifier = holder(Role.VERIFIER, campaign.county)
    rows = [recall.submitted_nomination(campaign) for _n in range(5)]
    terms_of = Clock.objects.running().filter(nomination__in=rows)
    due = at_day(terms_of.first().due_on)
    tasks.begin_day(due)

    worker.drain("terms", at=due)

    job = Job.objects.get(kind="recall.remind")
    told = Message.objects.filter(kind="term_soon", recipient=verifier)
    assert set(told.values_list("row_id", flat=True)) == set(terms_of.values_list("pk", flat=True))
    assert (job.state, told.count()) == ("DONE", 5)
    assert job.payload["after"] in set(terms_of.values_list("pk", flat=True))


def test_whoever_loses_the_role_reads_a_line_without_content(client, campaign):
    verifier = holder(Role.VERIFIER, campaign.county)
    row = recall.submitted_nomination(campaign)
    verifier.grants.update(revoked_at=NOW, revoked_by=UserFactory())

    client.force_login(fresh(verifier))
    page = client.get(reverse("portal:message-list")).content.decode()

    assert "这条消息的内容您现在不能查看" in page
    assert row.cadre.name not in page
    message = Message.objects.get(recipient=verifier)
    answer = client.post(reverse("portal:message-open", args=[message.pk]))
    assert answer.url == reverse("portal:message-list")
    assert Choice.objects.count() == 0
