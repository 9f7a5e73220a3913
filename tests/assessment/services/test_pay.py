"""Effects on pay: nothing without basis and approver, rows alone, a table that two hands sign."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from assessment.models import Appeal, Outcome, PayChange, PayEffect, PayRun, Repayment
from assessment.queries import pay as queries
from assessment.regulations import pay as rules
from assessment.services import appeals, pay, payruns
from core.dates import legal_day
from core.errors import RegulationBroken, StateConflict
from recall.services import cases
from tests.factories import assessment as assess
from tests.factories import observations as observe
from tests.factories import pay as make
from tests.factories.appeals import accepted, decided, handler, removed
from tests.factories.pay import MONTH, WHY

pytestmark = pytest.mark.django_db
AUGUST, OCTOBER, NOVEMBER = date(2018, 8, 1), date(2018, 10, 1), date(2018, 11, 1)
SERVED = queries.month_of(legal_day(assess.LATER))
FAR = assess.LATER + timedelta(days=60)
FAR_MONTH = queries.month_of(legal_day(FAR))
ONCE = {"from_month": SERVED, "until_month": SERVED}
before = queries.before
TOLD = {"by": None, "at": assess.LATER, "reason": WHY}


@pytest.fixture
def world():
    return make.paid_world()


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


def served(world):
    outcome = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, outcome)
    return Outcome.objects.get(pk=outcome.pk)


def told(world):
    return TOLD | {"by": world.admin}


def again(row):
    return PayEffect.objects.get(pk=row.pk)


def test_basis_and_approver_come_from_the_scheme(world):
    row = make.ordered(world)

    assert (row.basis, row.approver) == (make.BASIS, make.APPROVER)
    assert [queries.amount(row, month) for month in (AUGUST, MONTH, OCTOBER)] == [0, 50_000, 50_000]


@pytest.mark.parametrize(("basis", "approver"), [(" ", "县委"), ("某文", "")])
def test_py_01_no_effect_without_basis_and_approver(world, basis, approver):
    assert not rules.has_basis_and_approver.is_kept(basis, approver)
    told = {"case": make.case(world), "source": "SCHEME", "kind": "FEE", "from_month": MONTH}
    told |= {"fen": 1, "ordered_by": world.admin, "ordered_at": assess.LATER}
    with pytest.raises(DatabaseError), transaction.atomic():
        PayEffect.objects.create(**told, basis=basis.strip(), approver=approver)


def test_py_02_a_scheme_that_is_off_takes_nothing():
    world = make.paid_world(pay_on=False)
    case = make.case(world)

    refused("PY-02", make.ordered, world, case)
    assert make.fee(world, case).kind == "FEE"


@pytest.mark.parametrize("source", ["SCHEME", "OUTCOME"])
def test_py_02_a_fee_is_the_schemes_to_say(source):
    world = make.paid_world(fee_on=False)
    case = served(world).case

    refused("PY-02", make.fee, world, case, source=source, **ONCE)


def test_py_03_an_outcome_takes_nothing_before_it_is_served_or_after_it_fell(world):
    case = assess.concluded(world).case
    refused("PY-03", make.ordered, world, case, source="OUTCOME", kind="BASIC")
    outcome = assess.decide(world, case)
    refused("PY-03", make.ordered, world, case, source="OUTCOME", kind="BASIC")
    assess.serve(world, outcome)

    row = make.ordered(world, case, source="OUTCOME", kind="BASIC", from_month=NOVEMBER)

    outcome = Outcome.objects.get(pk=outcome.pk)
    assert row.basis == "、".join(outcome.basis)
    assert row.approver == outcome.get_approver_display()


@pytest.mark.parametrize("fen", [0, -1, 60_001])
def test_py_04_not_more_than_the_scheme_tells(fen):
    world = make.paid_world(pay_monthly=600)

    refused("PY-04", make.ordered, world, fen=fen)


@pytest.mark.parametrize(("source", "most"), [("SCHEME", 10_000), ("OUTCOME", 10_000)])
def test_py_04_a_fee_is_within_the_schemes_fee(source, most):
    world = make.paid_world(fee=most // 100)
    case = served(world).case

    refused("PY-04", make.fee, world, case, source=source, fen=most + 1, **ONCE)
    make.fee(world, case, source=source, fen=most, **ONCE)


def test_py_04_the_schemes_amount_bounds_all_of_a_month():
    world = make.paid_world(pay_monthly=600)
    row = make.ordered(world, until_month=OCTOBER)

    refused("PY-04", make.ordered, world, row.case, kind="AWARD", from_month=OCTOBER, fen=10_001)
    make.ordered(world, row.case, kind="AWARD", fen=10_000)
    make.fee(world, row.case, fen=90_000)  # a fee is no pay
    make.ordered(world, row.case, kind="BASIC", from_month=NOVEMBER, fen=50_000)


def test_what_is_resumed_fits_with_what_was_ordered_since():
    world = make.paid_world(pay_monthly=600)
    row = make.ordered(world)
    pay.stop(row, month=OCTOBER, **told(world))
    make.ordered(world, row.case, kind="AWARD", from_month=NOVEMBER, fen=20_000)
    other = make.ordered(world)
    pay.stop(other, month=OCTOBER, **told(world))
    make.ordered(world, other.case, from_month=NOVEMBER, fen=10_000)

    refused("PY-04", pay.resume, row, month=NOVEMBER, **told(world))
    refused("PY-07", pay.resume, other, month=NOVEMBER, **told(world))


def test_py_15_a_fee_is_taken_once_in_one_month(world):
    case = make.case(world)
    refused("PY-15", make.fee, world, case, until_month=None)
    refused("PY-15", make.fee, world, case, until_month=OCTOBER)
    row = make.fee(world, case)

    refused("PY-15", make.fee, world, case, from_month=OCTOBER, until_month=OCTOBER)
    pay.reverse(row, month=OCTOBER, **told(world))
    make.fee(world, case, from_month=OCTOBER, until_month=OCTOBER)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2018, 4, 1), None), (MONTH, AUGUST)], ids=["before", "turned"]
)
def test_py_05_months_after_the_serving_and_in_order(world, first, last):
    refused("PY-05", make.ordered, world, from_month=first, until_month=last)


def test_py_05_an_outcome_takes_nothing_before_its_own_month_of_serving(world):
    case = served(world).case
    given = {"source": "OUTCOME", "kind": "BASIC"}

    refused("PY-05", make.ordered, world, case, from_month=before(SERVED), **given)
    make.ordered(world, case, from_month=SERVED, **given)


def test_py_03_py_05_a_conditional_outcome_takes_nothing_before_a_meeting_carries_it_out(world):
    row = observe.suspended(world)
    assess.serve(world, row.outcome)
    case, given = row.outcome.case, {"source": "OUTCOME", "kind": "BASIC"}
    refused("PY-03", make.ordered, world, case, from_month=SERVED, **given)

    observe.decided(world, observe.proposed(world, row, at=FAR), at=FAR)

    held = FAR_MONTH
    refused("PY-05", make.ordered, world, case, from_month=before(held), **given)
    make.ordered(world, case, from_month=held, **given)


def test_py_03_an_outcome_that_lapsed_takes_nothing(world):
    row = observe.suspended(world)
    assess.serve(world, row.outcome)
    observe.decided(world, observe.proposed(world, row, at=FAR), agree=2, at=FAR)
    given = {"source": "OUTCOME", "kind": "BASIC", "from_month": FAR_MONTH}

    refused("PY-03", make.ordered, world, row.outcome.case, **given)


def test_py_14_nothing_is_taken_for_a_recall_that_was_revoked(world):
    revoked = make.case(world)
    stopped = make.ordered(world, revoked)
    pay.stop(stopped, month=OCTOBER, **told(world))
    cases.revoke(revoked, by=world.decider, at=assess.LATER)
    given = {"month": NOVEMBER} | told(world)

    refused("PY-14", make.ordered, world, revoked, kind="AWARD")
    refused("PY-14", pay.resume, stopped, **given)


def test_a_revoked_recall_is_taken_back_and_repaid_with_the_next_table(world):
    rows = make.ordered(world), make.ordered(world)
    make.signed(world)
    draft = make.prepared(world, OCTOBER)
    cases.revoke(rows[0].case, by=world.decider, at=assess.LATER)

    seal = {"content_hash": draft.content_hash, "by": world.decider, "at": assess.LATER}
    with pytest.raises(StateConflict):
        payruns.check(draft, **seal)
    run = make.signed(world, OCTOBER)

    assert [(one.case_id, one.move, one.repaid_fen) for one in run.lines.order_by("pk")] == [
        (rows[0].case_id, "END", 0),
        (rows[0].case_id, "REPAY", 50_000),
    ]
    assert [queries.amount(again(row), OCTOBER) for row in rows] == [0, 50_000]
    assert make.prepared(world, NOVEMBER).lines.count() == 0


def test_what_is_taken_back_stays_so_whatever_was_planned_for_later(world):
    row = make.ordered(world)
    pay.stop(row, month=OCTOBER, **told(world))
    pay.resume(row, month=NOVEMBER, **told(world))

    pay.reverse(row, month=OCTOBER, **told(world))

    assert [queries.amount(again(row), one) for one in (MONTH, OCTOBER, NOVEMBER)] == [50_000, 0, 0]
    assert Repayment.objects.get().fen == 50_000
    refused("PY-09", pay.reverse, row, month=NOVEMBER, **told(world))


def test_py_06_a_signed_month_takes_no_more_rows(world):
    row = make.ordered(world)
    make.signed(world)

    refused("PY-06", make.ordered, world)
    refused("PY-06", pay.stop, row, month=MONTH, **told(world))
    pay.stop(row, month=OCTOBER, **told(world))


def test_py_07_nobody_gets_less_of_one_kind_twice(world):
    row = make.ordered(world, until_month=OCTOBER)

    refused("PY-07", make.ordered, world, row.case, from_month=OCTOBER)
    make.ordered(world, row.case, from_month=OCTOBER, kind="AWARD")
    make.ordered(world, row.case, from_month=NOVEMBER, fen=40_000)


def test_py_07_a_stopped_effect_makes_room(world):
    row = make.ordered(world)
    pay.stop(row, month=OCTOBER, **told(world))

    make.ordered(world, row.case, from_month=OCTOBER, fen=20_000)


def test_py_08_a_change_says_why(world):
    refused("PY-08", pay.stop, make.ordered(world), month=OCTOBER, **told(world) | {"reason": "改"})


def test_stop_and_resume_by_month(world):
    row = make.ordered(world, until_month=date(2018, 12, 1))
    pay.stop(row, month=OCTOBER, **told(world))
    pay.resume(row, month=NOVEMBER, **told(world))

    row = again(row)
    months = [AUGUST, MONTH, OCTOBER, NOVEMBER, date(2018, 12, 1), date(2019, 1, 1)]
    assert [queries.amount(row, one) for one in months] == [0, 50_000, 0, 50_000, 50_000, 0]
    assert queries.taken(row, date(2019, 6, 1)) == 150_000


def test_py_09_changes_follow_each_other(world):
    row = make.ordered(world)
    refused("PY-09", pay.resume, row, month=OCTOBER, **told(world))
    refused("PY-09", pay.stop, row, month=AUGUST, **told(world))
    pay.stop(row, month=NOVEMBER, **told(world))
    refused("PY-09", pay.stop, row, month=OCTOBER, **told(world))
    refused("PY-09", pay.stop, row, month=date(2018, 12, 1), **told(world))
    pay.reverse(row, month=date(2018, 12, 1), **told(world))
    refused("PY-09", pay.reverse, row, month=date(2019, 1, 1), **told(world))
    refused("PY-09", pay.resume, row, month=date(2019, 1, 1), **told(world))


def test_what_was_taken_is_repaid_in_the_month_of_the_reversal(world):
    row = make.ordered(world)
    make.signed(world)
    pay.reverse(row, month=OCTOBER, **told(world))

    lines = queries.difference(world.county.pk, OCTOBER)

    assert Repayment.objects.get().fen == 50_000
    assert [(one.move, one.before, one.after, one.repaid) for one in lines] == [
        ("END", 50_000, 0, 0),
        ("REPAY", 0, 0, 50_000),
    ]


def test_nothing_is_repaid_where_nothing_was_taken(world):
    row = make.ordered(world, from_month=NOVEMBER)
    pay.reverse(row, month=MONTH, **told(world))

    assert not Repayment.objects.exists()
    assert queries.amount(again(row), NOVEMBER) == 0


def test_rows_are_never_changed(world):
    row = make.ordered(world)
    pay.stop(row, month=OCTOBER, **told(world))
    run = make.signed(world)
    for write in (
        lambda: PayEffect.objects.update(fen=1),
        PayEffect.objects.all().delete,
        lambda: PayChange.objects.update(reason="改"),
        lambda: run.lines.update(after_fen=1),
        lambda: PayRun.objects.update(file_sha256="1" * 64),
        PayRun.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_py_13_an_appeal_that_wins_pays_back_from_the_rows(world):
    outcome = removed(world)
    by = handler(world)
    row = make.ordered(world, outcome.case, source="OUTCOME", kind="BASIC", from_month=OCTOBER)
    make.ordered(world, outcome.case)  # on the scheme's word: the recall itself is not appealed
    make.signed(world)
    make.signed(world, OCTOBER)

    appeal = decided(accepted(outcome, by), by)

    line = appeal.reversals.get(kind="money", fen__gt=0)
    assert (line.fen, line.repayment.month) == (50_000, NOVEMBER)
    assert queries.amount(again(row), NOVEMBER) == 0
    note = {"note": "已补发到本人账户并告知本人", "by": world.admin, "at": assess.LATER}
    refused("PY-13", appeals.put_back, line, **note)
    moves = [one.move for one in make.signed(world, NOVEMBER).lines.order_by("pk")]
    assert moves == ["END", "REPAY"]
    assert appeals.put_back(line, **note).done_by == world.admin


def test_an_appeal_that_wins_promises_no_money_that_was_never_taken(world):
    outcome = removed(world)
    by = handler(world)

    appeal = decided(accepted(outcome, by), by)

    assert not appeal.reversals.filter(kind="money", fen__gt=0).exists()
    assert Appeal.objects.get().state == "UPHELD"
