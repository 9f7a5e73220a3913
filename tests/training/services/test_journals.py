import uuid
from datetime import date

import pytest

from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import training as make
from training.models import JournalEntry
from training.services import journals, postings

LATER = make.NOW.replace(month=7, day=20)


@pytest.fixture
def posting(world, training_class):
    return make.posting(world, make.enrolled(world, training_class).case)


def write(posting, **fields):
    facts = {
        "token": uuid.uuid4(),
        "on": date(2018, 7, 10),
        "text": "走访群众 12 户",
        "by": posting.case.subject,
        "at": LATER,
        **fields,
    }
    return journals.write(posting, **facts)


def test_twenty_equal_sends_make_one_row(posting):
    token = uuid.uuid4()

    entries = {write(posting, token=token).pk for _ in range(20)}

    assert entries == set(JournalEntry.objects.values_list("pk", flat=True))
    assert len(entries) == 1


def test_only_the_person_writes(world, posting):
    with pytest.raises(NotAllowed):
        write(posting, by=world.mentor)


@pytest.mark.parametrize("day", [date(2018, 6, 30), date(2018, 7, 21)])
def test_tr_14_entry_day_fits(posting, day):
    with pytest.raises(RegulationBroken, match="TR-14"):
        write(posting, on=day)


def test_tr_24_entry_is_told(posting):
    with pytest.raises(RegulationBroken, match="TR-24"):
        write(posting, text=" ")


def test_write_after_the_posting_is_finished_conflicts(world, posting):
    postings.finish(
        posting,
        finished_on=date(2018, 7, 15),
        opinion="提前结束",
        early_reason="借调",
        by=world.manager,
        at=LATER,
    )

    with pytest.raises(StateConflict):
        write(posting)


def test_remark_stands_once(world, posting):
    entry = write(posting)

    said = journals.remark(entry, remark="继续保持", by=world.mentor, at=LATER)

    assert (said.remark, said.remarked_by, said.remarked_at) == ("继续保持", world.mentor, LATER)
    with pytest.raises(StateConflict):
        journals.remark(entry, remark="再说一句", by=world.mentor, at=LATER)


def test_remark_by_the_person_or_a_stranger_is_refused(world, posting):
    entry = write(posting)

    for hand in (posting.case.subject, world.decider):
        with pytest.raises(NotAllowed):
            journals.remark(entry, remark="很好", by=hand, at=LATER)
