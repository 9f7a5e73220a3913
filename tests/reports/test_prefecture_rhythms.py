"""A prefecture's summary that comes again: which days and year, made once, begun and stopped."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.services import accounts
from core.dates import ZONE
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.jobs import worker
from core.jobs.models import Job
from core.notify.models import Message
from recall.models import Campaign
from reports import tasks
from reports.enums import RhythmKind
from reports.models import PrefectureSummary, SummaryDate, SummaryRhythm
from reports.queries import due
from reports.queries import rhythms as queries
from reports.services import prefectures, rhythms
from tests.factories.accounts import holder
from tests.factories.units import PrefectureFactory
from tests.reports.test_pages import NOW

pytestmark = pytest.mark.django_db
QUARTER, YEAR = RhythmKind.PREFECTURE_QUARTER, RhythmKind.PREFECTURE_YEAR
AUTUMN, WINTER = date(2018, 9, 30), date(2018, 12, 31)


@pytest.fixture
def campaign(book):
    return book(11, 20).campaign


@pytest.fixture
def place(campaign):
    above = PrefectureFactory()
    campaign.county.parent = above
    campaign.county.save(update_fields=["parent"])
    return above


@pytest.fixture
def chief(place):
    return holder(Role.COUNTY_ADMIN, place)


def begin(place, by, kind=QUARTER):
    return rhythms.begin_prefecture(place, kind=kind, by=by, at=NOW)


def noon_after(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE) + timedelta(days=1)


def sweep(at):
    tasks.order_summaries(at)
    worker.drain(tasks.LANE, at=at, seconds=60)


def test_summary_is_made_once_a_quarter_with_its_inputs_and_told(place, chief):
    begin(place, chief)

    sweep(noon_after(AUTUMN) - timedelta(days=1))
    on_the_day = PrefectureSummary.objects.count()
    for _time in range(3):
        sweep(noon_after(WINTER))

    first, second = PrefectureSummary.objects.order_by("as_of")
    by_hand = prefectures.request_summary(
        place, year=2018, as_of=AUTUMN, by=chief, at=noon_after(WINTER)
    )
    assert on_the_day == 0
    assert [(row.as_of, row.year) for row in (first, second)] == [(AUTUMN, 2018), (WINTER, 2018)]
    assert first.requested_by.is_system
    assert first.document.snapshot["figures_hash"] == first.figures_hash
    assert by_hand == first
    told = Message.objects.filter(kind="PREFECTURE_MADE")
    assert {(row.recipient_id, row.row_id) for row in told} == {
        (chief.pk, first.pk),
        (chief.pk, second.pk),
    }
    assert not SummaryDate.objects.exists()


def test_year_is_of_the_campaign_launched_last_by_then(place, chief, campaign):
    rhythm = begin(place, chief)
    later = Campaign.objects.get(pk=campaign.pk)
    later.pk, later.title, later.code = None, "下一批", "second"
    later.launched_at = datetime(2019, 3, 31, 23, tzinfo=ZONE)
    later.save(force_insert=True)

    made = queries.years_over(rhythm, today=date(2019, 4, 1))

    assert made == [(2018, AUTUMN), (2018, WINTER), (2019, date(2019, 3, 31))]


def test_prefecture_without_a_campaign_makes_none():
    place = PrefectureFactory()
    row = begin(place, holder(Role.COUNTY_ADMIN, place))

    made = rhythms.see_to_prefecture(row, by=accounts.system_user(), at=noon_after(WINTER))

    row = SummaryRhythm.objects.get(pk=row.pk)
    assert (made, row.seen_on) == ([], WINTER + timedelta(days=1))


def test_end_of_year_of_both_kinds_is_one_summary(place, chief):
    for kind in (QUARTER, YEAR):
        begin(place, chief, kind)

    sweep(noon_after(WINTER))

    days = PrefectureSummary.objects.order_by("as_of").values_list("as_of", flat=True)
    assert list(days) == [AUTUMN, WINTER]
    assert Message.objects.filter(kind="PREFECTURE_MADE").count() == 2


def test_failing_prefecture_stops_no_county_and_is_named(
    place, chief, campaign, client, monkeypatch
):
    row = begin(place, chief)
    rhythms.begin(
        campaign,
        kind=RhythmKind.QUARTERLY,
        days=0,
        by=holder(Role.COUNTY_ADMIN, campaign.county),
        at=NOW,
    )
    now = timezone.now()

    def stumble(*_args, **_kwargs):
        raise RuntimeError("张三")

    with monkeypatch.context() as patch:
        patch.setattr(queries, "years_over", stumble)
        sweep(now)
    client.force_login(chief)
    page = client.get(reverse("reports:prefecture", args=[place.pk])).content.decode()
    key = due.rhythm_key(row.pk, today=timezone.localdate(now))

    assert SummaryDate.objects.filter(campaign=campaign).exists()
    assert "张三" not in Job.objects.get(key=key).last_error
    assert "暂未办成" in page
    assert SummaryRhythm.objects.get(pk=row.pk).seen_on == row.seen_on


def test_rp_03_second_of_a_kind_is_refused_until_the_first_is_stopped(place, chief):
    row = begin(place, chief)

    with pytest.raises(RegulationBroken, match="RP-03"):
        begin(place, chief)
    rhythms.stop(row, by=chief, at=NOW)
    with pytest.raises(StateConflict):
        rhythms.stop(row, by=chief, at=NOW)

    assert rhythms.see_to_prefecture(row, by=accounts.system_user(), at=noon_after(WINTER)) == []
    assert begin(place, chief).stopped_at is None


@pytest.mark.parametrize("kind", [RhythmKind.QUARTERLY, RhythmKind.AFTER_CLOSE, "x"])
def test_rp_06_kind_of_a_county_is_refused_for_a_prefecture(place, chief, kind):
    with pytest.raises(RegulationBroken, match="RP-06"):
        begin(place, chief, kind)


def test_rp_06_kind_of_a_prefecture_is_refused_for_a_county(campaign):
    by = holder(Role.COUNTY_ADMIN, campaign.county)

    with pytest.raises(RegulationBroken, match="RP-06"):
        rhythms.begin(campaign, kind=YEAR, days=0, by=by, at=NOW)


def test_viewer_of_the_prefecture_and_a_county_neither_begin_nor_stop(place, chief, campaign):
    row = begin(place, chief)

    for by in (
        holder(Role.PREFECTURE_VIEWER, place),
        holder(Role.COUNTY_ADMIN, campaign.county),
    ):
        with pytest.raises(NotAllowed):
            begin(place, by, YEAR)
        with pytest.raises(NotAllowed):
            rhythms.stop(row, by=by, at=NOW)


def test_page_begins_shows_the_next_day_and_stops(client, place, chief, campaign):
    client.force_login(chief)
    page = reverse("reports:prefecture", args=[place.pk])
    address = reverse("reports:prefecture-begin", args=[place.pk])

    answers = [client.post(address, {"kind": kind}) for kind in (YEAR, YEAR, "YEARLY", "")]
    row = SummaryRhythm.objects.get()
    there = client.get(page).content.decode()
    stop = reverse("reports:prefecture-stop", args=[place.pk, row.pk])
    client.force_login(holder(Role.PREFECTURE_VIEWER, place))
    viewed = client.get(page).content.decode()
    refused = client.post(stop).status_code
    client.force_login(holder(Role.COUNTY_ADMIN, campaign.county))
    foreign = client.post(stop).status_code
    client.force_login(chief)
    stopped = [client.post(stop).status_code for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422, 422, 422]
    assert "请选择周期" in answers[3].content.decode()
    assert f"{date.today().year}年12月31日" in there
    assert ("全州每年末" in viewed, stop in viewed, address in viewed) == (True, False, False)
    assert (refused, foreign, stopped) == (403, 404, [302, 409])


def test_own_departments_campaign_does_not_show_the_prefectures_rhythm(client, book):
    own = book(12, 5).campaign
    county = own.county
    county.level = "PREFECTURE"
    county.save(update_fields=["level"])
    chief = holder(Role.COUNTY_ADMIN, county)
    row = begin(county, chief)
    client.force_login(chief)

    there = client.get(reverse("reports:campaign", args=[own.pk])).content.decode()
    through = client.post(reverse("reports:rhythm-stop", args=[own.pk, row.pk]))

    assert ("全州每季末" in there, through.status_code) == (False, 404)
