from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Protection
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.models import Checklist, ChecklistItem, Problem, Signal, ZeroReturn
from evidence.queries import checklists as figures
from evidence.services import checklists
from schemes.services import grounds
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.checklists import confirmed, drawn, reported, settled
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db
ITEM = {"text": "标准", "wanted": "材料", "line": 1}


def admin(row):
    return row.drawn_up_by


def raised(row):
    return checklists.raise_for(row, by=admin(row), at=NOW)


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=NOW, **given)
    assert error.value.number == number


def zero(row, unit, reason="逐人核对考勤", by=None):
    by = by or holder(Role.UNIT_HEAD, unit)
    return checklists.return_zero(row, unit=unit, reason=reason, by=by, at=NOW)


def test_preset_brings_the_six_problems_and_says_which_are_ours():
    grounds.import_grounds()
    county = UnitFactory().county
    by = holder(Role.COUNTY_ADMIN, county)
    given = {"year": 2018, "title": "清单", "basis": "1号", "report_until_on": TODAY}

    row = checklists.draw_up(county, with_preset=True, by=by, at=NOW, **given)

    told = dict(row.items.values_list("title", "provenance"))
    assert len(told) == 6
    assert {title for title, of in told.items() if of == "seed"} == {"走读", "吃空饷"}


def test_confirmed_reports_make_a_signal_and_others_none():
    row = settled()
    sure, open_ = confirmed(reported(row)), reported(row)

    (signal,) = raised(row)

    assert (signal.cadre, signal.ground) == (sure.cadre, sure.item.ground)
    assert signal.cadre != open_.cadre
    assert signal.said == "第一批突出问题清单：走读 1 次，已确认"
    assert signal.rows == [
        {"label": "晚八点查岗不在驻地", "value": "1 天", "on": TODAY.isoformat()}
    ]


def test_line_counts_reports_of_one_person():
    row = settled()
    first = confirmed(reported(row, title="吃空饷"))
    assert raised(row) == []

    confirmed(reported(row, first.cadre, title="吃空饷", from_on=YESTERDAY))

    (signal,) = raised(row)
    assert signal.value == 2
    assert (signal.from_on, signal.until_on) == (YESTERDAY, TODAY)


def test_raise_twice_is_once():
    row = settled()
    confirmed(reported(row))

    assert raised(row) == raised(row)
    assert Signal.objects.count() == 1


def test_protected_days_do_not_count_and_it_is_said():
    row = settled()
    was, now = confirmed(reported(row, from_on=YESTERDAY)), confirmed(reported(row))
    Protection.objects.create(
        cadre=was.cadre, kind="ILLNESS", from_on=YESTERDAY, until_on=YESTERDAY
    )
    Protection.objects.create(cadre=now.cadre, kind="MATERNITY", from_on=TODAY)

    said = {one.cadre: one.left_out for one in figures.candidates(row, on=TODAY)}

    assert raised(row) == []
    assert said == {was.cadre: "发生在保护期内，不计算", now.cadre: "现处于保护期（孕期或产假）"}


def test_striking_a_confirmed_report_takes_its_signal_back():
    row = settled()
    problem = confirmed(reported(row))
    (signal,) = raised(row)

    checklists.strike(problem, reason="当晚经批准外出", by=admin(row), at=NOW)

    assert Signal.objects.get(pk=signal.pk).withdrawn_reason == "问题记录被剔除：当晚经批准外出"
    assert figures.candidates(row, on=TODAY) == []


def test_unit_that_reports_after_all_takes_its_zero_return_back():
    row, unit = settled(), None
    unit = UnitFactory(county=row.county)
    given = zero(row, unit)

    reported(row, PostFactory(cadre__unit=unit).cadre)

    assert ZeroReturn.objects.get(pk=given.pk).withdrawn_at == NOW


def test_report_of_the_county_leaves_the_zero_return_standing():
    row = settled()
    unit = UnitFactory(county=row.county)
    given = zero(row, unit)

    reported(row, PostFactory(cadre__unit=unit).cadre, by=admin(row))

    assert ZeroReturn.objects.get(pk=given.pk).withdrawn_at is None


def test_ck_01_list_of_the_same_title():
    row = drawn()
    given = {"year": 2018, "title": row.title, "basis": "x", "report_until_on": TODAY}
    refused("CK-01", checklists.draw_up, row.county, by=admin(row), **given)


def test_ck_02_settled_list_takes_no_more_items():
    row = settled()
    given = ITEM | {"title": "新", "ground": GroundFactory(code="T-3")}
    refused("CK-02", checklists.add_item, row, by=admin(row), **given)


