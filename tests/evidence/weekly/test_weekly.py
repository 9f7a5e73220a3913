from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.enums import Role
from cadres.models import Protection
from core.errors import NotAllowed, RegulationBroken
from evidence.models import Signal, WeekCheck, WeekTally, WeekTask
from evidence.queries import weekly as figures
from evidence.services import weekly
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.weekly import (
    AFTER,
    FRIDAY,
    MONDAY,
    MONDAY_MORNING,
    SUNDAY,
    closed,
    listed,
    overdue,
    person,
    task,
)
from tests.moments import NOW

pytestmark = pytest.mark.django_db
TUESDAY = AFTER.date()


def refused(number, act, *row, at=AFTER, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, at=at, **given)
    assert error.value.number == number


def raised(plan, until=SUNDAY, at=AFTER):
    return weekly.raise_for(plan, until_on=until, by=plan.drawn_up_by, at=at)


def numbers(plan, on=TUESDAY):
    rows = figures.standings(plan, figures.window(plan, SUNDAY), on=on)
    return {row.name: (row.tasks, row.in_time, row.overdue, row.kept, row.lifted) for row in rows}


def test_task_stands_in_the_week_of_its_due_day():
    assert task(listed(), due_on=SUNDAY).week_on == MONDAY


def test_overdue_is_closed_late_or_open_past_the_day_and_never_lifted():
    plan = listed()
    cadre = overdue(plan, 0, 1)
    task(plan, cadre, text="未办结")
    gone = task(plan, cadre, text="取消")
    weekly.lift(gone, reason="上级已取消", by=plan.drawn_up_by, at=AFTER)

    assert numbers(plan) == {cadre.name: (4, 1, 2, 0, 1)}


def test_open_task_is_not_overdue_on_its_due_day():
    plan = listed()
    cadre = task(plan).cadre

    assert numbers(plan, on=FRIDAY) == {cadre.name: (1, 0, 0, 0, 0)}


@pytest.mark.parametrize(
    ("first", "last", "kept"),
    [
        (date(2018, 4, 1), date(2018, 5, 6), 0),
        (date(2018, 4, 1), MONDAY, 1),
        (FRIDAY, None, 1),
        (date(2018, 5, 12), None, 0),
    ],
    ids=["over_before", "last_day_is_monday", "begins_on_the_due_day", "begins_after"],
)
def test_protection_on_a_day_of_the_task_leaves_it_out(first, last, kept):
    plan = listed()
    ill = overdue(plan, 1)
    Protection.objects.create(cadre=ill, kind="ILLNESS", from_on=first, until_on=last)

    assert numbers(plan) == {ill.name: (1, 0, 1 - kept, kept, 0)}


def test_limit_names_at_or_above_it_with_the_rows_behind():
    plan = listed()
    named, _below = overdue(plan, 1, 3), overdue(plan, 2)

    (signal,) = raised(plan)

    assert (signal.cadre, int(signal.value)) == (named, 2)
    assert [row["value"] for row in signal.rows] == ["逾期 1 天办结", "逾期 3 天办结"]
    assert signal.said.endswith("逾期 2 项，达到 2 项")
    assert (signal.from_on, signal.until_on) == (MONDAY, SUNDAY)


def test_candidate_through_protected_tasks_is_left_out_and_it_is_said():
    plan = listed()
    ill = overdue(plan, 1, 2)
    Protection.objects.create(cadre=ill, kind="MATERNITY", from_on=MONDAY)
    span = figures.window(plan, SUNDAY)

    (one,) = figures.candidates(plan, span, on=TUESDAY, by=plan.drawn_up_by)

    assert one.left_out == "其中 2 项处于保护期，不计；其余不到 2 项"
    assert "孕" not in one.left_out
    assert raised(plan) == []
    assert not WeekTally.objects.exists()


def test_nobody_counts_their_own_tasks():
    plan = listed()
    own = overdue(plan, 1, 2)
    grant(own.user, Role.UNIT_CLERK, plan.unit)

    assert weekly.raise_for(plan, until_on=SUNDAY, by=own.user, at=AFTER) == []


def test_raise_twice_is_once():
    plan = listed()
    overdue(plan, 1, 2)

    assert raised(plan) == raised(plan)
    assert (Signal.objects.count(), WeekTally.objects.count()) == (1, 1)


