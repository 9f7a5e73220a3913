import itertools
from datetime import date, datetime, timedelta

import pytest

from core.dates import ZONE
from core.errors import NotAllowed, RegulationBroken
from tests.factories import training as make
from training import regulations
from training.models import Programme
from training.queries import programmes
from training.services import attendance
from training.services import programmes as acts

BEFORE = datetime(2019, 7, 1, 9, 0, tzinfo=ZONE)


def parts(code):
    return programmes.parts_of(programmes.presets()[code]["blocks"])


def opened(world, code="shiquan_2019", opens_on=date(2019, 8, 5), **given):
    facts = {"title": "回炉锻造班", "venue": "县委党校", "opens_on": opens_on, **given}
    return acts.open_class(
        world.campaign, **{"parts": parts(code), "by": world.manager, "at": BEFORE, **facts}
    )


def spans_of(row):
    return [(block.from_on, block.until_on) for block in row.blocks.order_by("from_on")]


def test_shiquan_2019_makes_six_blocks_of_111_days(world):
    row = opened(world)

    assert sum((end - start).days + 1 for start, end in spans_of(row)) == 111
    assert spans_of(row)[:2] == [
        (date(2019, 8, 5), date(2019, 8, 11)),
        (date(2019, 8, 12), date(2019, 9, 10)),
    ]
    assert row.closes_on == date(2019, 11, 23)


def test_working_days_leave_the_holiday_out_and_count_the_make_up_day():
    """National day 2019: 1 to 7 October off; Sunday 29 September and Saturday 12 October worked."""
    laid = programmes.lay(date(2019, 9, 28), parts("qianxinan_2014"))[0]

    assert (laid.from_on, laid.until_on) == (date(2019, 9, 29), date(2019, 10, 10))
    assert (laid.waited, laid.days_off) == (1, 7)


def test_a_block_never_begins_on_a_day_off():
    first, second, *_rest = programmes.lay(date(2019, 9, 24), parts("shiquan_2019"))

    assert first.until_on == date(2019, 9, 30)
    assert (second.from_on, second.waited) == (date(2019, 10, 8), 7)


def test_months_are_counted_by_the_calendar():
    laid = programmes.lay(date(2018, 3, 1), parts("dongtou_2018"))

    assert laid[0].until_on == date(2018, 4, 30)
    assert (laid[1].from_on, laid[1].until_on) == (date(2018, 5, 2), date(2018, 8, 1))


@pytest.mark.django_db
def test_dates_beyond_the_published_calendar_are_called_estimated():
    assert programmes.lay(date(2090, 3, 1), parts("xingren_2014"))[0].is_estimated


@pytest.mark.parametrize("code", programmes.presets())
def test_every_preset_can_be_laid_out_and_says_what_is_inferred(code):
    assert programmes.lay(date(2019, 3, 4), parts(code))
    assert "推定" in programmes.presets()[code]["note"]
    assert {part.told for part in parts(code)} <= {"published", "inferred"}


def test_saved_again_a_programme_is_the_next_version(world):
    facts = {"title": "本县班", "parts": parts("xingren_2014"), "by": world.manager, "at": BEFORE}
    acts.keep(world.county, **facts)
    second = acts.keep(world.county, **facts)

    assert second.version == 2
    assert list(Programme.objects.filter(county=world.county).newest()) == [second]
    assert opened(world, programme=second).programme == second


def test_a_decider_keeps_no_programme(world):
    with pytest.raises(NotAllowed):
        acts.keep(
            world.county, title="班", parts=parts("xingren_2014"), by=world.decider, at=BEFORE
        )


def test_tr_30_lengths_fit_the_range(world):
    given = [part.of(6) for part in parts("qianxinan_2014")]

    with pytest.raises(RegulationBroken, match="TR-30"):
        opened(world, parts=given)


def test_tr_29_class_follows_the_parameters_of_the_scheme():
    told = {"class_days_min": 7, "class_days_max": 7, "cycles": 3}

    assert regulations.follows_parameters.is_kept(7, 3, told)
    assert not regulations.follows_parameters.is_kept(7, 2, told)
    assert not regulations.follows_parameters.is_kept(5, 3, told)
    assert regulations.follows_parameters.is_kept(5, 1, {})


