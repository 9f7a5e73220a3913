"""Races on a real PostgreSQL: whoever comes second is told so, and nothing happens twice."""

from functools import partial
from uuid import uuid4

import pytest

from accounts.enums import Role
from cadres.models import Cadre
from cadres.services import cadres
from core.audit import checking, sealing
from core.editing import Read, prints
from core.jobs.models import Job
from recall.enums import Conclusion, NominationState
from recall.models import Case, Decision, Nomination, Verification, ZeroReport
from recall.services import compliance, enquiries, nominations, verifications
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import (
    TOLD,
    complete_nomination,
    conclude,
    decide,
    draft_nomination,
    findings,
    heard_nomination,
    open_campaign,
    put_fact,
    submitted_nomination,
    verified_nomination,
)
from tests.factories.units import UnitFactory
from tests.moments import HEARD_AT, NOW, TODAY, VERIFIED_AT, YESTERDAY
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)


def moves(nomination):
    return list(nomination.steps.order_by("pk").values_list("move", flat=True))


def state(nomination):
    return Nomination.objects.get(pk=nomination.pk).state


def test_verify_by_eight_at_once_lets_one_win_and_leaves_one_step():
    nomination = submitted_nomination()
    verifiers = [holder(Role.VERIFIER, nomination.county) for _ in range(8)]

    answers = race([partial(conclude, nomination, by=user) for user in verifiers])

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 7}
    assert moves(nomination) == ["submit", "verify"]
    assert Verification.objects.count() == 1
    sealing.seal_all(at=NOW)
    assert checking.first_break() is None


def test_verify_by_one_person_eight_times_leaves_one_finding_set():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))
    verifier = holder(Role.VERIFIER, nomination.county)

    answers = race([partial(conclude, nomination, by=verifier)] * 8)

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 7}
    assert (moves(nomination), Verification.objects.count()) == (["submit"], 1)


def test_verify_by_two_of_two_at_once_moves_once():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))
    verifiers = [holder(Role.VERIFIER, nomination.county) for _ in range(2)]

    answers = race([partial(conclude, nomination, by=user) for user in verifiers])

    assert kinds(answers) == {"Nomination": 2}
    assert moves(nomination) == ["submit", "verify"]


@pytest.mark.parametrize("turn", range(3))
def test_match_against_send_back_lets_one_win(turn):
    nomination = submitted_nomination()
    verifiers = [holder(Role.VERIFIER, nomination.county) for _ in range(2)]
    conclusions = [Conclusion.MATCHED, Conclusion.SENT_BACK]

    answers = race(
        [
            partial(conclude, nomination, x, by=y)
            for x, y in zip(conclusions, verifiers, strict=True)
        ]
    )

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 1}
    assert len(moves(nomination)) == 2


def test_approve_against_reject_lets_one_win_and_opens_at_most_one_case():
    nomination = heard_nomination()
    before = Job.objects.count()
    deciders = [holder(Role.DECIDER, nomination.county) for _ in range(4)]
    wishes = [True, False, True, False]

    answers = race(
        [
            partial(decide, nomination, is_approved=wish, by=user)
            for wish, user in zip(wishes, deciders, strict=True)
        ]
    )

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 3}
    is_approved = state(nomination) == NominationState.APPROVED
    assert Decision.objects.get().is_approved is is_approved
    asked = Job.objects.count() - before
    assert (Case.objects.count(), asked) == (is_approved, 1 + is_approved)


def test_withdraw_against_verify_lets_one_win():
    nomination = submitted_nomination()
    verifier = holder(Role.VERIFIER, nomination.county)

    answers = race(
        [
            partial(conclude, nomination, by=verifier),
            partial(nominations.withdraw, nomination, by=nomination.submitted_by, at=VERIFIED_AT),
        ]
    )

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 1}
    assert len(moves(nomination)) == 2


def test_draft_twenty_equal_forms_make_one_row():
    campaign = open_campaign()
    unit = campaign.campaign_units.get().unit
    cadre, clerk = PostFactory(cadre__unit=unit).cadre, holder(Role.UNIT_CLERK, unit)
    form = {"cadre": cadre, "round_": campaign.rounds.get(), "token": uuid4()}

    answers = race([partial(nominations.draft, unit, **form, by=clerk, at=NOW)] * 20)

    assert set(answers) == {Nomination.objects.get()}


def test_draft_one_person_in_eight_forms_makes_one_row():
    campaign = open_campaign()
    unit = campaign.campaign_units.get().unit
    cadre, clerk = PostFactory(cadre__unit=unit).cadre, holder(Role.UNIT_CLERK, unit)
    form = {"cadre": cadre, "round_": campaign.rounds.get(), "by": clerk, "at": NOW}

    answers = race([partial(nominations.draft, unit, **form, token=uuid4()) for _ in range(8)])

    assert kinds(answers) == {"Nomination": 1, "RegulationBroken": 7}
    assert {refusal.number for refusal in answers if hasattr(refusal, "number")} == {"RC-05"}