def test_task_found_closed_in_time_withdraws_the_signal():
    plan = listed()
    cadre = overdue(plan, 1)
    late = task(plan, cadre, text="未办结")
    (signal,) = raised(plan)

    closed(late)

    signal.refresh_from_db()
    assert signal.withdrawn_reason == "补记：任务已按期办结"
    assert raised(plan) == []


def test_task_closed_late_after_the_count_leaves_the_signal():
    plan = listed()
    cadre = overdue(plan, 1)
    late = task(plan, cadre, text="未办结")
    raised(plan)

    closed(late, 4)

    assert Signal.objects.standing().count() == 1


def test_three_lines_are_counted_by_task_and_the_daily_one_by_day():
    plan = listed()
    row, _unseen = task(plan), task(plan)
    head, leader = holder(Role.UNIT_HEAD, plan.unit), row.line_leader.user
    weekly.check(row, line="LEADERS", found="已走访三户", by=head, at=NOW)
    for hours in (0, 1, 24):
        at = MONDAY_MORNING + timedelta(hours=hours)
        weekly.check(row, line="LINE", found="在村", by=leader, at=at)

    watches = figures.supervision(plan, MONDAY, on=NOW.date())

    told = [(w.line.value, w.seen, w.due, w.times) for w in watches]
    assert told == [("LEADERS", 1, 2, 1), ("LINE", 2, 8, 3), ("PATROL", 0, 2, 0)]


def test_wk_01_one_list_a_year():
    plan = listed()
    given = {"year": 2018, "title": "x", "basis": "x", "ground": plan.ground}
    given |= {"overdue_limit": 1, "weeks": 1}
    refused("WK-01", weekly.draw_up, plan.unit, by=plan.drawn_up_by, **given)


def set_again(number, plan, **given):
    told = {"text": "x", "cadre": person(plan), "line_leader": person(plan), "due_on": FRIDAY}
    refused(
        number,
        weekly.set_task,
        plan,
        by=plan.drawn_up_by,
        **{**told, "at": MONDAY_MORNING, **given},
    )


def test_wk_02_due_day_of_another_year():
    set_again("WK-02", listed(), due_on=date(2019, 1, 1))


def test_wk_03_task_set_after_its_due_day():
    set_again("WK-03", listed(), due_on=date(2018, 5, 6))


@pytest.mark.parametrize("who", ["cadre", "line_leader"])
def test_wk_04_person_of_another_unit(who):
    set_again("WK-04", listed(), **{who: PostFactory().cadre})


def test_wk_05_owner_who_leads_themselves():
    plan = listed()
    own = person(plan)
    set_again("WK-05", plan, cadre=own, line_leader=own)


@pytest.mark.parametrize("day", [date(2018, 5, 6), date(2018, 5, 16)], ids=["before", "future"])
def test_wk_06_closed_outside_its_time(day):
    row = task(listed())
    refused("WK-06", weekly.close, row, closed_on=day, by=row.set_by)


def test_wk_07_closed_twice():
    row = closed(task(listed()))
    refused("WK-07", weekly.close, row, closed_on=FRIDAY, by=row.set_by)
    refused("WK-07", weekly.lift, row, reason="x", by=row.set_by)


def test_wk_08_lifting_without_a_reason():
    row = task(listed())
    refused("WK-08", weekly.lift, row, reason=" ", by=row.set_by)


@pytest.mark.parametrize("until", [date(2018, 5, 12), date(2018, 5, 20)], ids=["saturday", "runs"])
def test_wk_09_weeks_that_are_not_over(until):
    plan = listed()
    refused("WK-09", weekly.raise_for, plan, until_on=until, by=plan.drawn_up_by)


def test_wk_10_week_counted_twice():
    plan = listed(weeks=2)
    overdue(plan, 1, 2)
    raised(plan)
    refused("WK-10", weekly.raise_for, plan, until_on=date(2018, 5, 6), by=plan.drawn_up_by)


