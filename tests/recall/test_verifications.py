from datetime import timedelta

import pytest

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.workflow import engine
from recall.enums import Conclusion, FindingResult, StatementKind
from recall.models import Finding, Nomination, Statement, Verification
from recall.presenters.campaigns import single_verifier
from recall.presenters.nominations import person
from recall.services import nominations, verifications
from tests.factories.accounts import holder
from tests.factories.recall import (
    conclude,
    findings,
    open_campaign,
    submitted_nomination,
    verified_nomination,
)
from tests.factories.schemes import WHY_ONE
from tests.moments import HEARD_AT, VERIFIED_AT

pytestmark = pytest.mark.django_db


def again(nomination):
    return Nomination.objects.get(pk=nomination.pk)


def moves(nomination):
    return list(nomination.steps.order_by("pk").values_list("move", "opinion"))


@pytest.fixture
def nomination():
    return submitted_nomination()


@pytest.fixture
def verifier(nomination):
    return holder(Role.VERIFIER, nomination.county)


def test_conclude_matched_moves_on_and_leaves_one_step(nomination, verifier):
    verified = conclude(nomination, by=verifier)

    assert (verified.state, verified.verified_by) == ("VERIFIED", verifier)
    assert verified.due_on.isoformat() == "2018-05-17"  # to serve; the reply runs from then
    assert moves(verified) == [("submit", ""), ("verify", "情况属实")]
    row = Verification.objects.get()
    assert (str(row), str(row.findings.get())) == ("符合召回情形", "属实")


def test_conclude_not_matched_rejects(nomination, verifier):
    rejected = conclude(
        nomination,
        Conclusion.NOT_MATCHED,
        by=verifier,
        findings=findings(nomination, FindingResult.NOT_PROVED),
    )

    assert (rejected.state, rejected.verified_by, rejected.due_on) == ("REJECTED", verifier, None)


def test_conclude_send_back_leaves_the_remarks_and_no_verifier(nomination, verifier):
    sent_back = conclude(nomination, Conclusion.SENT_BACK, by=verifier, findings={})

    assert (sent_back.state, sent_back.verified_by) == ("SENT_BACK", None)
    assert Verification.objects.get().remarks == {"facts": "请补充时间"}


def test_conclude_without_a_finding_for_each_fact_is_refused(nomination):
    with pytest.raises(RegulationBroken, match="RC-14"):
        conclude(nomination, findings={})

    assert not Verification.objects.exists()


def test_conclude_matched_on_nothing_proved_is_refused(nomination):
    with pytest.raises(RegulationBroken, match="RC-15"):
        conclude(nomination, findings=findings(nomination, FindingResult.NOT_PROVED))


def test_conclude_send_back_without_a_remark_is_refused(nomination):
    with pytest.raises(RegulationBroken, match="RC-16"):
        conclude(nomination, Conclusion.SENT_BACK, remarks={"facts": ""})


def test_conclude_on_other_content_than_was_read_is_a_conflict(nomination):
    with pytest.raises(StateConflict, match="有改动"):
        conclude(nomination, version=nomination.version - 1)

    assert conclude(nomination, version=nomination.version).state == "VERIFIED"


def test_conclude_by_another_county_is_refused(nomination):
    with pytest.raises(NotAllowed):
        conclude(nomination, by=holder(Role.VERIFIER, open_campaign().county))


def test_conclude_twice_is_a_conflict_that_names_the_state(nomination):
    conclude(nomination)

    with pytest.raises(StateConflict, match="当前状态为“待听取申辩”，不能核实"):
        conclude(nomination)


def test_conclude_first_of_two_waits_for_the_second():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))
    first = holder(Role.VERIFIER, nomination.county)

    assert conclude(nomination, by=first).state == "SUBMITTED"
    with pytest.raises(StateConflict, match="等待另一名核实人"):
        conclude(nomination, by=first)
    assert conclude(nomination).state == "VERIFIED"


def test_conclude_two_who_disagree_need_a_third():
    nomination = submitted_nomination(open_campaign(verifiers_needed=2))

    assert conclude(nomination).state == "SUBMITTED"
    assert conclude(nomination, Conclusion.NOT_MATCHED).state == "SUBMITTED"
    assert conclude(nomination).state == "VERIFIED"


