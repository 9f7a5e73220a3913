"""Totals are the sum of rows whatever is done in whatever order; shares add up to the pot."""

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.errors import DomainError, RegulationBroken
from evidence.enums import ObjectionFinding
from evidence.models import BookEntry, BookObjection
from evidence.queries import books as figures
from evidence.services import ledger
from tests.factories import books as make

POINTS = st.decimals(-50, 500, places=2)


class Ledger(RuleBasedStateMachine):
    """Entries, reversals, objections, closings and finals against a plain sum kept beside."""

    answered: ClassVar = set()  # what objections came to, over all examples

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.office = make.office((3, 2))
        self.at = make.MAY
        self.members = [one for group in self.office.people for one in group]
        self.told = dict.fromkeys((one.pk for one in self.members), Decimal(0))

    def teardown(self):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def add(self, entry):
        self.told[entry.member_id] += entry.points

    @rule(who=st.integers(0, 4), title=st.sampled_from(["完成", "信息", "公文", "工作"]))
    def enter(self, who, title):
        on = figures.current(self.office.book).from_on
        self.add(make.entry(self.members[who], title, on=on, at=self.at))

    @precondition(lambda self: BookEntry.objects.standing().exists())
    @rule(data=st.data())
    def reverse(self, data):
        rows = list(BookEntry.objects.standing().order_by("pk"))
        row = data.draw(st.sampled_from(rows))
        told = {"reason": "记错", "token": uuid4(), "by": self.office.head, "at": self.at}
        self.add(ledger.reverse(row, **told))

    @precondition(lambda self: BookEntry.objects.filter(reverses__isnull=False).exists())
    @rule()
    def reverse_a_reversal(self):
        row = BookEntry.objects.filter(reverses__isnull=False).first()
        told = {"reason": "记错", "token": uuid4(), "by": self.office.head, "at": self.at}
        with pytest.raises(DomainError):
            ledger.reverse(row, **told)

    @precondition(lambda self: figures.current(self.office.book).from_on.month < 9)
    @rule(is_final=st.booleans())
    def close(self, is_final):
        period = figures.current(self.office.book)
        self.at = self.at.replace(month=period.until_on.month, day=period.until_on.day)
        period = ledger.close(period, by=self.office.head, at=self.at)
        for row in period.entries.filter(item=None, reverses=None):
            self.add(row)
        self.at += timedelta(days=15 if is_final else 1)  # the next day objections are in time
        if is_final:
            self.finalise(period)

    def finalise(self, period):
        if BookObjection.objects.filter(entry__period=period, answered_at=None).exists():
            with pytest.raises(RegulationBroken, match="PT-12"):
                ledger.finalise(period, by=self.office.head, at=self.at)
        else:
            ledger.finalise(period, by=self.office.head, at=self.at)

    @precondition(lambda self: BookEntry.objects.filter(objection=None).exists())
    @rule(data=st.data())
    def object_(self, data):
        rows = BookEntry.objects.filter(objection=None).select_related("period", "member__cadre")
        row = data.draw(st.sampled_from(list(rows.order_by("pk"))))
        told = {"text": "不属实", "by": row.member.cadre.user, "at": self.at}
        until = row.period.objection_until_on or self.at.date()
        if row.period.final_at is None and self.at.date() <= until:
            ledger.object_(row, **told)
        else:
            with pytest.raises(RegulationBroken, match="PT-13"):
                ledger.object_(row, **told)

    @precondition(lambda self: BookObjection.objects.filter(answered_at=None).exists())
    @rule(finding=st.sampled_from(ObjectionFinding.values))
    def answer(self, finding):
        row = BookObjection.objects.filter(answered_at=None).earliest("pk")
        told = {"finding": finding, "answer": "已核对", "by": self.office.head, "at": self.at}
        stands = BookEntry.objects.standing().filter(pk=row.entry_id)
        if finding == ObjectionFinding.UPHELD and not stands.exists():
            with pytest.raises(RegulationBroken, match="PT-08"):
                ledger.answer(row, **told)
            return
        ledger.answer(row, **told)
        self.answered.add(finding)
        if finding == ObjectionFinding.UPHELD:
            self.add(BookEntry.objects.get(reverses=row.entry_id))

    @invariant()
    def totals_are_the_sum_of_rows(self):
        for row in figures.standings(self.office.book):
            parts = sum(getattr(row, name) for name in figures.SOURCES)
            rows = BookEntry.objects.filter(member=row).aggregate(n=Sum("points"))["n"] or 0
            assert row.total == parts == rows == self.told[row.pk]

    @invariant()
    def each_period_is_the_sum_of_its_rows(self):
        for period in self.office.book.periods.all():
            total = sum(row.total for row in figures.standings(self.office.book, period=period))
            assert total == (period.entries.aggregate(n=Sum("points"))["n"] or 0)


@pytest.mark.django_db
def test_totals_always_equal_the_sum_of_rows():
    Ledger.TestCase.settings = settings(
        max_examples=8,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    Ledger.TestCase().runTest()
    assert Ledger.answered == set(ObjectionFinding.values)


@given(
    st.dictionaries(st.integers(1, 500), POINTS, min_size=1, max_size=60),
    st.decimals(0, 10_000_000, places=2),
)
def test_shares_add_up_to_the_pot_to_the_cent(totals, pot):
    parts = figures.shares(totals, pot)

    if not any(points > 0 for points in totals.values()):
        assert parts == {}
        return
    whole = sum(max(points, Decimal(0)) for points in totals.values())
    assert sum(parts.values()) == pot
    for key, part in parts.items():
        exact = pot * max(totals[key], Decimal(0)) / whole
        assert abs(part - exact) < figures.CENT
    # who has as much may get a cent less, by the order of members; who has more never gets less
    order = sorted(parts, key=lambda key: (max(totals[key], Decimal(0)), parts[key]))
    assert [parts[key] for key in order] == sorted(parts.values())


def test_leftover_cents_go_to_the_largest_remainders():
    told = {1: Decimal(1), 2: Decimal(1), 3: Decimal(1)}

    assert list(figures.shares(told, Decimal("100")).values()) == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]
