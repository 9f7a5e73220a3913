"""撤下和更正: what fell is taken down at once, owed a correction, and blocks its reversal line."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assessment.models import DisclosureEntry, DisclosurePlace, Reversal
from assessment.services import appeals, takedowns
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case
from tests.factories import assessment as assess
from tests.factories import disclosures as disclose
from tests.factories.appeals import accepted, decided, handler

NOW = assess.LATER
TODAY = legal_day(NOW)
DAY = timedelta(days=1)
WORDS = "已在本单位干部会上书面说明，原公示内容不实"


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


@pytest.fixture
def fallen(world):
    """A name that stood when an objection against the outcome was upheld."""
    case = disclose.served(world)
    row = disclose.shown(world, case)
    place = takedowns.put_up(row, title="一楼公示栏", put_up_on=TODAY, by=world.admin, at=NOW)
    by = handler(world)
    appeal = decided(accepted(case.outcome, by, "OBJECTION"), by)
    return disclose.entry(row), place, appeal


def line_of(appeal):
    return Reversal.objects.get(appeal=appeal, disclosed__isnull=False)


def correct(world, one, **given):
    told = {"corrected_on": TODAY, "correction": WORDS, "by": world.admin, "at": NOW} | given
    return takedowns.correct(one, **told)


def test_an_upheld_appeal_takes_the_name_down_and_writes_a_line(world, fallen):
    one, _place, appeal = fallen

    assert one.taken_down_at == NOW
    assert not DisclosureEntry.objects.standing(NOW).exists()
    assert line_of(appeal).what.startswith("在原公示范围（本单位，")
    assert list(DisclosureEntry.objects.owing(TODAY)) == [one]


def test_ap_21_the_line_is_done_once_the_name_is_corrected(world, fallen):
    one, place, appeal = fallen
    line = line_of(appeal)
    told = {"note": "已在原公示范围内书面更正", "by": world.admin, "at": NOW}
    refused("AP-21", appeals.put_back, line, **told)
    takedowns.remove(place, removed_on=TODAY, by=world.admin, at=NOW)
    correct(world, one)

    assert appeals.put_back(line, **told).done_at == NOW
    assert not DisclosureEntry.objects.owing(TODAY).exists()


def test_ds_11_corrected_in_words_after_every_paper_came_down(world, fallen):
    one, place, _appeal = fallen
    refused("DS-11", correct, world, one)
    takedowns.remove(place, removed_on=TODAY, by=world.admin, at=NOW)
    for told in (
        {"correction": "已更正"},
        {"corrected_on": TODAY + DAY},
        {"corrected_on": TODAY - DAY},
    ):
        refused("DS-11", correct, world, one, **told)
    correct(world, one)

    with pytest.raises(StateConflict):
        correct(world, one)


def test_what_stands_by_a_decision_that_stands_needs_no_correction(world):
    row = disclose.shown(world)

    with pytest.raises(StateConflict):
        correct(world, disclose.entry(row))


def test_a_revoked_recall_is_hidden_without_anybody_s_act_and_owes_a_correction(world):
    row = disclose.shown(world)
    one = disclose.entry(row)
    Case.objects.filter(pk=one.case_id).update(
        state="REVOKED", closed_at=NOW + DAY, closed_by=world.decider
    )

    assert not DisclosureEntry.objects.standing(NOW).exists()
    assert list(DisclosureEntry.objects.owing(TODAY)) == [one]
    one = correct(world, one)
    assert one.taken_down_reason == "原决定已经撤销或者变更"


def test_what_was_never_shown_owes_nothing(world):
    case = disclose.served(world)
    row = disclose.shown(world, case, wished_on=TODAY + 30 * DAY)
    by = handler(world)

    appeal = decided(accepted(case.outcome, by, "OBJECTION"), by)

    one = disclose.entry(row)
    assert one.taken_down_at == NOW
    assert not Reversal.objects.filter(appeal=appeal, disclosed__isnull=False).exists()
    later = legal_day(NOW + 40 * DAY)
    assert not DisclosureEntry.objects.owing(later).exists()


def test_ds_12_a_place_is_within_the_time_and_comes_down_after(world):
    row = disclose.shown(world)
    for day in (TODAY - DAY, TODAY + DAY):
        refused(
            "DS-12", takedowns.put_up, row, title="公示栏", put_up_on=day, by=world.admin, at=NOW
        )
    place = takedowns.put_up(row, title="公示栏", put_up_on=TODAY, by=world.admin, at=NOW)
    refused("DS-12", takedowns.remove, place, removed_on=TODAY - DAY, by=world.admin, at=NOW)
    takedowns.remove(place, removed_on=TODAY, by=world.admin, at=NOW)

    with pytest.raises(StateConflict):
        takedowns.remove(place, removed_on=TODAY, by=world.admin, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        DisclosurePlace.objects.filter(pk=place.pk).update(title="二楼")


def test_nothing_hangs_of_what_is_not_approved(world):
    row = disclose.proposed(world)
    told = {"title": "公示栏", "put_up_on": TODAY, "by": world.admin, "at": NOW}
    with pytest.raises(StateConflict):
        takedowns.put_up(row, **told)

    with pytest.raises(DatabaseError), transaction.atomic():
        DisclosurePlace.objects.create(
            disclosure=row, title="公示栏", put_up_on=TODAY, put_up_by=world.admin, put_up_at=NOW
        )


def test_who_holds_no_office_takes_nothing_down(world):
    row = disclose.shown(world)

    with pytest.raises(NotAllowed):
        takedowns.take_down(row, reason="姓名有误", by=world.manager, at=NOW)