def test_reply_moves_on_and_sets_the_deciders_term():
    nomination = verified_nomination()

    row = verifications.reply(nomination, text="我愿意改正。", by=nomination.subject, at=HEARD_AT)

    heard = again(nomination)
    assert (row.kind, str(row), heard.state) == (StatementKind.REPLIED, "已陈述申辩", "HEARD")
    assert heard.due_on.isoformat() == "2018-06-13"


def test_reply_is_told_as_the_persons_own_act_and_silence_as_the_verifiers():
    own, silent = verified_nomination(), verified_nomination()
    verifications.reply(own, text="我愿意改正。", by=own.subject, at=HEARD_AT)
    by = holder(Role.VERIFIER, silent.county)
    verifications.lapse(silent, by=by, at=HEARD_AT + timedelta(days=20))

    told = [
        engine.history(again(row), begun=engine.Event("起草", row.drafted_by, HEARD_AT))[0]
        for row in (own, silent)
    ]

    assert [(row["label"], row["who"]) for row in told] == [
        ("本人答复", own.subject.name),
        ("登记未申辩", by.name),
    ]


def test_finding_keeps_the_text_it_judged(nomination):
    conclude(nomination, Conclusion.SENT_BACK, remarks={"facts": "请写明时间"})
    fact = nomination.facts.get()
    before = fact.text

    nominations.put_fact(
        again(nomination),
        ground=fact.ground,
        happened_on=fact.happened_on,
        text="改写后的事实",
        fact=fact,
        by=nomination.drafted_by,
        at=HEARD_AT,
    )

    found = Finding.objects.get()
    assert (found.fact_text, found.fact.text) == (before, "改写后的事实")


def test_dz_04_reply_that_no_paper_could_quote_is_refused_at_once():
    nomination = verified_nomination()

    with pytest.raises(RegulationBroken, match=r"ཀ（U\+0F40）"):
        verifications.reply(nomination, text="我ཀ", by=nomination.subject, at=HEARD_AT)

    assert not hasattr(again(nomination), "statement")


def test_reply_by_a_stranger_is_refused():
    nomination = verified_nomination()

    with pytest.raises(NotAllowed):
        verifications.reply(nomination, text="x", by=nomination.drafted_by, at=HEARD_AT)


def test_reply_before_verification_is_a_conflict(nomination):
    with pytest.raises(StateConflict):
        verifications.reply(nomination, text="x", by=nomination.subject, at=HEARD_AT)


def test_waive_is_noted_by_the_verifier():
    nomination = verified_nomination()

    row = verifications.waive(
        nomination, text="谈话时表示不申辩", by=nomination.verified_by, at=HEARD_AT
    )

    assert (row.kind, again(nomination).state) == (StatementKind.WAIVED, "HEARD")


def test_lapse_before_the_term_is_over_is_refused():
    nomination = verified_nomination()
    by = nomination.verified_by

    with pytest.raises(RegulationBroken, match="RC-17"):
        verifications.lapse(nomination, by=by, at=HEARD_AT)

    row = verifications.lapse(nomination, by=by, at=HEARD_AT.replace(day=22))
    assert (row.kind, again(nomination).state) == (StatementKind.LAPSED, "HEARD")


def test_lapse_twice_is_a_conflict_and_not_a_word_on_the_term():
    nomination = verified_nomination()
    given = {"by": nomination.verified_by, "at": HEARD_AT.replace(day=22)}
    verifications.lapse(nomination, **given)

    with pytest.raises(StateConflict):
        verifications.lapse(nomination, **given)

    assert Statement.objects.count() == 1


def test_conclude_again_after_send_back_by_the_same_verifier_counts_anew(nomination, verifier):
    sent_back = conclude(nomination, Conclusion.SENT_BACK, by=verifier)
    nominations.submit(sent_back, by=nomination.submitted_by, at=VERIFIED_AT)

    assert conclude(nomination, by=verifier).state == "VERIFIED"
    assert list(Verification.objects.values_list("submission", flat=True)) == [1, 2]


def test_one_verifier_is_said_to_be_the_schemes_exception_and_why():
    alone, two = open_campaign(), open_campaign(title="两人核实", verifiers_needed=2)

    (line,) = single_verifier(alone)

    assert line["value"] == f"一人核实，为办法规定的例外：{WHY_ONE}"
    assert single_verifier(two) == []
    row = submitted_nomination(alone)
    assert line in person(row)
