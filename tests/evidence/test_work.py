from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken
from evidence.models import Signal, WorkCorrection, WorkMonth
from evidence.queries import work as questions
from evidence.services import work
from evidence.views import work as views
from tests.core.imports.files import workbook
from tests.core.imports.test_runs import counts, errors
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.cadres import CadreFactory, PostFactory, ProtectionFactory
from tests.factories.imports import applied, checked, undone
from tests.factories.units import UnitFactory
from tests.factories.work import APRIL, FIGURES, corrected, month
from tests.merging import untouched
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
MARCH, MAY = date(2018, 3, 1), date(2018, 5, 1)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def test_wa_01_person_of_another_unit_or_gone():
    row = month()
    other = PostFactory().cadre
    refused("WA-01", _in_unit, row, other)
    row.cadre.left_on = TODAY
    row.cadre.save()
    refused("WA-01", month, row.cadre, MARCH, by=row.entered_by)


def _in_unit(row, cadre):
    told = FIGURES | {"source": "考勤表", "by": row.entered_by, "at": NOW}
    return work.enter(row.unit, cadre=cadre, month=APRIL, **told)


def test_wa_02_month_that_still_runs():
    refused("WA-02", month, None, MAY)


@pytest.mark.parametrize(
    "figures",
    [
        {"due_days": 31},  # April has 30
        {"absent_days": 12, "leave_days": 10},
        {"absent_days": -1},
    ],
)
def test_wa_03_days_that_do_not_fit_the_month(figures):
    refused("WA-03", month, **figures)


def test_wa_04_more_times_late_than_days_at_work_allow():
    refused("WA-04", month, absent_days=10, leave_days=10, late_times=3)
    assert month(absent_days=10, leave_days=10, late_times=2).late_times == 2


def test_wa_05_month_entered_twice():
    row = month()

    refused("WA-05", month, row.cadre, by=row.entered_by)
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkMonth.objects.bulk_create(
            [
                WorkMonth(
                    county_id=row.county_id,
                    unit_id=row.unit_id,
                    cadre_id=row.cadre_id,
                    month=APRIL,
                    source="x",
                    entered_by=row.entered_by,
                    entered_at=NOW,
                    **FIGURES,
                )
            ]
        )


@pytest.mark.parametrize("figures", [{"absent_days": 1}, {"late_times": 1}])
def test_wa_06_protected_days_are_never_counted_as_absent(figures):
    cadre = PostFactory().cadre
    ProtectionFactory(
        cadre=cadre, kind="MATERNITY", from_on=date(2018, 4, 30), until_on=date(2018, 8, 1)
    )

    refused("WA-06", month, cadre, **figures)
    row = month(cadre, leave_days=20)
    refused("WA-06", corrected, row, leave_days=10, **figures)
    assert month(cadre, MARCH, by=row.entered_by, **figures).month == MARCH


def test_wa_07_correction_changes_a_figure():
    refused("WA-07", corrected, month(absent_days=2))


def test_wa_08_correction_says_why():
    refused("WA-08", corrected, month(absent_days=2), absent_days=1, reason="　错 了　")


