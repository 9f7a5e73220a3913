from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from cadres.models import Protection
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.models import Complaint, ServedCount
from evidence.queries import complaints as figures
from evidence.services import complaints
from schemes.services import grounds
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.complaints import closed, complained, drawn, running, served
from tests.factories.recall import GroundFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, NOW, TODAY, TOMORROW, YESTERDAY

pytestmark = pytest.mark.django_db
ENTRY = {"kind": "FAVOUR", "channel": "LETTER", "on": YESTERDAY, "number": ""}


def clerk(plan):
    return plan.drawn_up_by


def raised(plan):
    return complaints.raise_for(plan, by=clerk(plan), at=NOW)


def refused(code, act, /, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=NOW, **given)
    assert error.value.number == code


def standing(plan):
    return figures.standings(plan)[0]


def test_new_plan_has_xingrens_two_lines():
    grounds.import_grounds()
    unit = UnitFactory()
    given = {"title": "x", "basis": "x", "from_on": EARLIER, "until_on": TODAY}
    by = holder(Role.UNIT_CLERK, unit)

    plan = complaints.draw_up(unit, counts="ALL", smallest=5, by=by, at=NOW, **given)

    told = plan.lines.values_list("kind", "percent", "measure")
    assert set(told) == {("FAVOUR", 30, "REMIND"), ("SILENCE", 50, "PROPOSE")}


def test_share_is_two_places_half_up_and_names_who_reached_the_line():
    plan = running()
    cadre = served(plan, 16)
    for _ in range(5):
        complained(plan, cadre)

    (signal,) = raised(closed(plan))

    assert signal.value == Decimal("31.25")
    assert signal.said == (
        "政务大厅投诉占比：16 名办事人中 5 人反映索要好处，占 31.25%，达到 30.00% 的提醒线"
    )
    assert len(signal.rows) == 6
    assert raised(plan) == [signal]


def test_line_is_compared_exactly_and_not_after_rounding():
    plan = running(smallest=5)
    cadre = served(plan, 20_001)
    at_line = [figures.share(6000, 20_001)]
    Complaint.objects.bulk_create(
        Complaint(
            plan=plan, cadre=cadre, kind="FAVOUR", channel="LETTER", on=YESTERDAY,
            entered_by=clerk(plan), entered_at=NOW, finding="TRUE", judged_reason="x",
            judged_by=holder(Role.UNIT_HEAD, plan.unit), judged_at=NOW,
        )
        for _ in range(6000)
    )  # fmt: skip

    assert at_line == [Decimal("30.00")]
    assert figures.candidates(plan, on=TODAY) == []


@pytest.mark.parametrize(("rule", "number"), [("SUBSTANTIATED", 2), ("ALL", 4)])
def test_rule_says_what_counts(rule, number):
    plan = running(counts=rule)
    cadre = served(plan, 10)
    for finding in ("TRUE", "PARTLY", "UNTRUE", ""):
        complained(plan, cadre, finding)

    assert standing(plan).counted == number


def test_applicant_counts_once_and_is_a_keyed_hash_of_each_plan():
    plan, other = running(), running()
    cadre = served(plan, 10)
    first = complained(plan, cadre, number="cx 2018-7")
    complained(plan, cadre, number="CX2018-7")
    there = complained(other, served(other, 10), number="CX2018-7")

    assert standing(plan).counted == 1
    assert len(first.applicant) == 64
    assert first.applicant != there.applicant


@pytest.mark.parametrize(
    ("applicants", "why"),
    [
        (None, "没有办事人数，不计算占比"),
        (9, "办事人数不足 10，不计算占比"),
        (10, "投诉多于办事人数，请核对"),
    ],
    ids=["none", "few", "more_complaints"],
)
def test_no_share_without_a_sound_denominator(applicants, why):
    plan = running()
    cadre = PostFactory(cadre__unit=plan.unit).cadre
    if applicants:
        served(plan, applicants, cadre)
    for _ in range(11):
        complained(plan, cadre)

    assert (standing(plan).share, standing(plan).why) == (None, why)
    assert raised(closed(plan)) == []


def test_strongest_line_of_a_ground_is_named_once():
    plan = drawn()
    ground = plan.lines.get(kind="FAVOUR").ground
    line = {"kind": "", "percent": Decimal(40), "measure": "PROPOSE", "ground": ground}
    complaints.add_line(plan, by=clerk(plan), at=NOW, **line)
    complaints.settle(plan, by=clerk(plan), at=NOW)
    cadre = served(plan, 10)
    for _ in range(4):
        complained(plan, cadre)

    (named,) = figures.candidates(plan, on=TODAY)

    assert named.line.measure == "PROPOSE"
    assert "反映各类问题" in named.said


