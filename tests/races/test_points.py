"""Two hands on one ledger: a month is closed once, a form sent twice is one entry."""

from functools import partial
from uuid import uuid4

import pytest

from evidence.enums import EntryKind
from evidence.models import BookEntry
from evidence.services import ledger
from tests.factories import books as make
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_close_by_eight_at_once_writes_the_base_once():
    office = make.office((3, 0))
    period = make.period(office.book)

    answers = race([partial(ledger.close, period, by=office.head, at=make.MAY_END)] * 8)

    assert kinds(answers) == {"BookPeriod": 1, "StateConflict": 7}
    assert BookEntry.objects.filter(kind=EntryKind.BASE).count() == 3


def test_form_sent_eight_times_is_one_entry():
    office = make.office((1, 0))

    answers = race([partial(make.entry, office.first, "公文", token=uuid4())] * 8)

    assert len({answer.pk for answer in answers}) == 1


def test_same_mistake_entered_by_eight_at_once_counts_each_as_a_repeat():
    office = make.office((1, 0))

    race([partial(make.entry, office.first, "公文") for _ in range(8)])

    repeats = BookEntry.objects.order_by("repeat").values_list("repeat", flat=True)
    assert list(repeats) == list(range(1, 9))


def test_entry_against_close_is_in_the_month_or_in_the_next():
    office = make.office((1, 0))
    period = make.period(office.book)
    told = {"on": make.MAY.date(), "at": make.MAY_END}

    race(
        [
            partial(ledger.close, period, by=office.head, at=make.MAY_END),
            partial(make.entry, office.first, "公文", **told),
        ]
    )

    assert BookEntry.objects.filter(kind=EntryKind.ITEM, entered_at=make.MAY_END).count() <= 1
    assert BookEntry.objects.filter(kind=EntryKind.BASE).count() == 1
