import pytest
from django.db import DatabaseError, transaction

from core.audit.models import Entry
from core.errors import RegulationBroken
from evidence.models import Signal
from evidence.services import signals
from tests.factories.accounts import UserFactory
from tests.factories.evidence import raised_signal
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def test_raise_leaves_the_signal_of_the_persons_unit_and_one_entry():
    signal = raised_signal()

    assert (signal.unit, signal.county) == (signal.cadre.unit, signal.cadre.unit.county)
    assert Entry.objects.filter(act="raise_signal", row_id=signal.pk).count() == 1


def test_raise_again_from_the_same_source_is_the_same_signal():
    signal = raised_signal()

    again = raised_signal(signal.cadre, ground=signal.ground, said="又一次")

    assert again == signal
    assert Signal.objects.get().said == "季度积分在组内末位"


def test_sg_01_signal_without_rows_is_refused():
    with pytest.raises(RegulationBroken, match="依据行") as refused:
        raised_signal(rows=[])

    assert refused.value.number == "SG-01"
    assert not Signal.objects.exists()


def test_withdraw_keeps_the_row_and_lets_the_source_speak_again():
    signal = raised_signal()

    withdrawn = signals.withdraw(signal, reason="异议成立", by=UserFactory(), at=NOW)
    later = raised_signal(signal.cadre, ground=signal.ground)

    assert (withdrawn.withdrawn_reason, withdrawn.withdrawn_at) == ("异议成立", NOW)
    assert list(Signal.objects.standing()) == [later]


def test_sg_02_withdrawal_without_a_reason_is_refused():
    signal = raised_signal()

    with pytest.raises(RegulationBroken) as refused:
        signals.withdraw(signal, reason=" ", by=UserFactory(), at=NOW)

    assert refused.value.number == "SG-02"


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.update(value=1),
        lambda rows: rows.update(said="x"),
        lambda rows: rows.delete(),
    ],
    ids=["value", "words", "removal"],
)
def test_database_refuses_to_change_or_remove_a_signal(change):
    signal = raised_signal()

    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        change(Signal.objects.filter(pk=signal.pk))
