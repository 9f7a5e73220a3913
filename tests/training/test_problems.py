"""The ledger of problems, and the word of a resident who has no account."""

import re
import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import practice
from tests.factories import training as make
from training.models import Problem, ProblemStep, ResidentWord
from training.services import postings, problems
from training.views.residents import TRIES

NOW = make.NOW.replace(month=8, day=20)


@pytest.fixture
def posting(world, training_class):
    return make.posting(world, make.enrolled(world, training_class).case)


@pytest.fixture
def problem(posting):
    return practice.problem(posting)


@pytest.fixture
def closed(problem):
    return practice.closed_problem(problem)


def word(world, problem, **fields):
    facts = {"answer": "SOLVED", "consent": True, "by": world.mentor, "at": NOW, **fields}
    return problems.take_word(problem, **facts)


def test_ledger_goes_from_problem_to_result(closed):
    kinds = list(closed.steps.order_by("pk").values_list("kind", flat=True))

    assert (closed.is_solved, closed.closed_on) == (True, date(2018, 8, 10))
    assert kinds == ["ACTION", "RESULT"]


def test_equal_sends_make_one_problem(posting):
    token = uuid.uuid4()

    assert len({practice.problem(posting, token=token).pk for _n in range(5)}) == 1
    assert Problem.objects.count() == 1


@pytest.mark.parametrize("day", [date(2018, 6, 30), date(2018, 8, 21)])
def test_pb_01_found_within_the_posting(posting, day):
    with pytest.raises(RegulationBroken, match="PB-01"):
        practice.problem(posting, found_on=day)


@pytest.mark.parametrize("day", [date(2018, 7, 1), date(2018, 8, 21)])
def test_pb_02_steps_in_order(problem, day):
    with pytest.raises(RegulationBroken, match="PB-02"):
        problems.act(problem, on=day, text="修", by=problem.posting.case.subject, at=NOW)


def test_pb_03_something_was_done(problem):
    told = {"on": date(2018, 8, 1), "is_solved": True, "text": "好了"}
    with pytest.raises(RegulationBroken, match="PB-03"):
        problems.close(problem, **told, by=problem.posting.case.subject, at=NOW)


def test_pb_04_result_stands_before_a_resident_is_asked(world, problem):
    with pytest.raises(RegulationBroken, match="PB-04"):
        word(world, problem)
    with pytest.raises(RegulationBroken, match="PB-04"):
        problems.invite(problem, by=world.mentor, at=NOW)


def test_pb_05_resident_consents(world, closed):
    with pytest.raises(RegulationBroken, match="PB-05"):
        word(world, closed, consent=False)


def test_pb_06_invite_is_good_once_and_for_three_days(world, closed):
    told = {"answer": "NOT", "consent": True, "text": "还是浑的"}
    code = problems.invite(closed, by=world.mentor, at=NOW)
    with pytest.raises(RegulationBroken, match="PB-06"):
        problems.say(code, **told, moment=NOW + timedelta(days=3))

    said = problems.say(code, **told, moment=NOW)

    assert (said.answer, said.taken_by, said.taken_at, said.name) == ("NOT", None, None, "")
    with pytest.raises(RegulationBroken, match="PB-06"):
        problems.say(code, **told, moment=NOW)
    with pytest.raises(RegulationBroken, match="PB-06"):
        problems.offered("A" * 16, moment=NOW)


def test_new_invite_voids_the_unused_one(world, closed):
    first = problems.invite(closed, by=world.mentor, at=NOW)
    second = problems.invite(closed, by=world.mentor, at=NOW)

    with pytest.raises(RegulationBroken, match="PB-06"):
        problems.offered(first, moment=NOW)
    assert problems.offered(second, moment=NOW).problem == closed


def test_pb_07_words_are_few(world, closed):
    for _n in range(5):
        word(world, closed)

    with pytest.raises(RegulationBroken, match="PB-07"):
        word(world, closed)
    with pytest.raises(RegulationBroken, match="PB-07"):
        problems.invite(closed, by=world.mentor, at=NOW)


