"""Summaries made by themselves, each day once; and two kept summaries compared."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.services import accounts
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs import worker
from core.jobs.models import Job
from core.notify.models import Message
from reports import tasks
from reports.models import Summary, SummaryDate
from reports.presenters import comparisons
from reports.services import prefectures, schedules, summaries
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory, PrefectureFactory
from tests.reports.test_pages import AS_OF, NOW

pytestmark = pytest.mark.django_db
NEXT = NOW + timedelta(days=1)


@pytest.fixture
def campaign(book):
    return book(11, 40).campaign


@pytest.fixture
def admin(campaign):
    return holder(Role.COUNTY_ADMIN, campaign.county)


def order(campaign, by, on=AS_OF):
    return schedules.order(campaign, on=on, by=by, at=NOW)


def sweep(at):
    tasks.order_summaries(at)
    worker.drain(tasks.LANE, at=at, seconds=60)


def test_ordered_summary_is_made_once_when_the_day_is_over(campaign, admin):
    row = order(campaign, admin)

    sweep(NOW)
    before = Summary.objects.count()
    for _time in range(3):
        sweep(NEXT)
    row = SummaryDate.objects.get(pk=row.pk)
    again = schedules.make(row, by=accounts.system_user(), at=NEXT)

    jobs = Job.objects.filter(kind="reports.summary").count()
    assert (before, Summary.objects.count(), jobs) == (0, 1, 1)
    assert (row.summary.as_of, row.summary.requested_by.is_system) == (AS_OF, True)
    assert again.summary_id == row.summary_id


def test_what_was_asked_for_by_hand_meanwhile_is_not_made_twice(campaign, admin):
    order(campaign, admin)
    by_hand = summaries.request_summary(campaign, as_of=AS_OF, by=admin, at=NOW)

    sweep(NEXT)

    assert SummaryDate.objects.get().summary == by_hand


def test_administrators_are_told_once_that_a_summary_was_made(client, campaign, admin):
    reader = holder(Role.READER, campaign.county)
    row = order(campaign, admin)

    for _time in range(2):
        sweep(NEXT)
    client.force_login(admin)
    page = client.get(reverse("portal:message-list")).content.decode()
    told = Message.objects.get(kind="SUMMARY_MADE", recipient=admin)
    opened = client.post(reverse("portal:message-open", args=[told.pk]))

    assert told.row_id == row.pk
    assert not Message.objects.filter(recipient=reader).exists()
    assert f"{campaign.title}　2018年8月1日的汇总已生成" in page
    assert opened.url == reverse("reports:campaign", args=[campaign.pk])


def test_message_of_a_summary_that_was_not_printed_says_so(client, campaign, admin):
    order(campaign, admin)
    sweep(NEXT)
    Document.objects.update(state="FAILED")

    client.force_login(admin)
    page = client.get(reverse("portal:message-list")).content.decode()

    assert "的汇总未能印出" in page


def test_failing_summary_is_named_on_the_page(client, campaign, admin, monkeypatch):
    now = timezone.now()
    order(campaign, admin)

    def failing(*_args, **_named):
        raise RuntimeError

    monkeypatch.setattr(summaries, "request_summary", failing)
    sweep(now)
    client.force_login(admin)

    page = client.get(reverse("reports:campaign", args=[campaign.pk])).content.decode()

    assert page.count("多次不成时通知系统管理员") == 1


def test_dropped_day_is_not_made_and_may_be_ordered_again(campaign, admin):
    schedules.drop(order(campaign, admin), by=admin, at=NOW)
    order(campaign, admin, on=AS_OF + timedelta(days=5))

    sweep(NEXT)

    assert not Summary.objects.exists()
    with pytest.raises(StateConflict):
        schedules.drop(SummaryDate.objects.order_by("pk")[0], by=admin, at=NOW)
    assert order(campaign, admin).dropped_at is None


@pytest.mark.parametrize("days", [-1, 0])
def test_rp_02_past_day_or_one_ordered_already_is_refused(campaign, admin, days):
    order(campaign, admin)

    with pytest.raises(RegulationBroken, match="RP-02"):
        order(campaign, admin, on=AS_OF + timedelta(days=days))


def test_database_holds_a_day_to_one_order_and_one_making(campaign, admin):
    row = order(campaign, admin)
    sweep(NEXT)

    with pytest.raises(IntegrityError), transaction.atomic():
        SummaryDate.objects.create(campaign=campaign, on=AS_OF, ordered_by=admin, ordered_at=NOW)
    with pytest.raises(Exception, match="made_once"), transaction.atomic():
        SummaryDate.objects.filter(pk=row.pk).update(summary=None)


@pytest.mark.parametrize("role", [Role.READER, Role.VERIFIER])
def test_order_by_another_role_is_refused(campaign, role):
    with pytest.raises(NotAllowed):
        order(campaign, holder(role, campaign.county))


def test_page_orders_and_drops_a_day(client, campaign, admin):
    client.force_login(admin)
    page = reverse("reports:campaign", args=[campaign.pk])
    day = timezone.localdate() + timedelta(days=30)
    far = {"on": day.isoformat()}

    ordered = client.post(reverse("reports:date-order", args=[campaign.pk]), far)
    twice = client.post(reverse("reports:date-order", args=[campaign.pk]), far)
    wrong = client.post(reverse("reports:date-order", args=[campaign.pk]), {"on": "x"})
    row = SummaryDate.objects.get()
    there = client.get(page).content.decode()
    dropped = client.post(reverse("reports:date-drop", args=[row.pk]))
    again = client.post(reverse("reports:date-drop", args=[row.pk]))
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))
    foreign = client.post(reverse("reports:date-drop", args=[row.pk]))

    assert (ordered.status_code, twice.status_code, wrong.status_code) == (302, 422, 422)
    assert f"{day.year}年{day.month}月{day.day}日" in there
    assert (dropped.status_code, again.status_code, foreign.status_code) == (302, 409, 404)


def test_comparison_tells_each_figure_then_and_now_and_the_difference(client, campaign, admin):
    then = summaries.request_summary(campaign, as_of=date(2018, 6, 1), by=admin, at=NOW)
    now = summaries.request_summary(campaign, as_of=AS_OF, by=admin, at=NOW)
    client.force_login(admin)

    answer = client.get(reverse("reports:comparison", args=[now.pk]), {"other": then.pk})

    told = answer.context["compared"]
    assert [table["name"] for table in told["tables"]][:3] == ["全部", "第 1 轮", "第 2 轮"]
    assert next(row["label"] for row in told["tables"][0]["rows"]) == "提名"
    (line,) = [row for row in told["tables"][0]["rows"] if row["label"] == "提名"]
    before, after = (row.document.snapshot["numbers"]["total"]["nominated"] for row in (then, now))
    assert line == {
        "label": "提名",
        "then": str(before),
        "now": str(after),
        "by": f"+{after - before}",
    }
    assert told["changed"] == []
    assert told["versions"][0] == told["versions"][1]
    assert told["versions"][0] in answer.content.decode()


def test_comparison_names_the_figures_whose_definition_changed(campaign, admin):
    row = summaries.request_summary(campaign, as_of=AS_OF, by=admin, at=NOW)
    now = row.document.snapshot
    then = {**now, "annexes": [{"blocks": [{"table": {"rows": []}}]}], "definitions_version": "x"}

    told = comparisons.compare(then, now)

    assert "提名" in told["changed"]
    assert all(line["by"] == "0" for table in told["tables"] for line in table["rows"])


def test_comparison_of_a_lone_summary_says_so_and_others_do_not_see_it(client, campaign, admin):
    row = summaries.request_summary(campaign, as_of=AS_OF, by=admin, at=NOW)
    page = reverse("reports:comparison", args=[row.pk])
    client.force_login(admin)

    alone = client.get(page, {"other": "x"})
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))

    assert (alone.status_code, alone.context["compared"]) == (200, None)
    assert client.get(page).status_code == 404


def test_comparison_of_prefectures_shows_no_difference_of_a_hidden_number(client, book):
    above, made = PrefectureFactory(), book(1, 40)
    made.campaign.county.parent = above
    made.campaign.county.save(update_fields=["parent"])
    by = holder(Role.PREFECTURE_VIEWER, above)
    days = (date(2018, 6, 1), AS_OF)
    _then, now = (
        prefectures.request_summary(above, year=2018, as_of=day, by=by, at=NOW) for day in days
    )
    client.force_login(by)

    answer = client.get(reverse("reports:prefecture-comparison", args=[now.pk]))

    rows = [row for table in answer.context["compared"]["tables"] for row in table["rows"]]
    hidden = [row for row in rows if "隐去" in (row["then"], row["now"])]
    assert hidden
    assert {row["by"] for row in hidden} == {"—"}
