"""Two sweeps at once over one rhythm, and two that begin the same kind."""

from datetime import timedelta

import pytest

from accounts.enums import Role
from accounts.services import accounts
from core.audit.models import Entry
from core.errors import RegulationBroken
from core.notify.models import Message
from reports.models import PrefectureSummary, SummaryDate, SummaryRhythm
from reports.services import rhythms, schedules
from tests.factories.accounts import holder
from tests.factories.recall import open_campaign
from tests.factories.units import PrefectureFactory
from tests.moments import DECIDED_AT
from tests.races.starting import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_sweeps_at_once_order_each_day_once():
    campaign = open_campaign()
    by = holder(Role.COUNTY_ADMIN, campaign.county)
    row = rhythms.begin(campaign, kind="QUARTERLY", days=0, by=by, at=DECIDED_AT)
    told = {"by": accounts.system_user(), "at": DECIDED_AT + timedelta(days=200)}

    answers = race([lambda: rhythms.see_to(row, **told) for _n in range(6)])

    assert sorted(map(len, answers)) == [0, 0, 0, 0, 0, 2]
    assert SummaryDate.objects.count() == Entry.objects.filter(act="order_summary").count() == 2


def test_sweeps_at_once_make_a_prefectures_summaries_once():
    campaign, above = open_campaign(), PrefectureFactory()
    campaign.county.parent = above
    campaign.county.save(update_fields=["parent"])
    by = holder(Role.COUNTY_ADMIN, above)
    row = rhythms.begin_prefecture(above, kind="PREFECTURE_QUARTER", by=by, at=DECIDED_AT)
    told = {"by": accounts.system_user(), "at": DECIDED_AT + timedelta(days=200)}

    answers = race([lambda: rhythms.see_to_prefecture(row, **told) for _n in range(4)])

    assert sorted(map(len, answers)) == [0, 0, 0, 2]
    assert PrefectureSummary.objects.count() == Message.objects.count() == 2


def test_two_begin_the_same_kind_and_one_runs():
    campaign = open_campaign()
    admins = [holder(Role.COUNTY_ADMIN, campaign.county) for _n in range(4)]
    told = {"kind": "YEARLY", "days": 0, "at": DECIDED_AT}

    answers = race([lambda by=by: rhythms.begin(campaign, by=by, **told) for by in admins])

    assert sum(isinstance(one, RegulationBroken) for one in answers) == 3
    assert SummaryRhythm.objects.count() == 1


def test_two_order_a_prefectures_day_and_two_workers_make_it_once():
    above = PrefectureFactory()
    admins = [holder(Role.COUNTY_ADMIN, above) for _n in range(4)]
    on = DECIDED_AT.date() + timedelta(days=20)

    answers = race(
        [
            lambda by=by: schedules.order_prefecture(above, on=on, by=by, at=DECIDED_AT)
            for by in admins
        ]
    )
    row = SummaryDate.objects.get()
    told = {"by": accounts.system_user(), "at": DECIDED_AT + timedelta(days=30)}
    race([lambda: schedules.make_prefecture(row, **told) for _n in range(4)])

    assert sum(isinstance(one, RegulationBroken) for one in answers) == 3
    assert PrefectureSummary.objects.count() == 1
    assert Entry.objects.filter(act="make_ordered_summary").count() == 1
