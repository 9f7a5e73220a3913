"""Who is told that words wait for approval, and what became of them."""

import pytest

from accounts.enums import Role
from core.notify import reading
from core.notify.models import Message
from schemes.services import wordings as acts
from tests.factories.accounts import holder
from tests.factories.units import CountyFactory
from tests.factories.wordings import draft_wording
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


def told(user):
    return [line.text for line in reading.lines(reading.listed(user), user=user)]


def sent(row):
    return acts.submit(row, seen=row.stamp, by=row.drafted_by, at=NOW)


def test_submitting_tells_the_other_admins_of_the_division_and_nobody_else(county):
    other, stranger = holder(Role.COUNTY_ADMIN, county), holder(Role.COUNTY_ADMIN, CountyFactory())
    verifier = holder(Role.VERIFIER, county)

    row = sent(draft_wording(county, from_on=TODAY))

    assert told(other) == ["召回通知书第1版　文本已提交，请审定"]
    assert [told(user) for user in (row.drafted_by, stranger, verifier)] == [[], [], []]


def test_who_wrote_in_it_cannot_approve_and_is_not_asked_to(county):
    writer, other = holder(Role.COUNTY_ADMIN, county), holder(Role.COUNTY_ADMIN, county)
    row = draft_wording(county, from_on=TODAY)
    row = acts.put(row, **row.words._asdict(), from_on=TODAY, by=writer, at=NOW)

    sent(row)

    assert list(Message.objects.values_list("recipient", flat=True)) == [other.pk]


def test_returning_tells_the_writers_and_sending_again_tells_the_admins_again(county):
    other = holder(Role.COUNTY_ADMIN, county)
    row = sent(draft_wording(county, from_on=TODAY))

    row = acts.send_back(row, seen=row.stamp, by=other, at=NOW)
    assert told(row.drafted_by) == ["召回通知书第1版　文本已退回，请按意见修改"]
    assert told(other) == ["召回通知书第1版　文本现为“起草中”"]
    sent(row)

    assert told(other) == ["召回通知书第1版　文本已提交，请审定"] * 2
    assert told(row.drafted_by) == ["召回通知书第1版　文本现为“待审定”"]


def test_approving_tells_the_writers_from_which_day(county):
    other = holder(Role.COUNTY_ADMIN, county)
    row = sent(draft_wording(county, from_on=TODAY))

    row = acts.approve(row, seen=row.stamp, by=other, at=NOW)

    (line,) = told(row.drafted_by)
    assert line.startswith("召回通知书第1版　文本已审定，")
    assert told(other) == ["召回通知书第1版　文本现为“已审定”"]
