from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken
from evidence import regulations
from evidence.models import Reminder, Signal
from evidence.queries.reminders import days_to_correct
from evidence.services import reminders
from recall.presenters.eligibility import reminded
from schemes.services import schemes
from tests.factories.accounts import grant
from tests.factories.cadres import PostFactory
from tests.factories.recall import complete_nomination, open_campaign
from tests.factories.reminders import issued, served
from tests.factories.schemes import FROM_ON, approved, draft_version
from tests.factories.units import PrefectureFactory, UnitFactory
from tests.moments import NOW, TODAY, TOMORROW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=31)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **{"at": NOW, **given})
    assert error.value.number == number


def judged(row, result="NOT_CORRECTED", at=LATER):
    return reminders.judge(row, result=result, result_note="仍迟到", by=row.issued_by, at=at)


def test_rm_01_person_of_another_unit():
    row = issued()
    told = {"facts": "x", "correct": "x", "ground": row.ground, "days": 30}
    refused("RM-01", reminders.issue, row.unit, cadre=PostFactory().cadre, by=row.issued_by, **told)


@pytest.mark.parametrize("day", [TOMORROW, TODAY - timedelta(days=1)])
def test_rm_02_served_outside_its_time(day):
    with pytest.raises(RegulationBroken, match="送达日期"):
        served(issued(), served_on=day)


def test_rm_03_served_twice():
    row = served(issued())
    with pytest.raises(RegulationBroken, match="已登记送达"):
        served(row)


def test_rm_04_refusal_without_a_word():
    with pytest.raises(RegulationBroken, match="见证人"):
        served(issued(), refused=True)


def test_rm_05_said_twice():
    row = served(issued())
    reminders.say(row, said="已改", by=row.cadre.user, at=NOW)
    refused("RM-05", reminders.say, row, said="又", by=row.cadre.user)


def test_rm_06_unserved_is_not_judged():
    row = issued()
    refused("RM-06", reminders.judge, row, result="CORRECTED", result_note="x", by=row.issued_by)


def test_rm_07_time_to_correct_is_kept_to_its_last_day():
    row = served(issued())
    last = NOW + timedelta(days=30)
    given = {"result_note": "x", "by": row.issued_by, "at": last}
    refused("RM-07", reminders.judge, row, result="NOT_CORRECTED", **given)

    assert judged(row).result == "NOT_CORRECTED"


def test_rm_08_corrected_makes_no_signal():
    row = judged(served(issued()), "CORRECTED", NOW)
    refused("RM-08", reminders.raise_for, row, by=row.issued_by)


def test_uncorrected_makes_one_signal_with_its_rows():
    row = judged(served(issued()))

    signal = reminders.raise_for(row, by=row.issued_by, at=LATER)

    assert reminders.raise_for(row, by=row.issued_by, at=LATER) == signal
    assert [line["value"] for line in signal.rows] == ["已送达", "未改正"]
    assert Signal.objects.count() == 1


def numbers(nomination, on=TODAY):
    return [line["why"][:5] for line in reminded(nomination, on=on)]


def test_rm_09_and_rm_10_warn_before_a_first_nomination():
    nomination = complete_nomination(open_campaign())
    assert numbers(nomination) == ["RM-09"]

    served(issued(nomination.cadre))
    assert numbers(nomination) == ["RM-10"]
    assert numbers(nomination, on=LATER.date()) == []
    assert regulations.was_reminded.severity == "warn"


def test_warning_stands_on_the_last_look_and_refuses_nothing(client):
    nomination = complete_nomination(open_campaign())
    client.force_login(nomination.drafted_by)

    page = client.get(reverse("recall:nomination-check", args=[nomination.pk])).content.decode()

    assert "RM-09" in page


def test_nobody_handles_their_own_reminder():
    row = served(issued())
    grant(row.cadre.user, Role.UNIT_HEAD, row.unit)

    with pytest.raises(NotAllowed, match="本人"):
        reminders.judge(row, result="CORRECTED", result_note="x", by=row.cadre.user, at=NOW)


