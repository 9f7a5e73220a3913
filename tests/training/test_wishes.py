"""自愿留任: the person's own wish, the host's answer, and the outcome that rests on both."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from portal.queries import matters
from tests.factories import appeals as appeal
from tests.factories import assessment as assess
from tests.factories import practice
from tests.factories import training as make
from training.models import PracticePosting, StayWish
from training.queries import wishes as queries
from training.services import posting_changes, postings, wishes

NOW = make.NOW.replace(month=8, day=20)
LEFT = {"kind": "STAY", "conditions": ["own_wish", "host_agrees"]}


@pytest.fixture
def world(db):
    return make.world(practice_months=6)  # room for a second posting


@pytest.fixture
def posting(world, training_class):
    return make.posting(world, make.enrolled(world, training_class).case)


def wish(posting, **fields):
    return wishes.wish(
        posting, **{"why": "想留下", "by": posting.case.subject, "at": NOW, **fields}
    )


def answer(world, posting, **fields):
    told = {"is_agreed": True, "answer": "", "by": world.mentor, "at": NOW}
    return wishes.answer(posting, **told | fields)


def take_back(posting):
    return wishes.withdraw(posting, by=posting.case.subject, at=NOW)


def assessed(world, posting, by=None):
    """Answer the case after practice and assessment."""
    told = {"finished_on": assess.LATER.date(), "opinion": "踏实", "at": assess.LATER}
    postings.finish(posting, **told, by=by or world.mentor)
    return assess.concluded(world, posting.case).case


def test_nobody_wishes_for_the_person_nor_answers_themselves(world, posting):
    for hand in (world.manager, world.mentor):
        with pytest.raises(NotAllowed):
            wish(posting, by=hand)
    wish(posting)
    for hand in (posting.case.subject, world.manager):
        with pytest.raises(NotAllowed):
            answer(world, posting, by=hand)
    with pytest.raises(NotAllowed):
        wishes.withdraw(posting, by=world.mentor, at=NOW)


def test_ws_01_outcome_is_open(world, posting):
    wish(posting)
    answer(world, posting)
    assess.decide(world, assessed(world, posting), **LEFT)

    with pytest.raises(RegulationBroken, match="WS-01"):
        take_back(posting)
    with pytest.raises(RegulationBroken, match="WS-01"):
        wish(posting)


def test_ws_02_one_wish_stands_and_another_follows_what_was_taken_back(posting):
    wish(posting)
    with pytest.raises(RegulationBroken, match="WS-02"):
        wish(posting)

    take_back(posting)
    wish(posting, why="还是想留下")

    assert StayWish.objects.count() == 2
    assert StayWish.objects.standing().get().why == "还是想留下"


def test_ws_03_refusal_is_explained_and_given_once(world, posting):
    wish(posting)
    with pytest.raises(RegulationBroken, match="WS-03"):
        answer(world, posting, is_agreed=False, answer=" ")
    answer(world, posting, is_agreed=False, answer="没有编制")

    with pytest.raises(StateConflict):
        answer(world, posting)
    with pytest.raises(DatabaseError), transaction.atomic():
        StayWish.objects.update(is_agreed=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        StayWish.objects.update(why="改")


@pytest.mark.parametrize("told", ["nothing", "no answer", "no", "taken back"])
def test_ws_04_staying_rests_on_a_wish_that_the_host_agreed_to(world, posting, told):
    if told != "nothing":
        wish(posting)
    if told in ("no", "taken back"):
        is_agreed = told == "taken back"
        answer(world, posting, is_agreed=is_agreed, answer="没有编制")
    if told == "taken back":
        take_back(posting)

    with pytest.raises(RegulationBroken, match="WS-04"):
        assess.decide(world, assessed(world, posting), **LEFT)


def test_ws_04_meeting_is_not_before_the_answer(world, posting):
    wish(posting)
    case = assessed(world, posting)
    later = assess.LATER + timedelta(days=1)
    answer(world, posting, at=later)

    with pytest.raises(RegulationBroken, match="WS-04"):
        assess.decide(world, case, **LEFT, at=later)
    held = assess.meeting(held_on=later.date())
    assert assess.decide(world, case, **LEFT, at=later, meeting=held).kind == "STAY"


@pytest.mark.parametrize("is_wished", [True, False])
def test_ws_04_appeal_ends_in_staying_only_with_the_wish(world, training_class, is_wished):
    case = make.enrolled(world, training_class, is_leading=True).case
    posting = make.posting(world, case)
    if is_wished:
        wish(posting)
        answer(world, posting)
    removal = {"kind": "REMOVE", "conditions": ["unfit_found", "heard"], "reason": "考核不合格"}
    outcome = assess.decide(world, assessed(world, posting), **removal)
    assess.serve(world, outcome)
    by = appeal.handler(world)
    row = appeal.accepted(outcome, by)

    if is_wished:
        assert appeal.decided(row, by, "CHANGED", new_kind="STAY").new_kind == "STAY"
        return
    with pytest.raises(RegulationBroken, match="WS-04"):
        appeal.decided(row, by, "CHANGED", new_kind="STAY")


def test_ws_05_one_stays_with_the_host_and_takes_up_the_post_there(world, posting):
    wish(posting)
    answer(world, posting)
    case = assessed(world, posting)
    with pytest.raises(RegulationBroken, match="WS-05"):
        assess.decide(world, case, **LEFT, new_unit=make.unit(world.county), new_title="科员")

    assess.decide(world, case, **LEFT, new_unit=world.host, new_title="村干部")

    post = case.cadre.posts.get(until_on=None)
    assert (post.unit, post.title) == (world.host, "村干部")


def test_nothing_waits_without_a_wish(world, posting):
    with pytest.raises(StateConflict):
        answer(world, posting)
    with pytest.raises(StateConflict):
        take_back(posting)


def test_wish_and_answer_by_their_pages(world, posting):
    page = reverse("training:stay", args=[posting.pk])
    own, host = Client(), Client()
    own.force_login(posting.case.subject)
    host.force_login(world.mentor)

    def post(client, name, **told):
        return client.post(reverse("training:stay-act", args=[posting.pk, name]), told).status_code

    assert (post(own, "wish"), post(own, "wish", why="想留下"), post(own, "x")) == (422, 302, 404)
    assert "想留下" in host.get(page).content.decode()
    assert post(host, "answer", is_agreed="no") == 422
    assert post(host, "answer", is_agreed="yes") == 302
    assert "接收单位同意" in own.get(page).content.decode()
    assert page in own.get(reverse("training:posting-detail", args=[posting.pk])).content.decode()
    assert post(own, "withdraw") == 302


def text_of(user, name, *args):
    client = Client()
    client.force_login(user)
    return client.get(reverse(name, args=args)).content.decode()


def test_trainee_reaches_the_page_from_the_phone_while_the_outcome_is_open(world, posting):
    link, person = reverse("training:stay", args=[posting.pk]), posting.case.subject
    assert link in text_of(person, "training:today")

    wish(posting)
    answer(world, posting)
    case = assessed(world, posting)
    assert link in text_of(person, "training:today")

    assess.decide(world, case, **LEFT)
    assert link not in text_of(person, "training:today")


def test_mentor_finds_a_wish_that_waits_after_the_posting_is_finished(world, posting):
    link = reverse("training:stay", args=[posting.pk])
    assessed(world, posting)
    assert not matters.guides(world.mentor)
    assert link not in text_of(world.mentor, "training:my-trainees")

    wish(posting, at=assess.LATER)
    assert matters.guides(world.mentor)
    assert link in text_of(world.mentor, "training:my-trainees")

    answer(world, posting, at=assess.LATER)
    assert link not in text_of(world.mentor, "training:my-trainees")


def test_wishes_that_wait_take_one_query(world, posting, django_assert_num_queries):
    wish(posting)
    other = make.enrolled(world, make.planned_class(world)).case
    wish(make.posting(world, other))

    assert queries.for_answer(world.mentor)  # reads the grants, once for all pages
    with django_assert_num_queries(1):
        found = [
            (one.posting.case.cadre.name, one.host_unit.name)
            for one in queries.for_answer(world.mentor)
        ]

    assert len(found) == 2


def moved(world, posting):
    """Move the person to another unit, under another mentor; answer the posting and the mentor."""
    told = {"host_place": practice.place(world, unit=make.unit(world.county, kind="VILLAGE"))}
    told |= {"mentor": make.user(), "on": NOW.date(), "reason": "整村搬迁", "handover": "已交接"}
    posting_changes.transfer(posting, **told, by=world.manager, at=NOW)
    return PracticePosting.objects.get(pk=posting.pk), told["mentor"]


def test_yes_of_a_former_host_is_not_the_next_hosts(world, posting):
    wish(posting, why="想把水塔管护好")
    answer(world, posting)
    posting, mentor = moved(world, posting)

    assert queries.agreed(posting.case) is None
    with pytest.raises(StateConflict):
        answer(world, posting, by=mentor)
    page = text_of(posting.case.subject, "training:stay", posting.pk)
    assert "想把水塔管护好" in page
    assert "申请不再有效" in page
    with pytest.raises(RegulationBroken, match="WS-04"):
        assess.decide(world, assessed(world, posting, by=mentor), **LEFT)


def test_next_host_reads_only_what_it_is_asked_and_answers_that(world, posting):
    former = posting.host_unit
    wish(posting, why="想把水塔管护好")
    posting, mentor = moved(world, posting)
    assert "想把水塔管护好" not in text_of(mentor, "training:stay", posting.pk)
    assert queries.for_answer(mentor) == []

    wish(posting, why="这里更需要人")
    assert "这里更需要人" in text_of(mentor, "training:stay", posting.pk)
    answer(world, posting, by=mentor)

    told = queries.agreed(posting.case)
    case = assessed(world, posting, by=mentor)
    assert (told.why, told.host_unit) == ("这里更需要人", posting.host_unit)
    with pytest.raises(RegulationBroken, match="WS-05"):
        assess.decide(world, case, **LEFT, new_unit=former, new_title="科员")
    assess.decide(world, case, **LEFT, new_unit=posting.host_unit, new_title="科员")


def test_wish_is_bound_to_the_host_it_was_asked_of(world, posting):
    wish(posting)

    with pytest.raises(DatabaseError), transaction.atomic():
        StayWish.objects.update(host_unit=make.unit(world.county))


def test_page_leads_to_the_wish_that_stands_at_another_posting(world, posting):
    case, person = posting.case, posting.case.subject
    wish(posting)
    told = {"finished_on": posting.until_on, "opinion": "踏实", "at": assess.LATER}
    postings.finish(posting, **told, by=world.mentor)
    mentor, unit = make.user(), make.unit(world.county, kind="VILLAGE")
    second = make.posting(world, case, mentor=mentor, host_unit=unit, from_on=assess.LATER.date())
    link = reverse("training:stay", args=[posting.pk])

    page = text_of(person, "training:stay", second.pk)
    assert link in page
    assert "申请留任</button>" not in page
    assert link not in text_of(mentor, "training:stay", second.pk)

    take_back(posting)
    page = text_of(person, "training:stay", second.pk)
    assert link not in page
    assert "申请留任</button>" in page


def test_decider_sees_on_the_case_whether_the_host_agreed(world, posting):
    case, head = posting.case, make.holder(Role.UNIT_HEAD, world.unit)
    name = case.cadre.name
    assert "没有接收单位同意的留任申请" in text_of(world.decider, "assessment:case", case.pk)

    wish(posting)
    answer(world, posting)
    assessed(world, posting)
    told = f"{world.host.name}2018年8月20日同意"
    assert told in text_of(world.decider, "assessment:case", case.pk)
    assert told in text_of(world.decider, "assessment:outcome-decide", case.pk)
    page = text_of(head, "assessment:case", case.pk)
    assert name in page
    assert "留任" not in page


def test_former_unit_does_not_read_it(world, posting):
    wish(posting)
    head = make.holder(Role.UNIT_HEAD, world.unit)
    client = Client()
    client.force_login(head)

    assert client.get(reverse("training:posting-detail", args=[posting.pk])).status_code == 200
    assert client.get(reverse("training:stay", args=[posting.pk])).status_code == 404
    assert not StayWish.objects.visible_to(head).exists()