def test_wk_11_rule_that_was_used():
    plan = listed()
    given = {"basis": "新", "ground": plan.ground, "overdue_limit": 3, "weeks": 4}
    told = weekly.set_rule(plan, by=plan.drawn_up_by, at=NOW, **given)
    assert (told.overdue_limit, told.weeks) == (3, 4)

    weekly.set_rule(plan, by=plan.drawn_up_by, at=NOW, **given | {"overdue_limit": 1, "weeks": 1})
    overdue(plan, 1)
    raised(plan)
    refused("WK-11", weekly.set_rule, plan, by=plan.drawn_up_by, **given)


def test_wk_12_line_that_one_does_not_stand_on():
    row = task(listed())
    refused("WK-12", weekly.check, row, line="LEADERS", found="x", by=row.set_by)


def test_wk_13_open_task_opened_again():
    row = task(listed())
    refused("WK-13", weekly.reopen, row, reason="x", by=row.set_by)


def test_reopened_task_is_open_and_says_why():
    row = weekly.reopen(closed(task(listed())), reason="日期写错", by=_any_clerk(), at=AFTER)

    assert (row.outcome, row.closed_on, row.note) == ("", None, "日期写错")


def _any_clerk():
    return holder(Role.COUNTY_ADMIN, WeekTask.objects.get().plan.county)


@pytest.mark.parametrize(
    "act",
    [
        lambda row, by: weekly.check(row, line="PATROL", found="x", by=by, at=AFTER),
        lambda row, by: weekly.close(row, closed_on=FRIDAY, by=by, at=AFTER),
        lambda row, by: weekly.lift(row, reason="x", by=by, at=AFTER),
        lambda row, by: weekly.reopen(row, reason="x", by=by, at=AFTER),
        lambda row, by: task(row.plan, row.cadre, by=by),
    ],
    ids=["check", "close", "lift", "reopen", "set"],
)
def test_nobody_handles_their_own_task_whatever_they_hold(act):
    row = task(listed())
    own = row.cadre.user
    grant(own, Role.UNIT_CLERK, row.plan.unit)
    grant(own, Role.UNIT_HEAD, row.plan.unit)

    with pytest.raises(NotAllowed, match="本人"):
        act(row, own)


def test_line_leader_checks_and_closes_but_does_not_lift():
    row = task(listed())
    leader = row.line_leader.user

    weekly.check(row, line="LINE", found="已走访八户", by=leader, at=AFTER)
    with pytest.raises(NotAllowed):
        weekly.lift(row, reason="x", by=leader, at=AFTER)

    assert closed(row, by=leader).outcome == "DONE"


def test_stranger_neither_checks_nor_closes():
    row = task(listed())
    stranger = holder(Role.UNIT_CLERK, PostFactory().unit)

    with pytest.raises(NotAllowed, match="督导"):
        weekly.close(row, closed_on=FRIDAY, by=stranger, at=AFTER)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: WeekTask.objects.update(text="x"), "Cannot update"),
        (lambda row: WeekTask.objects.update(due_on=SUNDAY), "Cannot update"),
        (lambda row: WeekTask.objects.all().delete(), "Cannot delete"),
        (lambda row: WeekCheck.objects.update(found="x"), "Cannot update"),
        (lambda row: WeekCheck.objects.all().delete(), "Cannot"),
        (lambda row: WeekTask.objects.update(**_closed_by(row.cadre.user)), "their own"),
        (
            lambda row: WeekCheck.objects.create(
                task=row, line="LINE", found="x", checked_by=row.cadre.user, checked_at=NOW
            ),
            "their own",
        ),
    ],
    ids=["text", "day", "task_gone", "check", "check_gone", "own_closing", "own_check"],
)
def test_database_refuses_to_rewrite_the_list(change, said):
    row = task(listed())
    weekly.check(row, line="PATROL", found="在岗", by=row.set_by, at=AFTER)

    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        change(row)


def _closed_by(user):
    return {"outcome": "DONE", "closed_on": FRIDAY, "closed_by": user, "closed_at": NOW}


def test_database_refuses_a_week_in_two_counts():
    plan = listed()
    given = {"plan": plan, "taken_by": plan.drawn_up_by, "taken_at": NOW}
    WeekTally.objects.create(from_on=MONDAY, until_on=SUNDAY, **given)

    with pytest.raises(IntegrityError, match="no_week_twice"), transaction.atomic():
        WeekTally.objects.create(from_on=SUNDAY, until_on=SUNDAY, **given)