@pytest.mark.parametrize("same", ["title", "ground"])
def test_ck_03_item_that_stands_already(same):
    row = drawn()
    item = row.items.first()
    given = (
        ITEM | {"title": "新", "ground": GroundFactory(code="T-3")} | {same: getattr(item, same)}
    )
    refused("CK-03", checklists.add_item, row, by=admin(row), **given)


def test_ck_04_empty_list():
    row = drawn()
    for item in row.items.all():
        checklists.drop_item(row, item=item, by=admin(row), at=NOW)
    refused("CK-04", checklists.settle, row, by=admin(row))


def test_ck_05_report_before_settling():
    with pytest.raises(RegulationBroken, match="定案后才能报告") as error:
        reported(drawn())
    assert error.value.number == "CK-05"


@pytest.mark.parametrize("gone", ["elsewhere", "left"])
def test_ck_06_person_of_another_county_or_who_left(gone):
    row = settled()
    cadre = PostFactory(cadre__unit__county=row.county).cadre
    if gone == "left":
        cadre.left_on = YESTERDAY
        cadre.save(update_fields=["left_on"])
    else:
        cadre = PostFactory().cadre
    with pytest.raises(RegulationBroken) as error:
        reported(row, cadre)
    assert error.value.number == "CK-06"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2017, 12, 31), None),
        (TODAY, YESTERDAY),
        (TOMORROW, None),
        (TODAY, TODAY + timedelta(days=1)),
    ],
    ids=["year_before", "ends_before_it_begins", "to_come", "ends_to_come"],
)
def test_ck_07_days_that_do_not_fit(first, last):
    with pytest.raises(RegulationBroken) as error:
        reported(settled(), from_on=first, until_on=last)
    assert error.value.number == "CK-07"


def test_ck_08_known_report():
    row = settled()
    known = reported(row)
    with pytest.raises(RegulationBroken) as error:
        reported(row, known.cadre)
    assert error.value.number == "CK-08"


def test_ck_09_zero_return_of_a_unit_with_reports_or_a_second_one():
    row = settled()
    unit = UnitFactory(county=row.county)
    zero(row, unit)
    for place in (reported(row).unit, unit):
        by = holder(Role.UNIT_HEAD, place)
        refused("CK-09", checklists.return_zero, row, unit=place, reason="自查", by=by)


def test_ck_10_zero_return_without_a_reason():
    row = settled()
    unit = UnitFactory(county=row.county)
    by = holder(Role.UNIT_CLERK, unit)
    refused("CK-10", checklists.return_zero, row, unit=unit, reason="  ", by=by)


def test_ck_11_striking_without_a_reason():
    row = settled()
    refused("CK-11", checklists.strike, reported(row), reason=" ", by=admin(row))


def test_decided_report_is_not_decided_again():
    row = settled()
    sure, gone = confirmed(reported(row)), reported(row)
    checklists.strike(gone, reason="重复", by=admin(row), at=NOW)

    for act, problem, given in (
        (checklists.confirm, sure, {}),
        (checklists.confirm, gone, {}),
        (checklists.strike, gone, {"reason": "再"}),
    ):
        with pytest.raises(StateConflict):
            act(problem, by=admin(row), at=NOW, **given)


def test_nobody_decides_on_their_own_report_or_on_themselves():
    row = settled()
    own_report = reported(row, by=admin(row))
    own = reported(row)
    grant(own.cadre.user, Role.VERIFIER, row.county)

    for problem, by, why in ((own_report, admin(row), "报告人"), (own, own.cadre.user, "本人")):
        with pytest.raises(NotAllowed, match=why):
            checklists.confirm(problem, by=by, at=NOW)


def test_nobody_reports_themselves_or_for_another_unit():
    row = settled()
    cadre = PostFactory(cadre__unit__county=row.county).cadre
    grant(cadre.user, Role.UNIT_CLERK, cadre.unit)
    stranger = holder(Role.UNIT_CLERK, UnitFactory(county=row.county))

    for by, why in ((cadre.user, "本人"), (stranger, "只有")):
        with pytest.raises(NotAllowed, match=why):
            reported(row, cadre, by=by)


def test_administrator_gets_no_signal_about_themselves():
    row = settled()
    problem = confirmed(reported(row))
    user = grant(problem.cadre.user, Role.COUNTY_ADMIN, row.county)

    assert checklists.raise_for(row, by=user, at=NOW) == []


def test_database_keeps_what_was_reported_and_the_settled_list():
    row = settled()
    problem = reported(row)

    for write in (
        lambda: Problem.objects.update(seen="x"),
        lambda: Problem.objects.all().delete(),
        lambda: row.items.all().update(line=9),
        lambda: ChecklistItem.objects.filter(title="吃空饷").delete(),
        lambda: Problem.objects.update(confirmed_by=problem.reported_by, confirmed_at=NOW),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            write()


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"evidence:{name}", args=args, query=query))


