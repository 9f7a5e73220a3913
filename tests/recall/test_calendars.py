"""The department's calendar: entered by one, confirmed by another, in force for every term."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core import dates
from core.errors import NotAllowed, RegulationBroken
from core.jobs import worker
from recall.forms.calendars import CalendarForm
from recall.models import CalendarDay, Clock, YearCalendar
from recall.queries import calendars as queries
from recall.services import calendars, clocks
from tests.factories.accounts import holder
from tests.factories.recall import submitted_nomination
from tests.factories.units import CountyFactory
from tests.moments import NOW

pytestmark = pytest.mark.django_db
TEXT = """2030-01-01 放假 元旦
2030-02-02至2030-02-09 放假 春节
2030-02-10 上班 春节调休
2030-05-01至2030-05-05 放假 劳动节
"""


@pytest.fixture(autouse=True)
def _fresh():
    """Let no year of one test answer in another."""
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def admin():
    return holder(Role.COUNTY_ADMIN, CountyFactory())


@pytest.fixture
def other():
    return holder(Role.COUNTY_ADMIN, CountyFactory())


def told(text=TEXT, year=2030):
    form = CalendarForm({"year": year, "document": "国办发明电〔2029〕10号", "days": text})
    assert form.is_valid(), form.errors
    return form.cleaned_data


def entered(by, text=TEXT, year=2030):
    return calendars.enter(by=by, at=NOW, **told(text, year))


def confirmed(by, other, **given):
    row = calendars.confirm(entered(by, **given), by=other, at=NOW)
    queries.forget()
    return row


def refused(code, by, **given):
    with pytest.raises(RegulationBroken) as error:
        entered(by, **given)
    assert error.value.number == code


def test_confirmed_year_is_counted_and_no_longer_estimated(admin, other):
    holiday, make_up, tuesday = date(2030, 2, 5), date(2030, 2, 10), date(2030, 3, 5)
    assert dates.is_working_day(holiday)
    entered_row = entered(admin)
    assert dates.is_estimated(holiday)

    calendars.confirm(entered_row, by=other, at=NOW)
    queries.forget()

    assert not dates.is_estimated(holiday)
    assert [dates.is_working_day(day) for day in (holiday, make_up, tuesday)] == [
        False, True, True,
    ]  # fmt: skip
    assert dates.add_working_days(date(2030, 2, 1), 1) == make_up


def test_answer_is_asked_for_once_a_minute(admin, other, django_assert_num_queries, monkeypatch):
    confirmed(admin, other)
    with django_assert_num_queries(2):
        dates.add_working_days(date(2030, 1, 1), 100)
    clock = queries.time.monotonic() + 61
    monkeypatch.setattr(queries.time, "monotonic", lambda: clock)
    with django_assert_num_queries(2):
        dates.is_working_day(date(2030, 1, 2))


def test_job_works_running_terms_out_again(admin, other):
    nomination = submitted_nomination()
    at = NOW.replace(year=2030, month=1, day=31)
    clocks.begin(nomination, "VERIFY", days=3, by=admin, at=at)
    before = Clock.objects.running().get().due_on
    confirmed(admin, other)

    assert worker.drain("terms", at=NOW, seconds=5.0) == 1

    after = Clock.objects.running().get().due_on
    assert (before, after) == (date(2030, 2, 5), date(2030, 2, 11))
    nomination = type(nomination).objects.get(pk=nomination.pk)
    assert nomination.due_on == after


def test_who_entered_does_not_confirm_and_a_verifier_does_neither(admin):
    row = entered(admin)
    verifier = holder(Role.VERIFIER, CountyFactory())
    for by in (admin, verifier):
        with pytest.raises(NotAllowed):
            calendars.confirm(row, by=by, at=NOW)
    with pytest.raises(NotAllowed):
        entered(verifier, year=2031, text=TEXT.replace("2030", "2031"))


def test_database_keeps_what_was_confirmed(admin, other):
    row = entered(admin)
    rows = YearCalendar.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(confirmed_by=admin, confirmed_at=NOW)
    calendars.confirm(row, by=other, at=NOW)
    for write in (lambda: rows.update(year=2031), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    with pytest.raises(DatabaseError), transaction.atomic():
        CalendarDay.objects.filter(calendar=row).update(is_working=True)


def test_ca_01_year_that_the_library_knows(admin):
    refused("CA-01", admin, year=2024, text=TEXT.replace("2030", "2024"))


def test_ca_02_year_twice(admin, other):
    entered(admin)
    refused("CA-02", other)


@pytest.mark.parametrize("line", ["2031-01-01 放假 元旦", "2030-01-01 放假 元旦"])
def test_ca_03_day_of_another_year_or_twice(admin, line):
    refused("CA-03", admin, text=TEXT + line)


def test_ca_04_make_up_day_in_the_week(admin):
    refused("CA-04", admin, text=TEXT + "2030-03-05 上班 调休")


def test_ca_05_too_few_holidays(admin):
    refused("CA-05", admin, text="2030-01-01 放假 元旦")


def test_ca_06_confirmed_calendar_is_not_dropped(admin, other):
    row = confirmed(admin, other)
    with pytest.raises(RegulationBroken) as error:
        calendars.drop(row, by=admin, at=NOW)
    assert error.value.number == "CA-06"


@pytest.mark.parametrize(
    "line",
    ["元旦放假", "2030-02-30 放假 春节", "2030-05-05至2030-05-01 放假 劳动节"],
    ids=["words", "no_such_day", "backwards"],
)
def test_form_names_the_line_that_is_wrong(line):
    form = CalendarForm({"year": 2030, "document": "x", "days": TEXT + line})

    assert "第 5 行" in str(form.errors["days"])


def test_pages_lead_from_the_terms_to_an_entered_and_confirmed_year(client, admin, other):
    page = reverse("recall:calendar-list")
    client.force_login(admin)
    assert page in client.get(reverse("recall:clock-list")).content.decode()
    form = {"year": 2030, "document": "国办发明电〔2029〕10号", "days": TEXT}
    assert client.post(reverse("recall:calendar-new"), form | {"days": "x"}).status_code == 422
    address = client.post(reverse("recall:calendar-new"), form).url

    mine = client.get(address).content.decode()
    assert "录入人不得确认自己录入的放假安排" in mine
    row = YearCalendar.objects.get()
    confirm = reverse("recall:calendar-act", args=[row.pk, "confirm"])
    assert client.post(confirm).status_code == 403
    client.force_login(other)
    assert client.post(confirm).url == page
    assert "已确认" in client.get(address).content.decode()
    assert client.get(confirm).status_code == 404


def test_dropped_year_can_be_entered_again(client, admin):
    row = entered(admin)
    client.force_login(admin)

    client.post(reverse("recall:calendar-act", args=[row.pk, "drop"]))

    assert entered(admin).days.count() == 15