def test_wa_09_run_of_days_is_among_the_days_absent():
    refused("WA-09", month, absent_days=3, absent_running=4)
    row = month(absent_days=3, absent_running=3)
    refused("WA-09", corrected, row, absent_days=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkMonth.objects.filter(pk=row.pk).update(absent_running=4)


def test_nobody_enters_or_corrects_their_own():
    row = month()
    unit = row.unit
    clerk = UserFactory()
    grant(clerk, Role.UNIT_CLERK, unit)
    own = PostFactory(cadre=CadreFactory(unit=unit, user=clerk)).cadre

    with pytest.raises(NotAllowed, match="本人的出勤"):
        month(own, by=clerk)
    kept = month(own, by=row.entered_by)
    kept.entered_by = clerk
    with pytest.raises(NotAllowed, match="本人的出勤"):
        corrected(kept, late_times=1)
    assert not WorkMonth.objects.visible_to(clerk).filter(cadre=own).exists()


def test_only_the_own_unit_and_the_county_administrator_enter():
    row = month()
    foreign = holder(Role.UNIT_CLERK, UnitFactory(county=row.county))
    with pytest.raises(NotAllowed):
        month(row.cadre, MARCH, by=foreign)
    with pytest.raises(NotAllowed):
        month(row.cadre, MARCH, by=holder(Role.VERIFIER, row.county))

    assert month(row.cadre, MARCH, by=holder(Role.COUNTY_ADMIN, row.county))


def test_correction_leaves_what_stood_before_and_is_never_changed():
    row = corrected(month(absent_days=2), absent_days=0, leave_days=2)

    kept = WorkCorrection.objects.get()

    assert (row.absent_days, row.leave_days) == (0, 2)
    assert (kept.before["absent_days"], kept.after["leave_days"]) == (2, 2)
    assert str(kept) == kept.reason
    assert str(row) == "2018-04"
    for change in (
        lambda: WorkCorrection.objects.update(reason="改了"),
        lambda: WorkMonth.objects.filter(pk=row.pk).delete(),
        lambda: WorkMonth.objects.filter(pk=row.pk).update(month=MARCH),
        lambda: WorkMonth.objects.filter(pk=row.pk).update(due_days=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_sums_leave_out_protected_months_leave_and_other_units():
    row = month(absent_days=1, late_times=2, leave_days=5)
    cadre, by = row.cadre, row.entered_by
    month(cadre, MARCH, by=by, absent_days=3)
    month(cadre, date(2017, 4, 1), by=by, absent_days=9)
    span = date(2017, 5, 10), TODAY
    assert questions.sums({cadre.pk}, *span) == {cadre.pk: {"absent": 4, "late": 2}}

    ProtectionFactory(
        cadre=cadre, kind="ILLNESS", from_on=date(2018, 3, 31), until_on=date(2018, 3, 31)
    )
    assert questions.sums({cadre.pk}, *span) == {cadre.pk: {"absent": 1, "late": 2}}

    type(cadre).objects.filter(pk=cadre.pk).update(unit=UnitFactory())
    assert questions.sums({cadre.pk}, *span) == {}


# Import

LINE = {
    "姓名": "王小明",
    "出生日期": "1980-01-01",
    "单位": "县发改局",
    "月份": "2018年4月",
    "应出勤（天）": 21,
    "旷工、脱岗（天）": 1,
    "迟到早退（次）": 2,
    "请假（天）": 3,
    "来源": "办公室考勤表",
}


@pytest.fixture
def place():
    unit = UnitFactory(name="县发改局")
    person = PostFactory(cadre=CadreFactory(unit=unit, name="王小明", user=None)).cadre
    admin = holder(Role.COUNTY_ADMIN, unit.county)

    def run(*lines):
        rows = [LINE | line for line in lines or ({},)]
        header = list(dict.fromkeys(name for row in rows for name in row))
        cells = [[row.get(name, "") for name in header] for row in rows]
        content = workbook(cells, header=header)
        return checked(unit.county, content, kind="work", by=admin)

    return person, admin, run


def test_import_writes_once_and_the_same_file_again_nothing(place):
    person, admin, run = place

    done = applied(run(), by=admin)

    row = WorkMonth.objects.get()
    assert (row.cadre, row.month, row.entered_by) == (person, APRIL, admin)
    assert {name: getattr(row, name) for name in FIGURES} == {
        "due_days": 21,
        "absent_days": 1,
        "absent_running": 0,  # a sheet may go without it
        "late_times": 2,
        "leave_days": 3,
    }
    assert counts(run()) == (0, 0, 1, 0)
    assert "请在系统里更正" in str(errors(run({"旷工、脱岗（天）": 0})))
    assert undone(done, by=admin).state == "APPLIED"
    assert not Signal.objects.exists()


def test_import_takes_the_run_of_days_where_it_is_told(place):
    _person, admin, run = place

    applied(run({"旷工、脱岗（天）": 3, "其中连续最长（天）": 2}), by=admin)

    assert WorkMonth.objects.get().absent_running == 2


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"月份": "2018年5月"}, "还没有结束"),
        ({"月份": "2018-13"}, "没有这一天"),
        ({"月份": "=TODAY()"}, "是公式"),
        ({"应出勤（天）": "١٢"}, "整数"),
        ({"旷工、脱岗（天）": "0.5"}, "整数"),
        ({"旷工、脱岗（天）": "NaN"}, "整数"),
        ({"旷工、脱岗（天）": "-1"}, "应在"),
        ({"请假（天）": "1e309"}, ""),
        ({"请假（天）": 21}, "不超过应出勤"),
        ({"迟到早退（次）": 40}, "至多两次"),
        ({"其中连续最长（天）": 2}, "连续旷工的天数"),
        ({"来源": ""}, "没有填写"),
        ({"来源": "字" * 101}, "超过 100 个字"),
        ({"单位": "没有的单位"}, ""),
    ],
)
def test_import_names_the_row_that_does_not_fit(place, changes, word):
    _person, _admin, run = place

    told = run(changes)

    assert counts(told)[3] == 1
    assert word in str(errors(told))


def test_import_leaves_out_the_protected_and_oneself(place):
    person, admin, run = place
    ProtectionFactory(cadre=person, kind="ILLNESS", from_on=APRIL, until_on=None)

    assert "保护期" in str(errors(run()))
    assert counts(run({"旷工、脱岗（天）": 0, "迟到早退（次）": 0})) == (1, 0, 0, 0)
    type(person).objects.filter(pk=person.pk).update(user=admin)
    assert "由他人办理" in str(errors(run({"旷工、脱岗（天）": 0, "迟到早退（次）": 0})))


# Pages


