from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from core.dates import legal_day
from evidence.models import Signal, WeekPlan, WeekTask
from evidence.queries import weekly as figures
from tests.factories.accounts import holder
from tests.factories.weekly import FRIDAY, SUNDAY, listed, overdue, person, task
from tests.merging import untouched
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def text(client, name, *args, **query):
    return client.get(reverse(f"evidence:{name}", args=args, query=query)).content.decode()


def test_clerk_sets_checks_and_closes_on_the_pages(client):
    today = legal_day(timezone.now())
    plan = listed(year=today.year, weeks=1)
    owner, leader = person(plan), person(plan)
    client.force_login(plan.drawn_up_by)
    given = {"text": "收缴医保", "due_on": today.isoformat()}

    picked = {"cadre": owner.pk, "line_leader": leader.pk}
    page = client.post(reverse("evidence:week-task-new", args=[plan.pk]), given | picked)
    row = WeekTask.objects.get()
    for name, told in [
        ("check", {"line": "PATROL", "found": "已收三十户"}),
        ("close", {"closed_on": today.isoformat()}),
        ("reopen", {"reason": "尚差两户"}),
        ("lift", {"reason": "改由县局收缴"}),
    ]:
        url = reverse("evidence:week-task-act", args=[row.pk, name])
        assert client.post(url, told).status_code == 302, name

    assert "收缴医保" in client.get(page.url).content.decode()
    shown = text(client, "week-task", row.pk)
    assert all(words in shown for words in ("已收三十户", "已取消", "改由县局收缴"))


def test_task_added_after_monday_says_so(client):
    row = task(listed(), at=NOW)
    client.force_login(row.set_by)

    assert "周中增加" in text(client, "week-task", row.pk)


def test_owner_reads_their_own_tasks_and_nobody_elses(client):
    row, other = task(listed()), None
    other = task(row.plan)
    client.force_login(row.cadre.user)

    page = text(client, "week-own")
    found = [
        client.get(reverse("evidence:week-task", args=[pk])).status_code
        for pk in (row.pk, other.pk)
    ]
    people = [
        client.get(reverse("evidence:week-person", args=[row.plan_id, pk])).status_code
        for pk in (row.cadre_id, other.cadre_id)
    ]

    assert ("入户走访十户" in page, found, people) == (True, [200, 404], [200, 404])
    assert "我的周清单" in client.get(reverse("portal:me")).content.decode()


def test_line_leader_finds_their_tasks_and_checks_on_the_daily_line(client):
    row = task(listed())
    client.force_login(row.line_leader.user)

    page = text(client, "week-own")
    form = text(client, "week-task-act", row.pk, "check")

    assert "由我每天查看的任务" in page
    assert "分管领导每天看" in form
    assert "主要领导每周看" not in form


def test_each_number_leads_to_exactly_its_tasks(client):
    plan = listed()
    cadre = overdue(plan, 0, 1, 2)
    client.force_login(plan.drawn_up_by)

    counts = text(client, "week-counts", plan.pk, until=SUNDAY.isoformat())
    late = text(client, "week-person", plan.pk, cadre.pk, until=SUNDAY.isoformat(), show="overdue")

    assert f"{reverse('evidence:week-person', args=[plan.pk, cadre.pk])}?until=2018-05-13" in counts
    assert [words in late for words in ("迟 0 天", "迟 1 天", "迟 2 天")] == [False, True, True]


def test_signals_are_seen_before_they_are_raised_and_lead_back_to_the_count(client):
    plan = listed()
    cadre = overdue(plan, 1, 2)
    client.force_login(plan.drawn_up_by)
    url = reverse("evidence:week-signals", args=[plan.pk])

    preview = client.get(url, {"until": FRIDAY.isoformat()}).content.decode()
    client.post(url, {"until_on": SUNDAY.isoformat()})

    signal = Signal.objects.get()
    assert "达到 2 项" in preview
    assert signal.cadre == cadre
    assert "迟" not in text(client, "week-tally", signal.source_pk)
    assert reverse("evidence:week-tally", args=[signal.source_pk]) in text(
        client, "signal", signal.pk
    )


