"""Rehabilitation: opened for what did not stand, told in order, closed when all is done."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from core.audit.models import Entry
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from evidence.models import Signal
from evidence.services import signals
from recall.enums import ClearingKind, Wrong
from recall.models import (
    Case,
    ClearingLine,
    ClearingSignal,
    Nomination,
    Rehabilitation,
    TakenSignal,
)
from recall.queries import rehabilitations as queries
from recall.services import cases, clearing_signals, nominations
from recall.services import rehabilitations as acts
from tests.factories.accounts import holder
from tests.factories.evidence import raised_signal
from tests.factories.recall import (
    approved_nomination,
    complete_nomination,
    conclude,
    decide,
    heard_nomination,
    open_campaign,
    open_case,
    printed,
    submitted_nomination,
)
from tests.factories.rows import many
from tests.moments import DECIDED_AT, NOW

pytestmark = pytest.mark.django_db
SCOPE = "本单位班子成员和参加集体研究的人员"
NOTE = "在班子会上宣读澄清函"
LATER = DECIDED_AT + timedelta(days=3)


def rejected(**given):
    return conclude(submitted_nomination(**given), "NOT_MATCHED")


def withdrawn(row):
    nominations.withdraw(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW, opinion="情况有变")
    return Nomination.objects.get(pk=row.pk)


def revoked():
    case = open_case()
    cases.revoke(case, by=holder(Role.DECIDER, case.county), at=DECIDED_AT, opinion="事实有误")
    return Nomination.objects.get(pk=case.nomination_id)


def admin(row):
    return holder(Role.COUNTY_ADMIN, row.county)


def opened(row=None, **given):
    row = row or rejected()
    told = {"scope": SCOPE, "by": admin(row), "at": DECIDED_AT} | given
    return acts.open_(row, **told)


def ready(**given):
    row = opened(**given)
    printed(row.letter)
    return Rehabilitation.objects.get(pk=row.pk)


def clear(row, kind, **given):
    told = {"done_on": LATER.date(), "note": NOTE, "by": admin(row), "at": LATER} | given
    return acts.clear(row, kind=kind, **told)


def refused(code, act, *args, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*args, **given)
    assert error.value.number == code


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (rejected, Wrong.NOT_MATCHED),
        (lambda: decide(heard_nomination(), is_approved=False), Wrong.NOT_RECALLED),
        (lambda: withdrawn(submitted_nomination()), Wrong.WITHDRAWN),
        (revoked, Wrong.REVOKED),
    ],
)
def test_what_did_not_stand_is_cleared_with_a_letter(made, why):
    row = opened(made())

    assert row.wrong == why
    assert row.letter.kind == "clearing_letter"
    assert SCOPE in row.letter.snapshot["scope"]
    assert {line.kind for line in row.lines.all()} == {"LETTER", "UNIT", "FILE"}


@pytest.mark.parametrize(
    "made", [submitted_nomination, approved_nomination, lambda: withdrawn(complete_nomination())]
)
def test_rh_01_what_stands_or_never_left_the_unit_is_not_cleared(made):
    refused("RH-01", opened, made())


def test_rh_02_scope_is_written_down():
    refused("RH-02", opened, scope="单位")


def test_others_and_signals_have_a_line_only_where_there_are_any():
    row = opened(others="分管副县长")

    assert ClearingKind.OTHERS in {line.kind for line in row.lines.all()}


def test_it_is_opened_once_by_an_admin_who_has_no_hand_in_it():
    row = rejected()
    for by in (holder(Role.VERIFIER, row.county), row.submitted_by, row.subject):
        with pytest.raises(NotAllowed):
            opened(row, by=by)
    opened(row)
    with pytest.raises(StateConflict):
        opened(row)


def test_rh_03_rh_04_line_says_how_and_when():
    row = ready()

    refused("RH-03", clear, row, "FILE", note="已办")
    refused("RH-04", clear, row, "FILE", done_on=LATER.date() + timedelta(days=1))
    refused("RH-04", clear, row, "FILE", done_on=DECIDED_AT.date() - timedelta(days=1))


def test_rh_05_letter_is_served_only_when_it_is_printed():
    refused("RH-05", clear, opened(), "LETTER")


def with_signal(**given):
    """Answer a wrong nomination that took a signal which still stands, cleared with a letter."""
    row = rejected()
    signal = raised_signal(row.cadre, **given)
    TakenSignal.objects.create(
        nomination=row,
        signal=signal,
        snapshot={"said": signal.said, "practice": signal.practice},
        added_by=row.drafted_by,
        added_at=NOW,
    )
    made = ready(row=row)
    return made, made.proposed_signals.get()


def answered(proposed, answer="WITHDRAWN", reason="核实认定事项不属实", by=None):
    by = by or admin(proposed.rehabilitation)
    return clearing_signals.answer_signal(proposed, answer=answer, reason=reason, by=by, at=LATER)


def with_lines_done(row):
    for kind in ("LETTER", "UNIT", "FILE"):
        clear(row, kind)
    return row


def test_rh_08_closing_waits_for_each_signal_in_code_and_in_the_database():
    row, proposed = with_signal()
    with_lines_done(row)
    refused("RH-08", acts.close, row, by=admin(row), at=LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rehabilitation.objects.filter(pk=row.pk).update(closed_by=row.opened_by, closed_at=LATER)

    answered(proposed, "STAYS", "与被否定的事项无关")

    assert acts.close(row, by=admin(row), at=LATER).closed_at == LATER
    assert Signal.objects.get().withdrawn_at is None


def test_signal_is_withdrawn_by_the_practices_own_act_and_both_are_audited():
    _row, proposed = with_signal()
    by = admin(proposed.rehabilitation)

    answered(proposed, by=by)

    signal = Signal.objects.get()
    assert (signal.withdrawn_by, signal.withdrawn_reason) == (by, "核实认定事项不属实")
    acts_ = {"withdraw_signal", "answer_signal"}
    assert set(Entry.objects.filter(by=by, act__in=acts_).values_list("act", flat=True)) == acts_
    with pytest.raises(StateConflict):
        answered(ClearingSignal.objects.get(), "STAYS")
    with pytest.raises(DatabaseError), transaction.atomic():
        ClearingSignal.objects.update(reason="改写")


def test_signal_that_its_practice_withdrew_meanwhile_waits_for_nobody():
    row, proposed = with_signal()
    signals.withdraw(proposed.signal, reason="异议成立", by=admin(row), at=LATER)
    with_lines_done(row)

    with pytest.raises(StateConflict):
        answered(ClearingSignal.objects.get())

    assert acts.close(row, by=admin(row), at=LATER).closed_at == LATER


def test_rh_09_answer_says_why():
    refused("RH-09", answered, with_signal()[1], "STAYS", "有效")


def test_signal_is_answered_by_who_keeps_the_practice_and_not_by_who_nominated(client):
    row, proposed = with_signal()
    nomination = row.nomination
    other = holder(Role.UNIT_HEAD, nomination.unit)
    url = at("clearing-signal", proposed.pk)
    told = {"answer": "STAYS", "reason": "与被否定的事项无关"}
    for by in (nomination.submitted_by, nomination.subject, holder(Role.DECIDER, row.county)):
        with pytest.raises(NotAllowed):
            answered(proposed, by=by)
    client.force_login(nomination.subject)
    assert client.get(url).status_code == 404
    client.force_login(other)
    assert url in client.get(reverse("portal:home")).text
    assert proposed.signal.said in client.get(url).text
    assert client.post(url, told | {"reason": "无"}).status_code == 422

    assert client.post(url, told).status_code == 302

    assert ClearingSignal.objects.get().answered_by == other
    assert url not in client.get(reverse("portal:home")).text
    assert client.post(url, told).status_code == 409
    client.force_login(admin(row))
    page = client.get(at("rehabilitation", row.pk)).text
    assert "保留" in page
    assert "与被否定的事项无关" in page
    client.force_login(nomination.subject)
    assert "与被否定的事项无关" in client.get(at("own-rehabilitation", row.pk)).text


def test_rh_07_unit_and_others_hear_it_after_the_person():
    row = ready(others="分管副县长")
    for kind in ("UNIT", "OTHERS"):
        refused("RH-07", clear, row, kind)

    clear(row, "LETTER")
    clear(row, "UNIT")
    clear(row, "OTHERS")

    assert row.lines.filter(done_at=None).count() == 1


def test_rh_06_closing_waits_for_every_line():
    row = ready()
    refused("RH-06", acts.close, row, by=admin(row), at=LATER)
    for kind in ("LETTER", "UNIT", "FILE"):
        clear(row, kind)
        assert not Rehabilitation.objects.get(pk=row.pk).closed_at

    done = acts.close(row, by=admin(row), at=LATER)

    assert done.closed_at == LATER
    with pytest.raises(StateConflict):
        acts.close(row, by=admin(row), at=LATER)


def test_line_is_done_once_and_unknown_lines_are_refused():
    row = ready()
    clear(row, "LETTER")
    for kind in ("LETTER", "SIGNALS"):
        with pytest.raises(StateConflict):
            clear(row, kind)


def test_database_keeps_what_was_told_and_holds_closing_to_the_lines():
    row = ready()
    rows, lines = Rehabilitation.objects.filter(pk=row.pk), ClearingLine.objects
    clear(row, "LETTER")
    for act in (
        lambda: rows.update(scope="别处"),
        lambda: rows.delete(),
        lambda: rows.update(closed_by=row.opened_by, closed_at=LATER),
        lambda: lines.filter(kind="LETTER").update(note="改写"),
        lambda: lines.filter(kind="FILE").delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def at(name, *args, **query):
    return reverse(f"recall:{name}", args=args, query=query)


def test_admin_goes_from_the_list_to_the_close(client):
    row = rejected()
    client.force_login(admin(row))
    listed = client.get(at("rehabilitation-list")).content.decode()
    sent = client.post(at("rehabilitation-open", row.pk), {"scope": SCOPE})
    clearing = Rehabilitation.objects.get()
    printed(clearing.letter)
    page, on = at("rehabilitation", clearing.pk), legal_day(clearing.opened_at).isoformat()
    given = {"done_on": on, "note": NOTE}

    early = client.post(at("rehabilitation-act", clearing.pk, "clear"), given | {"kind": "UNIT"})
    for kind in ("LETTER", "UNIT", "FILE"):
        client.post(at("rehabilitation-act", clearing.pk, "clear"), given | {"kind": kind})
    offered = client.get(page).content.decode()
    client.post(at("rehabilitation-act", clearing.pk, "close"))

    assert at("rehabilitation-open", row.pk) in listed
    assert sent.status_code == 302
    assert early.status_code == 422
    assert "RH-07" in early.content.decode()
    assert at("rehabilitation-act", clearing.pk, "close") in offered
    assert Rehabilitation.objects.get().closed_at
    assert client.get(at("rehabilitation-open", row.pk)).url == page
    assert row.cadre.name in client.get(at("rehabilitation-list", view="done")).content.decode()
    assert client.post(at("rehabilitation-act", clearing.pk, "burn")).status_code == 404


def test_person_reads_the_own_clearing_with_the_letter(client):
    row = ready()
    client.force_login(row.nomination.subject)

    me = client.get(reverse("portal:me")).content.decode()
    listed = client.get(at("own-rehabilitations")).content.decode()
    page = client.get(at("own-rehabilitation", row.pk)).content.decode()
    file = client.get(at("own-rehabilitation-file", row.pk))

    assert at("own-rehabilitations") in me
    assert at("own-rehabilitation", row.pk) in listed
    assert SCOPE in page
    assert file["Content-Type"] == "application/pdf"
    assert client.get(at("own-rehabilitation-progress", row.pk)).status_code == 286
    assert client.get(at("rehabilitation", row.pk)).status_code == 404


def test_decider_reads_and_is_offered_nothing(client):
    row = ready()
    client.force_login(holder(Role.DECIDER, row.county))

    page = client.get(at("rehabilitation", row.pk)).content.decode()
    file = client.get(at("rehabilitation-file", row.pk))

    assert at("rehabilitation-act", row.pk, "clear") not in page
    assert file.status_code == 200
    assert client.get(at("rehabilitation-progress", row.pk)).status_code == 286


def test_views_count_who_waits_is_in_hand_and_done():
    campaign = open_campaign()
    for _n in range(3):
        rejected(campaign=campaign)
    opened(Nomination.objects.first())

    found = queries.counts(Nomination.objects.all())

    assert found == {"waiting": 2, "open": 1, "done": 0}
    assert Case.objects.count() == 0


@pytest.mark.parametrize("count", [10, 1000])
def test_list_costs_the_same(client, count, django_assert_max_num_queries):
    row = rejected()
    many(Nomination, row, count, token=lambda _n: uuid.uuid4())
    client.force_login(admin(row))

    with django_assert_max_num_queries(12):
        answer = client.get(at("rehabilitation-list"))

    assert row.cadre.name in answer.content.decode()
    assert len(answer.content) <= 60_000