def test_list_shows_the_latest_month_of_the_own_unit_and_who_is_missing(client):
    row = month(absent_days=2)
    month(row.cadre, MARCH, by=row.entered_by)
    missing = PostFactory(cadre=CadreFactory(unit=row.unit)).cadre
    client.force_login(row.entered_by)

    page = client.get(reverse("evidence:work-list")).content.decode()
    march = client.get(reverse("evidence:work-list"), {"month": "2018-03-01", "sort": "-absent"})

    assert row.cadre.name in page
    assert "还有 1 人没有" in page
    assert missing.name not in page
    assert march.content.decode().count("data-href") == 1
    assert "还没有出勤月报" not in page


@pytest.mark.parametrize("query", [{"month": "x"}, {"unit": "9999"}, {"unit": "x", "sort": "y"}])
def test_nonsense_in_the_address_is_no_fault(client, query):
    client.force_login(month().entered_by)

    assert client.get(reverse("evidence:work-list"), query).status_code == 200


def test_empty_list_says_what_to_do(client):
    unit = UnitFactory()
    client.force_login(holder(Role.COUNTY_ADMIN, unit.county))

    page = client.get(reverse("evidence:work-list")).content.decode()

    assert "还没有出勤月报" in page
    assert reverse("portal:import-upload", args=["work"]) in page
    assert "出勤月报" in client.get(reverse("evidence:home")).content.decode()


def test_list_costs_the_same_for_few_and_many(client):
    row = month()
    client.force_login(row.entered_by)
    url = reverse("evidence:work-list") + "?size=100"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _number in range(60):
        month(PostFactory(cadre=CadreFactory(unit=row.unit)).cadre, by=row.entered_by)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(url)

    assert len(few) == len(many) <= 12
    assert len(answer.content) <= 60 * 1024


def test_person_reads_their_own_months_and_corrections_and_nobody_else_does(client):
    user = UserFactory()
    row = month(PostFactory(cadre=CadreFactory(user=user)).cadre, absent_days=2)
    corrected(row, absent_days=1)
    url = reverse("evidence:work-person", args=[row.cadre_id])
    client.force_login(user)

    own = client.get(reverse("evidence:own-records")).content.decode()
    page = client.get(url).content.decode()

    assert url in own
    assert "旷工、脱岗（天） 2 → 1" in page
    assert "补交了请假条" in page
    assert client.get(reverse("evidence:work-correct", args=[row.pk])).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


def test_clerk_corrects_on_the_page_and_a_wrong_figure_comes_back(client):
    row = month(absent_days=2)
    client.force_login(row.entered_by)
    url = reverse("evidence:work-correct", args=[row.pk])
    told = FIGURES | {"leave_days": 2, "reason": "补交了请假条"}

    wrong = client.post(url, told | {"leave_days": 30})
    done = client.post(url, told)

    assert (wrong.status_code, done.status_code) == (422, 302)
    assert "WA-03" in wrong.content.decode() or "不超过应出勤" in wrong.content.decode()
    page = client.get(done.url, {"from": "2018-04-15", "until": "2018-05-10"}).content.decode()
    assert "请假（天） 0 → 2" in page
    assert (
        "没有出勤记录"
        in client.get(done.url, {"from": "2017-01-01", "until": "2017-02-01"}).content.decode()
    )


def test_month_that_a_colleague_corrected_meanwhile_is_merged(client):
    row = month(absent_days=2)
    client.force_login(row.entered_by)
    url = reverse("evidence:work-correct", args=[row.pk])
    mine = untouched(client.get(url)) | {"leave_days": "2", "reason": "补交了请假条"}
    type(row).objects.filter(pk=row.pk).update(late_times=3)

    met = client.post(url, mine)

    assert met.status_code == 409
    picks = {"pick_leave_days": "mine", "pick_late_times": "theirs"}
    assert client.post(url, untouched(met) | picks).status_code == 302
    now = type(row).objects.get(pk=row.pk)
    assert (now.leave_days, now.late_times) == (2, 3)


def test_page_of_a_span_shows_exactly_the_months_that_its_sums_are_of(client, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 1)
    row = month(absent_days=1)
    cadre, admin = row.cadre, holder(Role.COUNTY_ADMIN, row.county)
    unit = UnitFactory(county=row.county)
    type(cadre).objects.filter(pk=cadre.pk).update(unit=unit)
    cadre = type(cadre).objects.select_related("unit").get(pk=cadre.pk)
    month(cadre, MARCH, by=admin, absent_days=2, late_times=3)
    month(cadre, date(2018, 2, 1), by=admin, absent_days=4)
    client.force_login(admin)

    page = client.get(
        reverse("evidence:work-person", args=[cadre.pk]),
        {"from": "2018-02-01", "until": "2018-05-01"},
    )

    told = questions.sums({cadre.pk}, date(2018, 2, 1), date(2018, 5, 1))[cadre.pk]
    assert told == {"absent": 6, "late": 3}
    assert {name: page.context[name] for name in told} == told
    assert [one["month"] for one in page.context["rows"]] == ["2018年3月", "2018年2月"]
