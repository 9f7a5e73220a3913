import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from core.errors import RegulationBroken, StateConflict
from evidence.services import signals as practices
from recall.models import TakenSignal
from recall.services import signals
from tests.factories.accounts import UserFactory
from tests.factories.evidence import raised_signal
from tests.factories.recall import draft_nomination, submitted_nomination, verified_nomination
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return draft_nomination()


def take(nomination, signal=None):
    signal = signal or raised_signal(nomination.cadre)
    return signals.take(nomination, signal=signal, by=nomination.drafted_by, at=NOW)


def test_take_freezes_what_the_signal_said(draft):
    taken = take(draft)

    assert taken.snapshot["said"] == "季度积分在组内末位"
    assert taken.snapshot["rows"] == taken.signal.rows
    assert taken.snapshot["value"] == "61.5"


def test_take_twice_is_one_row(draft):
    signal = raised_signal(draft.cadre)

    assert take(draft, signal) == take(draft, signal)
    assert TakenSignal.objects.count() == 1


def test_rc_34_signal_about_somebody_else_or_withdrawn_is_refused(draft):
    foreign, gone = raised_signal(), raised_signal(draft.cadre, source_pk=2)
    practices.withdraw(gone, reason="异议成立", by=UserFactory(), at=NOW)

    for signal in (foreign, gone):
        with pytest.raises(RegulationBroken) as refused:
            take(draft, signal)
        assert refused.value.number == "RC-34"


def test_take_on_a_submitted_nomination_is_a_conflict():
    nomination = submitted_nomination()

    with pytest.raises(StateConflict):
        take(nomination)


def test_leave_out_takes_the_snapshot_off_a_draft(draft):
    taken = take(draft)

    signals.leave_out(draft, taken=taken, by=draft.drafted_by, at=NOW)

    assert not TakenSignal.objects.exists()


def test_snapshot_is_frozen_by_the_database(draft):
    take(draft)

    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        TakenSignal.objects.update(snapshot={})


def test_pages_take_and_leave_out_with_one_click(client, draft):
    signal = raised_signal(draft.cadre)
    client.force_login(draft.drafted_by)
    page = reverse("recall:nomination-signals", args=[draft.pk])

    offered = client.get(page).content.decode()
    client.post(reverse("recall:signal-take", args=[draft.pk, signal.pk]))
    taken = TakenSignal.objects.get()
    held = client.get(page).content.decode()
    client.post(reverse("recall:signal-leave-out", args=[draft.pk, taken.pk]))

    assert "附入提名" in offered
    assert "已附入" in held
    assert not TakenSignal.objects.exists()


def test_person_reads_the_frozen_signal_and_its_later_withdrawal(client):
    nomination = verified_nomination()
    signal = raised_signal(nomination.cadre)
    taken = TakenSignal(nomination=nomination, signal=signal, snapshot=signals.snapshot(signal))
    taken.added_by, taken.added_at = nomination.drafted_by, NOW
    taken.save()
    practices.withdraw(signal, reason="异议成立", by=UserFactory(), at=NOW)
    client.force_login(nomination.subject)

    page = client.get(reverse("recall:own-nomination", args=[nomination.pk])).content.decode()

    assert "季度积分在组内末位" in page
    assert "异议成立" in page