def test_weeks_that_run_are_refused_on_the_page(client):
    today = legal_day(timezone.now())
    plan = listed(year=today.year)
    client.force_login(plan.drawn_up_by)
    until = figures.monday(today) + timedelta(days=6)

    answer = client.post(
        reverse("evidence:week-signals", args=[plan.pk]), {"until_on": until.isoformat()}
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("asked", ["", "x", "0001-01-01", "9999-12-31", "2018-13-01"])
def test_nonsense_in_the_address_gives_a_week_of_the_year(client, asked):
    plan = listed()
    client.force_login(plan.drawn_up_by)

    page = client.get(reverse("evidence:week-plan", args=[plan.pk]), {"week": asked})

    assert page.context["week"].startswith("2018年")
    assert text(client, "week-counts", plan.pk, until=asked)


@pytest.mark.parametrize("count", [10, 1000])
def test_week_costs_the_same_for_ten_and_a_thousand(client, count, django_assert_max_num_queries):
    plan = listed()
    row = task(plan)
    some = {"plan": plan, "cadre": row.cadre, "line_leader": row.line_leader, "due_on": FRIDAY}
    some |= {"week_on": row.week_on, "set_by": row.set_by, "set_at": NOW}
    WeekTask.objects.bulk_create(WeekTask(text="x" * 60, **some) for _ in range(count))
    client.force_login(holder(Role.COUNTY_ADMIN, plan.county))

    with django_assert_max_num_queries(12):
        answer = client.get(
            reverse("evidence:week-plan", args=[plan.pk]), {"week": FRIDAY.isoformat()}
        )

    assert len(answer.content) <= 60_000


def test_counts_cost_the_same_for_many_people(client, django_assert_max_num_queries):
    plan = listed()
    row = task(plan)
    some = {"plan": plan, "line_leader": row.line_leader, "due_on": FRIDAY, "text": "x"}
    some |= {"week_on": row.week_on, "set_by": row.set_by, "set_at": NOW}
    WeekTask.objects.bulk_create(WeekTask(cadre=person(plan), **some) for _ in range(60))
    client.force_login(holder(Role.COUNTY_ADMIN, plan.county))

    with django_assert_max_num_queries(12):
        answer = client.get(
            reverse("evidence:week-counts", args=[plan.pk]), {"until": SUNDAY.isoformat()}
        )

    assert len(answer.content) <= 60_000


def test_list_costs_the_same_for_ten_and_a_thousand(client, django_assert_max_num_queries):
    plan = listed()
    client.force_login(holder(Role.COUNTY_ADMIN, plan.county))
    some = {"county": plan.county, "unit": plan.unit, "basis": "x", "ground": plan.ground}
    some |= {"overdue_limit": 1, "weeks": 1, "drawn_up_by": plan.drawn_up_by, "drawn_up_at": NOW}
    WeekPlan.objects.bulk_create(WeekPlan(year=2019 + n, title="x", **some) for n in range(1000))

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("evidence:week-list"))

    assert len(answer.content) <= 60_000


def test_rule_that_a_colleague_corrected_meanwhile_is_merged(client):
    plan = listed()
    client.force_login(plan.drawn_up_by)
    url = reverse("evidence:week-rule", args=[plan.pk])
    mine = untouched(client.get(url)) | {"weeks": "9"}
    WeekPlan.objects.filter(pk=plan.pk).update(basis="对方的文件")

    met = client.post(url, mine)

    assert met.status_code == 409
    picks = {"pick_weeks": "mine", "pick_basis": "theirs"}
    assert client.post(url, untouched(met) | picks).status_code == 302
    now = WeekPlan.objects.get(pk=plan.pk)
    assert (now.weeks, now.basis) == (9, "对方的文件")


def test_clerk_begins_a_list_on_the_page(client):
    plan = listed()
    client.force_login(plan.drawn_up_by)
    given = {"unit": plan.unit_id, "year": 2019, "title": "新", "basis": "1号"}
    given |= {"ground": plan.ground_id, "overdue_limit": 3, "weeks": 4}

    answer = client.post(reverse("evidence:week-new"), given)
    client.post(
        reverse("evidence:week-rule", args=[plan.pk]),
        {"basis": "2号", "ground": plan.ground_id, "overdue_limit": 5, "weeks": 4},
    )

    assert answer.status_code == 302
    assert WeekPlan.objects.get(pk=plan.pk).overdue_limit == 5