def test_draft_by_two_units_of_a_person_who_moves_makes_one_row():
    old = UnitFactory()
    new = UnitFactory(county=old.county)
    campaign = open_campaign(old, new)
    stale = PostFactory(cadre__unit=old).cadre
    cadres.move(stale, unit=new, title="科员", on=TODAY, by=stale.user, at=NOW)
    moved = Cadre.objects.get(pk=stale.pk)
    stale.unit = old

    answers = race(
        [
            partial(
                nominations.draft,
                unit,
                cadre=cadre,
                round_=campaign.rounds.get(),
                token=uuid4(),
                by=holder(Role.UNIT_CLERK, unit),
                at=NOW,
            )
            for unit, cadre in [(old, stale), (new, moved)]
        ]
    )

    assert kinds(answers) == {"Nomination": 1, "RegulationBroken": 1}
    assert Nomination.objects.get().unit == new


def test_submit_twenty_times_leaves_one_step():
    nomination = complete_nomination()
    head = holder(Role.UNIT_HEAD, nomination.unit)

    answers = race([partial(nominations.submit, nomination, by=head, at=NOW)] * 20)

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 19}
    row = Nomination.objects.get(pk=nomination.pk)
    assert (row.state, row.submission_count, moves(row)) == ("SUBMITTED", 1, ["submit"])


def test_reply_twice_at_once_leaves_one_statement():
    nomination = verified_nomination()

    answers = race(
        [
            partial(verifications.reply, nomination, text=text, by=nomination.subject, at=HEARD_AT)
            for text in ("第一份", "第二份")
        ]
    )

    assert kinds(answers) == {"StateConflict": 1, "Statement": 1}
    assert moves(nomination) == ["submit", "verify", "hear"]


def test_edit_against_verify_never_changes_what_was_verified():
    nomination = submitted_nomination()
    verifier = holder(Role.VERIFIER, nomination.county)
    clerk = nomination.drafted_by
    fact = nomination.facts.get()
    grant(clerk, Role.UNIT_HEAD, nomination.unit)
    written = {
        "ground": fact.ground,
        "happened_on": fact.happened_on,
        "text": "改过的经过",
        "fact": fact,
    }

    answers = race(
        [
            partial(conclude, nomination, by=verifier, findings=findings(nomination)),
            partial(nominations.put_fact, nomination, **written, by=clerk, at=NOW),
        ]
    )

    assert kinds(answers) == {"Nomination": 1, "StateConflict": 1}
    assert nomination.facts.get().text != "改过的经过"


def test_sign_zero_report_eight_times_makes_one_row():
    campaign = open_campaign()
    unit = campaign.campaign_units.get().unit
    head = holder(Role.UNIT_HEAD, unit)
    form = {"round_": campaign.rounds.get(), "reason": "本单位无符合召回情形的人员。"}

    answers = race([partial(compliance.sign_zero_report, unit, **form, by=head, at=NOW)] * 8)

    counted = kinds(answers)
    assert counted.pop("ZeroReport") == 1
    assert sum(counted.values()) == 7
    assert ZeroReport.objects.count() == 1


def test_answer_and_withdrawal_of_a_question_at_once_leave_one_of_them():
    nomination = submitted_nomination()
    verifier = holder(Role.VERIFIER, nomination.county)
    told = {"question": TOLD, "days": 3, "by": verifier, "at": VERIFIED_AT}
    row = enquiries.ask(nomination, **told)
    clerk = holder(Role.UNIT_CLERK, nomination.unit)
    ends = [
        partial(enquiries.answer, row, answer=TOLD, by=clerk, at=VERIFIED_AT),
        partial(enquiries.withdraw, row, reason=TOLD, by=verifier, at=VERIFIED_AT),
    ]

    answers = race(ends)

    assert kinds(answers) == {"Enquiry": 1, "RegulationBroken": 1}
    kept = nomination.enquiries.get()
    assert (kept.answered_at is None) != (kept.withdrawn_at is None)


@pytest.mark.parametrize("turn", range(3))
def test_two_clerks_who_read_one_draft_write_once_and_neither_over_the_other(turn):
    nomination = draft_nomination()
    fact = put_fact(nomination)
    stood = {"ground": fact.ground, "happened_on": fact.happened_on, "place": "", "text": fact.text}
    clerks = [holder(Role.UNIT_CLERK, nomination.unit) for _ in range(2)]
    write = partial(
        nominations.put_fact,
        nomination,
        fact=fact,
        ground=fact.ground,
        happened_on=YESTERDAY,
        read=Read(prints(stood)),
        at=NOW,
    )

    answers = race([partial(write, text=f"{user.pk}所写的经过", by=user) for user in clerks])

    assert kinds(answers) == {"EditedMeanwhile": 1, "Fact": 1}
    [written], [refused] = (
        [one for one in answers if type(one).__name__ == name]
        for name in ("Fact", "EditedMeanwhile")
    )
    assert nomination.facts.get().text == written.text == refused.now["text"]


@pytest.mark.parametrize("turn", range(3))
def test_two_clerks_who_give_the_first_opinion_at_once_write_one(turn):
    nomination = draft_nomination()
    clerks = [holder(Role.UNIT_CLERK, nomination.unit) for _ in range(2)]
    write = partial(
        nominations.put_opinion,
        nomination,
        held_on=YESTERDAY,
        due_count=7,
        present_count=6,
        agree_count=5,
        read=Read({}),
        at=NOW,
    )

    answers = race([partial(write, text=f"{user.pk}：同意推荐", by=user) for user in clerks])

    assert kinds(answers) == {"EditedMeanwhile": 1, "UnitOpinion": 1}
