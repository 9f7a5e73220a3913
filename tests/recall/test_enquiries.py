"""Questions to the unit during verification: who asks, who answers, by when, with what."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from core import dates
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken
from core.notify import reading
from core.notify.models import Message
from portal.queries import work
from recall.models import Enquiry
from recall.regulations import enquiries as rules
from recall.services import enquiries, nominations, verifications
from tests.factories.accounts import holder
from tests.factories.recall import NOT_EXCUSED, PDF, findings, submitted_nomination
from tests.moments import NOW, VERIFIED_AT

pytestmark = pytest.mark.django_db
QUESTION = "值班表上五月八日另有张某签到，请说明当日排班"
ANSWER = "当日排班为二人，张某代签，附值班室监控截图"


@pytest.fixture
def nomination():
    return submitted_nomination()


@pytest.fixture
def verifier(nomination):
    return holder(Role.VERIFIER, nomination.county)


@pytest.fixture
def clerk(nomination):
    return holder(Role.UNIT_CLERK, nomination.unit)


@pytest.fixture
def asked(nomination, verifier):
    return ask(nomination, verifier)


def ask(nomination, by, **given):
    told = {"question": QUESTION, "days": 3, "by": by, "at": VERIFIED_AT} | given
    return enquiries.ask(nomination, **told)


def fresh(user):
    return User.objects.get(pk=user.pk)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def after(row):
    return VERIFIED_AT + timedelta(days=(row.due_on - dates.legal_day(VERIFIED_AT)).days + 1)


def conclude(nomination, by, at):
    told = {"findings": findings(nomination), "conclusion": "MATCHED", "opinion": "属实"}
    verifications.conclude(nomination, **told, exemption=NOT_EXCUSED, by=by, at=at)


def test_the_unit_is_told_at_once_sees_it_at_work_and_answers_with_a_paper(clerk, asked, verifier):
    assert asked.due_on == dates.add_working_days(dates.legal_day(VERIFIED_AT), 3)
    assert Message.objects.get(kind="unit_asked", recipient=clerk).row_id == asked.pk
    page = reverse("recall:enquiry-act", args=[asked.pk, "answer"])
    assert page in {task.url for task in work.todo(fresh(clerk), on=asked.due_on)}

    told = {"answer": ANSWER, "content": PDF, "title": "监控截图.pdf"}
    row = enquiries.answer(asked, **told, by=clerk, at=VERIFIED_AT)

    assert (row.answer, row.answered_by, row.file.title) == (ANSWER, clerk, "监控截图.pdf")
    assert Message.objects.get(kind="unit_answered").recipient == verifier
    assert page not in {task.url for task in work.todo(fresh(clerk), on=asked.due_on)}
    lines = reading.lines(reading.listed(clerk), user=fresh(clerk))
    assert "补充询问已答复或者撤回" in " ".join(line.text for line in lines)
    acts = Entry.objects.filter(act__in=["ask_unit", "answer_enquiry"]).order_by("pk")
    assert [entry.act for entry in acts] == ["ask_unit", "answer_enquiry"]
    assert not any(QUESTION in str(entry.detail) for entry in acts)


def test_the_person_is_told_of_nothing_and_sees_no_page(asked, client):
    person = asked.nomination.subject
    client.force_login(person)

    assert not Enquiry.objects.visible_to(fresh(person)).exists()
    assert client.get(reverse("recall:enquiries", args=[asked.nomination_id])).status_code == 404
    assert not Message.objects.filter(recipient=person).exists()


def test_eq_01_only_while_it_is_verified(asked, nomination, verifier, clerk):
    nominations.withdraw(nomination, opinion="", by=nomination.submitted_by, at=VERIFIED_AT)

    refused("EQ-01", ask, nomination, verifier)
    refused("EQ-01", enquiries.answer, asked, answer=ANSWER, by=clerk, at=VERIFIED_AT)
    refused("EQ-01", enquiries.withdraw, asked, reason=QUESTION, by=verifier, at=VERIFIED_AT)
    assert not Enquiry.objects.waiting().exists()


def test_eq_02_words_are_wanted_of_each_side(asked, nomination, verifier, clerk):
    refused("EQ-02", ask, nomination, verifier, question="请补材料")
    refused("EQ-02", enquiries.answer, asked, answer="已补", by=clerk, at=VERIFIED_AT)
    refused("EQ-02", enquiries.withdraw, asked, reason="不用", by=verifier, at=VERIFIED_AT)


@pytest.mark.parametrize("days", [0, 16])
def test_eq_03_one_to_fifteen_working_days(nomination, verifier, days):
    refused("EQ-03", ask, nomination, verifier, days=days)
    assert rules.enquiry_days_fit.is_kept(1)
    assert rules.enquiry_days_fit.is_kept(15)


def test_eq_04_answered_or_taken_back_once(asked, nomination, verifier, clerk):
    enquiries.withdraw(asked, reason="材料已在第二条中找到", by=verifier, at=VERIFIED_AT)
    refused("EQ-04", enquiries.answer, asked, answer=ANSWER, by=clerk, at=VERIFIED_AT)

    other = ask(nomination, verifier)
    enquiries.answer(other, answer=ANSWER, by=clerk, at=VERIFIED_AT)
    refused("EQ-04", enquiries.answer, other, answer=ANSWER, by=clerk, at=VERIFIED_AT)
    refused("EQ-04", enquiries.withdraw, other, reason=QUESTION, by=verifier, at=VERIFIED_AT)


def test_eq_05_nobody_concludes_while_the_unit_may_still_answer(asked, nomination, verifier):
    refused("EQ-05", conclude, nomination, verifier, VERIFIED_AT)
    other = holder(Role.VERIFIER, nomination.county)
    refused("EQ-05", conclude, nomination, other, VERIFIED_AT)

    conclude(nomination, verifier, after(asked))

    assert nomination.verifications.count() == 1


@pytest.mark.parametrize("end", ["answer", "withdraw"])
def test_the_conclusion_is_free_once_it_is_answered_or_taken_back(
    asked, nomination, verifier, clerk, end
):
    given = {"answer": {"answer": ANSWER, "by": clerk}, "withdraw": {"reason": QUESTION}}[end]
    getattr(enquiries, end)(asked, **{"by": verifier, "at": VERIFIED_AT} | given)

    conclude(nomination, verifier, VERIFIED_AT)

    assert nomination.verifications.count() == 1


def test_a_late_answer_counts_and_is_marked(asked, nomination, verifier, clerk, client):
    enquiries.answer(asked, answer=ANSWER, by=clerk, at=after(asked))
    client.force_login(verifier)

    page = client.get(reverse("recall:enquiries", args=[nomination.pk])).content.decode()

    assert "逾期答复" in page
    assert ANSWER in page


def test_who_nominated_or_is_of_another_place_asks_nothing_and_a_stranger_answers_nothing(
    asked, nomination, clerk
):
    for stranger in (clerk, holder(Role.VERIFIER, submitted_nomination().county)):
        with pytest.raises(NotAllowed):
            ask(nomination, stranger)
    for stranger in (asked.asked_by, holder(Role.UNIT_HEAD, submitted_nomination().unit)):
        with pytest.raises(NotAllowed):
            enquiries.answer(asked, answer=ANSWER, by=stranger, at=NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"question": "另一句"},
        {"answer": "没有人答复"},
        {"why_withdrawn": "没有人撤回"},
        {"answer": "自问自答", "answered_at": VERIFIED_AT, "answered_by": "asked_by"},
    ],
)
def test_the_database_keeps_the_question_and_both_hands(asked, changed):
    given = {key: asked.asked_by if told == "asked_by" else told for key, told in changed.items()}

    with pytest.raises(DatabaseError), transaction.atomic():
        Enquiry.objects.filter(pk=asked.pk).update(**given)
    with pytest.raises(DatabaseError), transaction.atomic():
        Enquiry.objects.filter(pk=asked.pk).delete()


def test_an_answer_stays_as_it_was_given(asked, clerk):
    enquiries.answer(asked, answer=ANSWER, by=clerk, at=VERIFIED_AT)

    with pytest.raises(DatabaseError), transaction.atomic():
        Enquiry.objects.filter(pk=asked.pk).update(answer=ANSWER + "改")


def test_a_hundred_questions_cost_no_more_queries(
    nomination, verifier, client, django_assert_max_num_queries
):
    for _n in range(30):
        ask(nomination, verifier)
    client.force_login(verifier)
    page = reverse("recall:enquiries", args=[nomination.pk])

    with django_assert_max_num_queries(12):
        assert client.get(page).content.decode().count("逾期未答复") == 30


def test_pages_ask_answer_and_take_back(nomination, verifier, clerk, client):
    client.force_login(verifier)
    page = reverse("recall:enquiry-ask", args=[nomination.pk])
    assert client.post(page, {"question": QUESTION, "days": "3"}).status_code == 302
    assert client.post(page, {"question": QUESTION, "days": "99"}).status_code == 422
    row = Enquiry.objects.get()

    client.force_login(clerk)
    page = reverse("recall:enquiry-act", args=[row.pk, "answer"])
    assert "排班" in client.get(page).content.decode()
    assert client.post(page, {"answer": "短"}).status_code == 422
    assert client.post(page, {"answer": ANSWER}).status_code == 302
    assert client.get(reverse("recall:enquiry-file", args=[row.pk])).status_code == 404
    assert client.get(reverse("recall:enquiry-act", args=[row.pk, "other"])).status_code == 404