def test_person_reads_what_was_served_and_answers_it(client):
    row, unserved = served(issued()), issued()
    client.force_login(row.cadre.user)
    url = reverse("evidence:own-reminder", args=[row.pk])

    page = client.get(url).content.decode()
    client.post(url, {"said": "已调整通勤"})

    assert "提醒不是处分" in page
    assert Reminder.objects.get(pk=row.pk).said == "已调整通勤"
    assert client.get(reverse("evidence:own-reminder", args=[unserved.pk])).status_code == 404
    assert client.get(reverse("evidence:reminder", args=[row.pk])).status_code == 404
    assert "按时到岗" in client.get(reverse("evidence:own-reminders")).content.decode()


def test_clerk_issues_serves_judges_and_raises_on_the_pages(client):
    first = issued()
    client.force_login(first.issued_by)
    told = {"unit": first.unit_id, "cadre": first.cadre_id, "ground": first.ground_id}
    told |= {"facts": "早退", "correct": "坐班", "days": 30}

    made = client.post(reverse("evidence:reminder-new"), told)
    row = judged(served(first))
    assert client.get(made.url).status_code == 200
    assert client.get(reverse("evidence:reminder-list")).status_code == 200
    client.post(reverse("evidence:reminder-act", args=[row.pk, "signal"]))

    assert Signal.objects.get().practice == "REMINDER"


def ruled(county, *, days=None, unit=None):
    """Let a scheme be in force; `days` is what it gives to correct."""
    version = draft_version(county, title=f"办法{days}{unit or ''}", unit=unit)
    if days is not None:
        by = version.drafted_by
        given = version.parameters | {"remind_days": days}
        schemes.put_parameters(version, **given, by=by, at=NOW)
    return approved(type(version).objects.get(pk=version.pk))


def test_scheme_of_the_unit_gives_the_days_to_correct():
    unit = UnitFactory(county__parent=PrefectureFactory())
    assert days_to_correct(unit, TODAY) == 30

    ruled(unit.county.parent, days=20)
    assert days_to_correct(unit, TODAY) == 20
    ruled(unit.county)
    assert days_to_correct(unit, TODAY) == 30
    ruled(unit.county, days=45)
    assert days_to_correct(unit, TODAY) == 45
    ruled(unit.county, days=60, unit=unit)
    assert days_to_correct(unit, TODAY) == 60
    assert days_to_correct(UnitFactory(county=unit.county), TODAY) == 45
    assert days_to_correct(UnitFactory(county=unit.county, parent=unit), TODAY) == 60
    assert days_to_correct(unit, FROM_ON - timedelta(days=1)) == 30


def test_reminder_without_days_gets_those_of_the_scheme_and_the_form_says_them(client):
    first = issued()
    ruled(first.county, days=45)
    client.force_login(first.issued_by)
    url = reverse("evidence:reminder-new")
    told = {"unit": first.unit_id, "cadre": first.cadre_id, "ground": first.ground_id}
    told |= {"facts": "早退", "correct": "坐班"}

    form = client.get(url).context["form"]
    client.post(url, told | {"days": ""})
    client.post(url, told | {"days": "10"})

    assert form["days"].value() == 45
    assert [row.days for row in Reminder.objects.order_by("pk")] == [30, 45, 10]


@pytest.mark.parametrize(
    "write",
    [lambda: Reminder.objects.update(facts="x"), lambda: Reminder.objects.all().delete()],
    ids=["text", "removal"],
)
def test_database_keeps_the_text(write):
    issued()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        write()


def test_list_costs_the_same_for_ten_and_a_thousand(client, django_assert_max_num_queries):
    row = issued()
    client.force_login(row.issued_by)
    told = {"county": row.county, "unit": row.unit, "cadre": row.cadre, "ground": row.ground}
    told |= {"facts": "x", "correct": "x", "days": 30, "issued_by": row.issued_by}
    Reminder.objects.bulk_create(Reminder(issued_at=NOW, **told) for _ in range(1000))

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("evidence:reminder-list"))

    assert len(answer.content) <= 60_000