def test_protected_person_is_left_out_and_it_is_said():
    plan = running()
    cadre = served(plan, 10)
    for _ in range(3):
        complained(plan, cadre)
    Protection.objects.create(cadre=cadre, kind="ILLNESS", from_on=YESTERDAY)

    assert raised(closed(plan)) == []
    assert "保护期" in figures.candidates(plan, on=TODAY)[0].left_out


def test_cp_01_plan_of_the_same_title():
    plan = drawn()
    given = {"title": plan.title, "basis": "x", "from_on": EARLIER, "until_on": TODAY}
    given |= {"counts": "ALL", "smallest": 5}
    refused("CP-01", complaints.draw_up, plan.unit, by=clerk(plan), **given)


def test_cp_02_period_that_ends_before_it_begins():
    with pytest.raises(RegulationBroken) as error:
        drawn(from_on=TODAY, until_on=YESTERDAY)
    assert error.value.number == "CP-02"


def test_cp_03_settled_rules_do_not_change():
    plan = running()
    line = plan.lines.first()
    refused("CP-03", complaints.drop_line, plan, line=line, by=clerk(plan))


def test_cp_04_line_of_the_same_kind_and_measure():
    plan = drawn()
    given = {"kind": "FAVOUR", "percent": Decimal(9), "measure": "REMIND"}
    refused("CP-04", complaints.add_line, plan, ground=GroundFactory(), by=clerk(plan), **given)


def test_cp_05_rules_without_a_line():
    plan = drawn()
    for line in plan.lines.all():
        complaints.drop_line(plan, line=line, by=clerk(plan), at=NOW)
    refused("CP-05", complaints.settle, plan, by=clerk(plan))


def test_cp_06_records_before_the_rules_are_settled_or_after_the_end():
    for plan in (drawn(), closed(running())):
        cadre = PostFactory(cadre__unit=plan.unit).cadre
        refused("CP-06", complaints.enter, plan, cadre=cadre, by=clerk(plan), **ENTRY)


def test_cp_07_person_of_another_unit():
    plan = running()
    given = ENTRY | {"cadre": PostFactory().cadre}
    refused("CP-07", complaints.enter, plan, by=clerk(plan), **given)


@pytest.mark.parametrize("on", [date(2017, 12, 31), TODAY, TOMORROW])
def test_cp_08_day_outside_the_period(on):
    plan = running()
    given = ENTRY | {"cadre": served(plan, 10), "on": on}
    refused("CP-08", complaints.enter, plan, by=clerk(plan), **given)


def test_cp_09_finding_without_a_reason():
    plan = running()
    row = complained(plan, served(plan, 10), "")
    by = holder(Role.UNIT_HEAD, plan.unit)
    refused("CP-09", complaints.judge, row, finding="TRUE", reason=" ", by=by)


def test_cp_10_end_before_the_period_is_over():
    plan = running(until_on=TODAY)
    refused("CP-10", complaints.close, plan, by=clerk(plan))


def test_cp_11_end_with_something_not_judged():
    plan = running()
    complained(plan, served(plan, 10), "")
    refused("CP-11", complaints.close, plan, by=clerk(plan))


def test_cp_12_signals_before_the_end():
    refused("CP-12", complaints.raise_for, plan := running(), by=clerk(plan))


def test_nobody_judges_what_they_entered_or_what_concerns_them():
    plan = running()
    cadre = served(plan, 10)
    row = complained(plan, cadre, "")
    grant(clerk(plan), Role.UNIT_HEAD, plan.unit)
    grant(cadre.user, Role.UNIT_HEAD, plan.unit)
    told = {"finding": "UNTRUE", "reason": "不属实"}

    for by, why in ((clerk(plan), "录入人"), (cadre.user, "本人")):
        with pytest.raises(NotAllowed, match=why):
            complaints.judge(row, by=by, at=NOW, **told)
    with pytest.raises(NotAllowed, match="本人"):
        complaints.enter(plan, cadre=cadre, by=cadre.user, at=NOW, **ENTRY)


def test_judged_complaint_is_not_judged_again():
    plan = running()
    row = complained(plan, served(plan, 10))
    by = holder(Role.VERIFIER, plan.county)

    with pytest.raises(StateConflict):
        complaints.judge(row, finding="UNTRUE", reason="复核", by=by, at=NOW)


def test_database_keeps_a_closed_period():
    plan = running()
    complained(plan, served(plan, 10))
    closed(plan)

    for write in (
        lambda: ServedCount.objects.update(applicants=1),
        lambda: Complaint.objects.update(on=YESTERDAY - timedelta(days=1)),
        lambda: Complaint.objects.all().delete(),
        lambda: plan.lines.all().update(percent=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