def test_matrix_numbers_lead_to_exactly_their_rows(client):
    row = settled()
    problem = confirmed(reported(row))
    reported(row, problem.cadre, from_on=YESTERDAY)
    reported(row)

    answer = page(client, admin(row), "checklist", row.pk)
    line = next(one for one in answer.context["lines"] if one["unit"] == problem.unit)
    cell = line["cells"][0]
    rows = client.get(cell["url"]).context["page"].paginator.count
    sure = client.get(cell["sure_url"]).context["page"].paginator.count

    assert (cell["n"], cell["sure"]) == (rows, sure) == (2, 1)
    assert answer.context["total"]["sum"]["n"] == 3


def test_tabs_count_units_by_what_they_returned(client):
    row = settled()
    unit = UnitFactory(county=row.county)
    zero(row, unit)
    reported(row)

    tabs = page(client, admin(row), "checklist", row.pk).context["tabs"]

    standing = row.county.units.count()
    assert [tab["n"] for tab in tabs] == [standing, 1, 1, standing - 2]


def test_unit_sees_its_own_line_and_no_other_rows(client):
    row = settled()
    mine, other = reported(row), reported(row)
    clerk = mine.reported_by

    answer = page(client, clerk, "checklist", row.pk)

    assert [line["unit"] for line in answer.context["lines"]] == [mine.unit]
    assert answer.context["total"]["sum"]["n"] == 1
    assert page(client, clerk, "problem", other.pk).status_code == 404


def test_unit_does_not_see_a_list_that_is_not_settled(client):
    row = drawn()
    clerk = holder(Role.UNIT_CLERK, UnitFactory(county=row.county))

    assert page(client, clerk, "checklist", row.pk).status_code == 404


def test_person_reads_their_own_without_who_told_it(client):
    row = settled()
    own, other = reported(row), reported(row)
    user = own.cadre.user

    records = page(client, user, "own-records").content.decode()
    told = page(client, user, "problem", own.pk).content.decode()

    assert "走读" in records
    assert own.seen in told
    assert "县委督查室" not in told
    assert own.reported_by.name not in told
    assert page(client, user, "problem", other.pk).status_code == 404


def test_list_is_drawn_up_settled_and_raises_on_the_pages(client):
    grounds.import_grounds()
    unit = UnitFactory()
    user = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(user)
    told = {"county": unit.county_id, "year": 2026, "title": "清单", "basis": "1号"}
    told |= {"report_until_on": "2026-12-31", "with_preset": "on"}

    client.post(reverse("evidence:checklist-new"), told)
    row = Checklist.objects.get()
    added = ITEM | {"title": "酒驾", "ground": GroundFactory(code="T-3").pk}
    client.post(reverse("evidence:checklist-item-add", args=[row.pk]), added)
    drop = reverse("evidence:checklist-item-drop", args=[row.pk, row.items.first().pk])
    client.post(drop)
    client.post(reverse("evidence:checklist-settle", args=[row.pk]))
    answer = client.post(reverse("evidence:checklist-signals", args=[row.pk]))

    assert row.items.count() == 6
    assert Checklist.objects.get().settled_by == user
    assert answer.status_code == 302


def test_list_costs_the_same_for_ten_and_a_thousand(client, django_assert_max_num_queries):
    row = settled()
    first = reported(row)
    UnitFactory.create_batch(30, county=row.county)
    Problem.objects.bulk_create(
        Problem(
            checklist=row, item=row.items.last(), county=row.county,
            unit=first.unit, cadre=first.cadre, seen="x" * 60,
            from_on=date(2018, 1, 1) + timedelta(days=n), until_on=date(2020, 12, 31),
            finder="x", material="x", reported_by=first.reported_by, reported_at=NOW,
        )
        for n in range(1000)
    )  # fmt: skip
    Checklist.objects.bulk_create(
        Checklist(
            county=row.county, year=2019, title=f"清单{n}", basis="x" * 60,
            report_until_on=TODAY, drawn_up_by=admin(row), drawn_up_at=NOW,
        )
        for n in range(1000)
    )  # fmt: skip
    client.force_login(admin(row))

    for name, args in (
        ("checklist-list", []),
        ("checklist", [row.pk]),
        ("problem-list", [row.pk]),
    ):
        with django_assert_max_num_queries(12):
            answer = client.get(reverse(f"evidence:{name}", args=args))
        assert len(answer.content) <= 60_000