def test_pb_08_token_is_own(world, training_class, problem):
    other = make.posting(world, make.enrolled(world, training_class).case)

    with pytest.raises(RegulationBroken, match="PB-08"):
        practice.problem(other, token=problem.token)


def test_person_concerned_takes_no_word_and_nobody_else_writes(world, closed):
    subject = closed.posting.case.subject
    with pytest.raises(NotAllowed):
        word(world, closed, by=subject)
    with pytest.raises(NotAllowed):
        problems.invite(closed, by=subject, at=NOW)
    with pytest.raises(NotAllowed):
        practice.problem(closed.posting, by=world.mentor)


def test_closed_problem_and_finished_posting_take_no_more(world, closed, posting):
    subject = posting.case.subject
    with pytest.raises(StateConflict):
        problems.act(closed, on=date(2018, 8, 12), text="再修", by=subject, at=NOW)
    later = practice.problem(posting)
    postings.finish(
        posting,
        finished_on=date(2018, 8, 15),
        opinion="良好",
        early_reason="借调",
        by=world.manager,
        at=NOW,
    )

    with pytest.raises(StateConflict):
        practice.problem(posting)
    with pytest.raises(StateConflict):
        problems.act(later, on=date(2018, 8, 12), text="再修", by=subject, at=NOW)


def test_steps_and_words_stand_as_said(world, closed):
    word(world, closed)
    for rows in (ProblemStep.objects.all(), ResidentWord.objects.all()):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            rows.update(text="改")


def test_database_keeps_no_hand_with_a_word_by_link(world, closed):
    told = {"problem": closed, "number": 1, "answer": "SOLVED", "said_on": date(2018, 8, 12)}
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentWord.objects.create(
            **told, channel="LINK", has_consented=True, taken_by=world.mentor, taken_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ResidentWord.objects.create(**told, channel="LINK", has_consented=False)


@pytest.fixture
def address(world, closed):
    cache.clear()
    client = Client()
    client.force_login(world.mentor)
    page = client.post(reverse("training:problem-act", args=[closed.pk, "invite"]))
    return re.search(r"/training/word/(\w{16})/", page.content.decode())[0]


def test_resident_says_a_word_without_account_once(address, closed):
    client = Client()
    shown = client.get(address)
    no_consent = client.post(address, {"answer": "SOLVED"})

    done = client.post(address, {"answer": "PARTLY", "text": "三组还没有水", "consent": "on"})

    assert "修好全村 11 处水塔" in shown.content.decode()
    assert closed.posting.case.cadre.name not in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"
    assert no_consent.status_code == 422
    assert "已经记下" in done.content.decode()
    assert ResidentWord.objects.get().answer == "PARTLY"
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "SOLVED", "consent": "on"}).status_code == 404


def test_resident_leaves_neither_address_nor_hour_in_the_trail(address, closed):
    before = Entry.objects.count()

    Client().post(address, {"answer": "SOLVED", "consent": "on"}, REMOTE_ADDR="10.9.8.7")

    assert ResidentWord.objects.get().said_on
    assert Entry.objects.count() == before


def test_guessing_is_stopped(address):
    client = Client()
    for n in range(TRIES):
        wrong = reverse("training:resident-word", args=[f"{n:016d}"])
        assert client.get(wrong).status_code == 404

    assert client.get(address).status_code == 429


def test_invite_shows_the_code_once_and_keeps_its_hash_alone(address, closed):
    code = address.split("/")[-2]

    assert code not in str(list(closed.invites.values()))


def test_mentor_is_told_which_problems_wait_for_a_word(world, closed):
    client = Client()
    client.force_login(world.mentor)
    address = reverse("training:my-trainees")
    before = client.get(address).content.decode()

    word(world, closed)

    assert "等群众的话" in before
    assert "等群众的话" not in client.get(address).content.decode()


def test_ledger_costs_the_same_for_many(world, posting, django_assert_max_num_queries):
    for _n in range(30):
        practice.problem(posting)
    client = Client()
    client.force_login(world.manager)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("training:problem-list"))

    assert len(page.content) <= 60 * 1024
