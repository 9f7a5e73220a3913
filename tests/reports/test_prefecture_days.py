"""A prefecture's single days: ordered, taken back, made once when they are over, and told."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.services import accounts
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.notify.models import Message
from recall.models import Campaign
from reports.models import PrefectureSummary, SummaryDate
from reports.services import prefectures, rhythms, schedules
from tests.factories.accounts import holder
from tests.factories.units import PrefectureFactory
from tests.reports.test_pages import NOW
from tests.reports.test_prefecture_rhythms import (
    AUTUMN,
    begin,
    campaign,
    chief,
    noon_after,
    place,
    sweep,
)

__all__ = ["campaign", "chief", "place"]
pytestmark = pytest.mark.django_db
DAY = date(2018, 9, 12)


def order(place, by, on=DAY):
    return schedules.order_prefecture(place, on=on, by=by, at=NOW)


def test_day_is_made_once_when_it_is_over_and_told(place, chief):
    row = order(place, chief)

    sweep(noon_after(DAY) - timedelta(days=1))
    on_the_day = PrefectureSummary.objects.count()
    for _time in range(3):
        sweep(noon_after(DAY))

    made = PrefectureSummary.objects.get()
    row = SummaryDate.objects.get(pk=row.pk)
    told = Message.objects.get(kind="PREFECTURE_MADE")
    assert on_the_day == 0
    assert (row.whole, row.summary, row.dropped_at) == (made, None, None)
    assert (made.as_of, made.year, made.requested_by.is_system) == (DAY, 2018, True)
    assert (told.recipient, told.row_id) == (chief, made.pk)


def test_what_was_made_by_hand_or_by_a_rhythm_stands_for_the_day(place, chief):
    row, rhythm = order(place, chief, AUTUMN), begin(place, chief)
    by_hand = prefectures.request_summary(
        place, year=2018, as_of=AUTUMN, by=chief, at=noon_after(AUTUMN)
    )
    told = {"by": accounts.system_user(), "at": noon_after(AUTUMN)}

    again = rhythms.see_to_prefecture(rhythm, **told)
    schedules.make_prefecture(row, **told)

    assert again == [by_hand]
    assert SummaryDate.objects.get().whole == by_hand
    assert PrefectureSummary.objects.count() == 1


def test_day_before_the_first_campaign_is_of_its_own_year(place, chief, campaign):
    Campaign.objects.filter(pk=campaign.pk).update(launched_at=noon_after(date(2019, 1, 1)))
    row = order(place, chief)

    made = schedules.make_prefecture(row, by=accounts.system_user(), at=noon_after(DAY))

    assert made.whole.year == DAY.year


@pytest.mark.parametrize("on", [NOW.date() - timedelta(days=1), DAY])
def test_rp_02_day_that_is_over_or_ordered_is_refused(place, chief, on):
    order(place, chief)

    with pytest.raises(RegulationBroken, match="RP-02"):
        order(place, chief, on)


def test_dropped_day_is_not_made_and_may_be_ordered_again(place, chief):
    row = order(place, chief)
    schedules.drop(row, by=chief, at=NOW)
    with pytest.raises(StateConflict):
        schedules.drop(row, by=chief, at=NOW)

    sweep(noon_after(DAY))

    assert not PrefectureSummary.objects.exists()
    assert order(place, chief).dropped_at is None


def test_made_day_is_neither_dropped_nor_changed(place, chief):
    row = order(place, chief)
    sweep(noon_after(DAY))

    with pytest.raises(StateConflict):
        schedules.drop(row, by=chief, at=NOW)
    with pytest.raises(DatabaseError, match="update"), transaction.atomic():
        SummaryDate.objects.filter(pk=row.pk).update(whole=None)


def test_a_day_is_of_a_campaign_or_of_a_prefecture(place, chief, campaign):
    for whose in ({}, {"campaign": campaign, "prefecture": place}):
        with pytest.raises(IntegrityError, match="one_level"), transaction.atomic():
            SummaryDate.objects.create(on=DAY, ordered_by=chief, ordered_at=NOW, **whose)


def test_viewer_of_the_prefecture_and_a_county_neither_order_nor_drop(place, chief, campaign):
    row = order(place, chief)

    for by in (
        holder(Role.PREFECTURE_VIEWER, place),
        holder(Role.COUNTY_ADMIN, campaign.county),
    ):
        with pytest.raises(NotAllowed):
            order(place, by, AUTUMN)
        with pytest.raises(NotAllowed):
            schedules.drop(row, by=by, at=NOW)


def test_page_orders_shows_and_drops_and_leaves_the_counties_days_alone(
    client, place, chief, campaign
):
    client.force_login(chief)
    page = reverse("reports:prefecture", args=[place.pk])
    address = reverse("reports:prefecture-date-order", args=[place.pk])
    far = timezone.localdate() + timedelta(days=40)

    answers = [client.post(address, {"on": on}).status_code for on in (far, far, "x")]
    row = SummaryDate.objects.get()
    drop = reverse("reports:prefecture-date-drop", args=[place.pk, row.pk])
    there = client.get(page).content.decode()
    through = client.post(reverse("reports:date-drop", args=[row.pk])).status_code
    client.force_login(holder(Role.PREFECTURE_VIEWER, place))
    viewed = client.get(page).content.decode()
    refused = client.post(drop).status_code
    client.force_login(holder(Role.COUNTY_ADMIN, campaign.county))
    own = client.get(reverse("reports:campaign", args=[campaign.pk])).content.decode()
    foreign = client.post(drop).status_code
    client.force_login(chief)
    dropped = [client.post(drop).status_code for _time in range(2)]

    assert answers == [302, 422, 422]
    assert (drop in there, address in there, through) == (True, True, 404)
    assert (drop in viewed, address in viewed, refused, foreign) == (False, False, 403, 404)
    assert drop not in own
    assert dropped == [302, 409]


def test_page_needs_as_many_queries_for_ten_days_as_for_one(
    client, place, chief, django_assert_max_num_queries
):
    client.force_login(chief)
    page = reverse("reports:prefecture", args=[place.pk])
    first = timezone.localdate() + timedelta(days=1)
    schedules.order_prefecture(place, on=first, by=chief, at=timezone.now())
    client.get(page)

    with django_assert_max_num_queries(60) as one:
        client.get(page)
    for n in range(1, 10):
        on = first + timedelta(days=n)
        schedules.order_prefecture(place, on=on, by=chief, at=timezone.now())
    with django_assert_max_num_queries(60) as ten:
        client.get(page)

    assert len(one) == len(ten)


def test_a_foreign_prefectures_day_is_not_there(client, place, chief):
    other = PrefectureFactory()
    row = order(other, holder(Role.COUNTY_ADMIN, other))
    client.force_login(chief)

    through_own = client.post(reverse("reports:prefecture-date-drop", args=[place.pk, row.pk]))
    through_theirs = client.post(reverse("reports:prefecture-date-drop", args=[other.pk, row.pk]))

    assert (through_own.status_code, through_theirs.status_code) == (404, 404)
