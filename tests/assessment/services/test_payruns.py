"""The month's table: worked out from rows, signed by two hands, the same bytes each time."""

import io
from datetime import date
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from assessment.models import PayRun
from assessment.queries import pay as queries
from assessment.queries import paysheets
from assessment.services import pay, payruns
from cadres.models import Cadre
from core.documents import storage
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import assessment as assess
from tests.factories import pay as make
from tests.factories import training
from tests.factories.appeals import accepted, decided, handler, removed
from tests.factories.pay import MONTH, WHY

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2018, 10, 1), date(2018, 11, 1)


@pytest.fixture
def world():
    return make.paid_world()


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def test_month_against_month_names_who_starts_ends_and_changes(world):
    starts = make.ordered(world, from_month=OCTOBER)
    ends = make.ordered(world, until_month=MONTH)
    changes = make.ordered(world, until_month=MONTH)
    make.ordered(world, changes.case, from_month=OCTOBER, fen=30_000)
    make.ordered(world)  # goes on alike

    lines = {one.case: one for one in queries.difference(world.county.pk, OCTOBER)}

    assert {pk: (one.move, one.before, one.after) for pk, one in lines.items()} == {
        starts.case_id: ("START", 0, 50_000),
        ends.case_id: ("END", 50_000, 0),
        changes.case_id: ("CHANGE", 50_000, 30_000),
    }


def test_the_same_rows_give_the_same_table_and_the_same_bytes(world):
    make.ordered(world)
    run = make.prepared(world)
    assert make.prepared(world, by=make.checker(world)).pk == run.pk

    run = make.signed(world)

    body = paysheets.workbook(PayRun.objects.get(pk=run.pk))
    assert body == paysheets.workbook(PayRun.objects.get(pk=run.pk))
    assert paysheets.digest(body) == run.file_sha256
    assert make.prepared(world).pk == run.pk


def test_the_workbook_is_kept_as_it_was_signed(world):
    make.ordered(world)
    run = make.signed(world)

    assert storage.verified(run.file, run.file_sha256) == paysheets.workbook(run)
    with pytest.raises(DatabaseError), transaction.atomic():
        PayRun.objects.update(file="")


def test_py_11_a_month_is_signed_in_turn(world):
    """The later month's draft was made before an earlier month got an effect of its own."""
    make.ordered(world, from_month=OCTOBER)
    draft = make.prepared(world, OCTOBER)
    make.ordered(world, from_month=MONTH, until_month=MONTH)
    seal = {"content_hash": draft.content_hash, "by": world.decider, "at": assess.LATER}

    refused("PY-11", payruns.check, draft, **seal)


def test_every_act_on_pay_locks_the_county_before_the_case(world):
    row = make.ordered(world)
    outcome, by = removed(world), handler(world)
    appeal = accepted(outcome, by)
    other = make.case(world)
    told = {"by": world.admin, "at": assess.LATER, "reason": WHY}
    stop, resume = (told | {"month": one} for one in (OCTOBER, NOVEMBER))
    for act in (
        lambda: make.ordered(world, other),
        lambda: pay.stop(row, **stop),
        lambda: pay.resume(row, **resume),
        lambda: pay.reverse(row, **resume),
        lambda: decided(appeal, by),
    ):
        with CaptureQueriesContext(connection) as asked:
            act()
        locked = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
        assert 'FROM "units_jurisdiction"' in locked[0]
        assert 'FROM "recall_case"' in locked[1]


def test_new_rows_make_a_new_version_and_the_old_one_is_not_signed(world):
    make.ordered(world)
    old = make.prepared(world)
    make.ordered(world)

    seal = {"content_hash": old.content_hash, "by": world.decider, "at": assess.LATER}
    with pytest.raises(StateConflict):
        payruns.check(old, **seal)
    new = make.prepared(world)
    assert new.version == 2
    with pytest.raises(StateConflict):
        payruns.check(new, **seal | {"content_hash": "0" * 64})
    assert make.signed(world).version == 2
    with pytest.raises(StateConflict):
        make.signed(world, content_hash=new.content_hash)


def test_py_10_no_table_of_a_far_month(world):
    make.ordered(world)

    refused("PY-10", make.prepared, world, date(2019, 6, 1))


def test_py_11_months_in_turn_from_the_first_effect(world):
    refused("PY-11", make.prepared, world)
    make.ordered(world)
    refused("PY-11", make.prepared, world, OCTOBER)
    make.signed(world)

    assert make.prepared(world, OCTOBER).lines.count() == 0


def test_two_hands_sign(world):
    make.ordered(world)
    run = make.prepared(world)
    for user in (world.admin, world.manager, make.checker(make.paid_world())):
        with pytest.raises(NotAllowed):
            payruns.check(run, content_hash=run.content_hash, by=user, at=assess.LATER)
    with pytest.raises(NotAllowed):
        make.prepared(world, by=world.decider)
    with pytest.raises(DatabaseError), transaction.atomic():
        PayRun.objects.update(checked_by=world.admin, checked_at=assess.LATER, file_sha256="0" * 64)


def test_nobody_signs_a_table_that_names_them(world):
    make.ordered(world, make.case(world, subject=world.decider))

    with pytest.raises(NotAllowed, match="本人"):
        make.signed(world)


@pytest.mark.parametrize("seed", range(3))
def test_figures_of_the_bureau_come_out_of_rows(world, seed):
    """175 people, 26 recalled, 5 of them lose 40,500 yuan of award in all (domain 5.1)."""
    subject = training.case(world.campaign, world.unit, state="PRACTICE")
    cases = [subject, *(make.case(world) for _number in range(25))]
    Cadre.objects.bulk_create(
        Cadre(unit=world.unit, name=f"职工{n}", sex="M", born_on=date(1980, 1, 1),
              staff_kind="CIVIL_SERVANT", level="ORDINARY")
        for n in range(175 - 26)
    )  # fmt: skip
    random = Random(seed)
    cuts = [5_000, 6_500, 8_000, 9_000, 12_000]
    for case, yuan in zip(random.sample(cases, 5), cuts, strict=True):
        make.ordered(world, case, kind="AWARD", fen=yuan * 100, until_month=MONTH)

    run = make.signed(world)

    assert (Cadre.objects.filter(unit=world.unit).count(), len(cases)) == (175, 26)
    (total,) = queries.totals(queries.of_run(run))
    assert (total.people, total.change) == (5, 4_050_000)
    book = load_workbook(io.BytesIO(paysheets.workbook(run)))
    assert [cell.value for cell in book["分单位"][4]][:3] == ["合计", 5, 40_500]
    assert run.content_hash in [row[1].value for row in book["签发"].iter_rows() if len(row) > 1]
    assert "依据" not in [row[0].value for row in book["签发"].iter_rows()]
    (after,) = queries.totals(queries.difference(world.county.pk, OCTOBER))
    assert after.change == -4_050_000


def test_the_allowance_of_26_trainees_stops_for_the_class_alone(world):
    """Shiquan 2019: 26 trainees, all work allowance stopped while the class runs (domain 2.5)."""
    for _number in range(26):
        make.ordered(world, fen=80_000, until_month=NOVEMBER)

    tables = [make.signed(world, month) for month in (MONTH, OCTOBER, NOVEMBER)]
    last = queries.difference(world.county.pk, date(2018, 12, 1))

    assert [table.lines.count() for table in tables] == [26, 0, 0]
    assert {(line.move, line.after) for line in last} == {("END", 0)}
    assert len(last) == 26
