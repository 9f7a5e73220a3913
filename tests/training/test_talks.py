"""谈心谈话: who holds, who signs, who reads, and that what was said stays."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.notify.models import Message
from tests.factories import assessment as assess
from tests.factories import practice
from tests.factories import training as make
from training.models import HeartTalk
from training.services import posting_changes, talks

ON = date(2018, 8, 15)
NOW = make.NOW.replace(month=8, day=20)
SAID = "想家，担心孩子上学；愿意把水塔的事办好。"


@pytest.fixture
def enrolment(world, training_class):
    return make.enrolled(world, training_class)


@pytest.fixture
def posting(world, enrolment):
    return make.posting(world, enrolment.case)


def held(row, by, **fields):
    told = {"kind": "USUAL", "on": ON, "summary": SAID, "by": by, "at": NOW}
    return talks.hold(row, **told | fields)


def signed(talk, **fields):
    return talks.acknowledge(talk, **{"by": talk.case.subject, "at": NOW, **fields})


def test_manager_and_mentor_hold_and_the_person_is_asked_to_sign(world, enrolment, posting):
    first, second = held(enrolment, world.manager), held(posting, world.mentor)

    assert (first.posting, second.posting) == (None, posting)
    asked = Message.objects.filter(recipient=enrolment.case.subject, kind="talked")
    assert asked.count() == 2


def test_nobody_else_holds_and_nobody_with_themself(world, enrolment, posting):
    subject = enrolment.case.subject
    make.Grant.objects.create(
        user=subject, role=Role.CLASS_MANAGER, county=world.county, from_on=date(2010, 1, 1)
    )
    other = make.user()
    for hand in (subject, world.decider, other):
        for row in (enrolment, posting):
            with pytest.raises(NotAllowed):
                held(row, hand)
    with pytest.raises(NotAllowed):
        held(enrolment, world.mentor)


@pytest.mark.parametrize(
    ("on", "is_kept"),
    [
        (date(2018, 5, 22), False),  # the day before the case was opened
        (date(2018, 5, 23), True),
        (NOW.date(), True),
        (NOW.date() + timedelta(days=1), False),
    ],
)
def test_tk_01_day(world, enrolment, on, is_kept):
    if is_kept:
        assert held(enrolment, world.manager, on=on).on == on
        return
    with pytest.raises(RegulationBroken, match="TK-01"):
        held(enrolment, world.manager, on=on)


@pytest.mark.parametrize(
    ("what", "on"),
    [("联系住宿", None), ("", ON + timedelta(days=7)), ("联系住宿", ON)],
    ids=["no day", "nothing", "same day"],
)
def test_tk_02_follow_up_has_its_day(world, enrolment, what, on):
    with pytest.raises(RegulationBroken, match="TK-02"):
        held(enrolment, world.manager, follow_up=what, follow_up_on=on)


def test_tk_03_not_after_the_outcome(world):
    outcome = assess.decide(world, assess.concluded(world).case)
    with pytest.raises(RegulationBroken, match="TK-03"):
        held(SimpleNamespace(case=outcome.case), world.manager)


def test_both_stand_by_it(world, enrolment):
    talk = held(enrolment, world.manager)
    for hand in (world.manager, make.user()):
        with pytest.raises(NotAllowed):
            signed(talk, by=hand)
    with pytest.raises(StateConflict):
        talks.note(talk, by=world.manager, at=NOW)
    talk = signed(talk, own_words="孩子的事已经解决")
    with pytest.raises(StateConflict):
        signed(talk)
    with pytest.raises(NotAllowed):
        talks.note(talk, by=world.admin, at=NOW)
    assert talks.note(talk, by=world.manager, at=NOW).noted_at == NOW
    with pytest.raises(StateConflict):
        talks.note(talk, by=world.manager, at=NOW)


def test_what_was_said_stays(world, enrolment):
    talk = held(enrolment, world.manager)
    rows = HeartTalk.objects.filter(pk=talk.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(summary="改过")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    with pytest.raises(IntegrityError, match="signed_before_noted"), transaction.atomic():
        rows.update(noted_at=NOW, noted_by=world.manager)
    signed(talk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(own_words="改过")


def test_read_by_those_who_run_the_class_the_person_and_the_mentor_of_it(world, enrolment, posting):
    by_manager, by_mentor = held(enrolment, world.manager), held(posting, world.mentor)

    def read(user):
        return set(HeartTalk.objects.visible_to(user))

    both = {by_manager, by_mentor}
    assert read(world.manager) == read(world.admin) == read(enrolment.case.subject) == both
    assert read(world.mentor) == {by_mentor}
    unit = enrolment.case.unit
    for role, where in (
        (Role.VERIFIER, world.county),
        (Role.READER, world.county),
        (Role.DISCIPLINE_LIAISON, world.county),
        (Role.UNIT_HEAD, unit),
        (Role.UNIT_CLERK, unit),
        (Role.CLASS_MANAGER, make.county()),
    ):
        assert read(make.holder(role, where)) == set()
    assert read(world.decider) == set()


def test_former_mentor_reads_no_more(world, enrolment, posting):
    held(posting, world.mentor)
    posting_changes.transfer(
        posting,
        host_place=practice.place(world),
        mentor=make.user(),
        on=ON,
        reason="调离",
        handover="水塔还差 2 处",
        by=world.manager,
        at=NOW,
    )
    assert not HeartTalk.objects.visible_to(world.mentor).exists()


def test_pages_from_the_form_to_both_signatures(world, enrolment):
    desk, phone = Client(), Client()
    desk.force_login(world.manager)
    phone.force_login(enrolment.case.subject)
    new = reverse("training:talk-in-class", args=[enrolment.pk])
    assert "登记谈心谈话" in desk.get(new).content.decode()
    answer = desk.post(new, {"kind": "CARE", "on": "2018-06-04", "summary": SAID})
    talk = HeartTalk.objects.get()
    page = reverse("training:talk", args=[talk.pk])
    assert answer["Location"] == page
    assert phone.get(new).status_code == 404
    assert "确认谈话记录" in phone.get(page).content.decode()
    act = reverse("training:talk-act", args=[talk.pk, "acknowledge"])
    assert desk.post(act).status_code == 403
    assert phone.post(act, {"own_words": "谢谢"})["Location"] == page
    assert phone.post(act).status_code == 409
    note = reverse("training:talk-act", args=[talk.pk, "note"])
    assert "已阅知本人意见" in desk.get(page).content.decode()
    assert desk.post(note)["Location"] == page
    assert "双方已确认" in phone.get(reverse("training:talk-list")).content.decode()
    assert desk.post(reverse("training:talk-act", args=[talk.pk, "other"])).status_code == 404


def test_list_asks_as_often_for_ten_as_for_a_thousand(
    world, enrolment, django_assert_max_num_queries
):
    told = {"case": enrolment.case, "kind": "USUAL", "on": ON, "summary": SAID}
    HeartTalk.objects.bulk_create(
        HeartTalk(held_by=world.manager, held_at=NOW, **told) for _n in range(1000)
    )
    desk = Client()
    desk.force_login(world.manager)
    with django_assert_max_num_queries(12):
        page = desk.get(reverse("training:talk-list"))
    assert len(page.content) <= 60_000