def test_a_moved_block_pushes_those_after_it_and_keeps_the_order(world):
    row = opened(world)
    before = spans_of(row)
    third = row.blocks.order_by("from_on")[2]
    lesson = make.session(row, world.manager, day=37, title="第二轮理论")

    acts.move_block(third, to_on=third.from_on + timedelta(days=5), by=world.manager, at=BEFORE)

    after = spans_of(row)
    assert after[:2] == before[:2]
    assert after[2] == (date(2019, 9, 16), date(2019, 9, 22))
    assert all(later[0] > earlier[1] for earlier, later in itertools.pairwise(after))
    row = type(row).objects.get(pk=row.pk)
    assert row.closes_on == after[-1][1] > before[-1][1]
    moved = row.sessions.get(pk=lesson.pk)
    assert moved.starts_at - lesson.starts_at == timedelta(days=5)
    assert (moved.sequence, moved.was_at) == (1, lesson.starts_at)


def test_a_block_may_be_moved_to_an_earlier_day_again(world):
    row = opened(world)
    first = row.blocks.order_by("from_on")[0]

    acts.move_block(first, to_on=date(2019, 7, 29), by=world.manager, at=BEFORE)

    assert type(row).objects.get(pk=row.pk).opens_on == date(2019, 7, 29)
    assert spans_of(row)[-1][1] == date(2019, 11, 16)


def test_a_working_day_keeps_its_number_over_a_holiday(world):
    row = opened(world, "qianxinan_2014", date(2019, 9, 23))
    lesson = make.session(row, world.manager, day=2)

    acts.move_block(row.blocks.get(), to_on=date(2019, 9, 29), by=world.manager, at=BEFORE)

    assert row.sessions.get(pk=lesson.pk).starts_at.date() == date(2019, 10, 8)


def test_tr_26_block_keeps_the_order(world):
    block = opened(world).blocks.order_by("from_on")[1]

    with pytest.raises(RegulationBroken, match="TR-26"):
        acts.move_block(block, to_on=date(2019, 8, 11), by=world.manager, at=BEFORE)


def test_tr_27_block_with_marks_stays(world):
    row = opened(world)
    enrolment = make.enrolled(world, row)
    lesson = make.session(row, world.manager)
    attendance.record(lesson, marks={enrolment.pk: "PRESENT"}, by=world.manager, at=lesson.ends_at)

    with pytest.raises(RegulationBroken, match="TR-27"):
        acts.move_block(
            row.blocks.order_by("from_on")[0], to_on=date(2019, 8, 6), by=world.manager, at=BEFORE
        )


def test_tr_28_block_that_began_stays(world):
    block = opened(world).blocks.order_by("from_on")[0]
    at = datetime(2019, 8, 5, 9, 0, tzinfo=ZONE)

    with pytest.raises(RegulationBroken, match="TR-28"):
        acts.move_block(block, to_on=date(2019, 9, 6), by=world.manager, at=at)


def test_a_moved_lesson_that_meets_another_names_it(world):
    row, other = opened(world), make.planned_class(world, opens_on=date(2019, 8, 12))
    make.session(row, world.manager, title="党规党纪")
    make.session(other, world.manager, title="依法行政", teacher="另一人")

    with pytest.raises(RegulationBroken, match=r"依法行政.*TR-16"):
        acts.move_block(
            row.blocks.order_by("from_on")[0], to_on=date(2019, 8, 12), by=world.manager, at=BEFORE
        )
    assert spans_of(row)[0][0] == date(2019, 8, 5)


def test_tr_44_a_block_is_not_moved_to_where_it_begins(world):
    block = opened(world).blocks.order_by("from_on")[1]

    with pytest.raises(RegulationBroken, match="TR-44"):
        acts.move_block(block, to_on=block.from_on, by=world.manager, at=BEFORE)
