"""The pages of complaint shares: what each reader gets, refusals, costs."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from evidence.models import Complaint, ComplaintPlan
from evidence.services import complaints
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.complaints import complained, drawn, running, served
from tests.factories.rows import many
from tests.moments import NOW, YESTERDAY

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"evidence:complaint-{name}", args=args)


@pytest.fixture
def plan():
    return running()


def test_person_reads_months_and_neither_who_entered_nor_days(client, plan):
    cadre = served(plan, 40)
    complained(plan, cadre)
    client.force_login(cadre.user)

    answer = client.get(at("person", plan.pk, cadre.pk))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert f"{YESTERDAY:%Y-%m}" in text
    assert f"{YESTERDAY.month} 月 {YESTERDAY.day} 日" not in text
    assert plan.drawn_up_by.name not in text
    assert "以保护反映问题的人" in text
    assert client.get(at("plan", plan.pk)).status_code == 404


def test_colleague_without_a_role_reads_nothing(client, plan):
    cadre = served(plan, 40)
    client.force_login(PostFactory(cadre__unit=plan.unit).cadre.user)

    assert client.get(at("person", plan.pk, cadre.pk)).status_code == 404


def test_own_records_lead_to_the_share(client, plan):
    cadre = served(plan, 40)
    client.force_login(cadre.user)

    page = client.get(reverse("evidence:own-records")).content.decode()

    assert at("person", plan.pk, cadre.pk) in page


def test_who_entered_a_complaint_sees_why_another_must_judge_it(client, plan):
    row = complained(plan, served(plan, 40), "")
    client.force_login(plan.drawn_up_by)

    page = client.get(at("judge", row.pk)).content.decode()
    refused = client.post(at("judge", row.pk), {"finding": "TRUE", "reason": "核对"})

    assert "录入人不得核查自己录入的投诉" in page
    assert refused.status_code == 403
    assert Complaint.objects.get(pk=row.pk).finding == ""


def test_head_judges_and_the_form_comes_back_when_the_reason_is_missing(client, plan):
    row = complained(plan, served(plan, 40), "")
    client.force_login(holder(Role.UNIT_HEAD, plan.unit))

    assert client.post(at("judge", row.pk), {"finding": "TRUE"}).status_code == 422
    done = client.post(at("judge", row.pk), {"finding": "TRUE", "reason": "调取录音"})

    assert done.url == at("plan", plan.pk)
    assert Complaint.objects.get(pk=row.pk).finding == "TRUE"
    assert "这件投诉已经核查" in client.get(at("judge", row.pk)).content.decode()


def test_line_of_nought_is_refused(client):
    plan = drawn()
    client.force_login(plan.drawn_up_by)
    ground = plan.lines.first().ground_id
    form = {"kind": "", "percent": "0", "measure": "REMIND", "ground": ground}

    assert client.post(at("line-add", plan.pk), form).status_code == 422
    assert client.post(at("line-add", plan.pk), form | {"percent": "12.5"}).status_code == 302


def test_close_with_a_complaint_that_waits_is_refused_on_the_page(client, plan):
    complained(plan, served(plan, 40), "")
    client.force_login(plan.drawn_up_by)

    answer = client.post(at("close", plan.pk))

    assert answer.status_code == 422
    assert "CP-11" in answer.content.decode()


@pytest.mark.parametrize("count", [10, 1000])
def test_list_and_plan_cost_the_same(client, plan, count, django_assert_max_num_queries):
    many(ComplaintPlan, plan, count, title=lambda n: f"统计{n}")
    for _number in range(min(count, 30)):
        complained(plan, served(plan, 40))
    client.force_login(holder(Role.COUNTY_ADMIN, plan.county))

    with django_assert_max_num_queries(12):
        answer = client.get(at("list"))
    with django_assert_max_num_queries(12):
        assert client.get(at("plan", plan.pk)).status_code == 200

    assert len(answer.content) <= 60_000


def test_signals_are_raised_from_the_page_once(client):
    plan = running()
    cadre = served(plan, 40)
    for number in range(20):
        complained(plan, cadre, kind="SILENCE", number=str(number))
    complaints.close(plan, by=plan.drawn_up_by, at=NOW)
    client.force_login(plan.drawn_up_by)

    page = client.get(at("signals", plan.pk)).content.decode()
    answers = [client.post(at("signals", plan.pk)) for _time in range(2)]

    assert "占 50.00%" in page
    assert [answer.status_code for answer in answers] == [302, 302]
    assert cadre.signals.count() == 1
