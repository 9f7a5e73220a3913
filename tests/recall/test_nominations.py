from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.enums import UNIT_ROLES, Role
from cadres.models import Cadre
from core.audit.models import Entry
from core.errors import DomainError, NotAllowed, RegulationBroken, StateConflict
from evidence.models import EvidenceFile
from recall import regulations
from recall.enums import Conclusion, NominationState
from recall.models import Fact, FactEvidence, Nomination, Round
from recall.presenters.eligibility import checks
from recall.queries import nominations as asked
from recall.services import attachments, campaigns, facts, nominations
from tests.factories.accounts import grant, holder
from tests.factories.cadres import PostFactory, ProtectionFactory
from tests.factories.recall import (
    PDF,
    GroundFactory,
    complete_nomination,
    conclude,
    draft_nomination,
    open_campaign,
    put_fact,
    put_opinion,
    served_case,
    submitted_nomination,
    told,
    verified_nomination,
)
from tests.factories.units import UnitFactory
from tests.moments import LAUNCHED_AT, NOW, TODAY, TOMORROW, YESTERDAY
from units.services import units

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def unit(campaign):
    return campaign.campaign_units.get().unit


@pytest.fixture
def clerk(unit):
    return holder(Role.UNIT_CLERK, unit)


@pytest.fixture
def cadre(unit):
    return PostFactory(cadre__unit=unit, title="副镇长").cadre


@pytest.fixture
def start(campaign, unit, clerk, cadre):
    """Draft with all in order, except for what a test changes."""

    def act(**changes):
        given = {"cadre": cadre, "round_": campaign.rounds.get(), "token": uuid4(), "by": clerk}
        return nominations.draft(changes.pop("unit", unit), **given | changes, at=NOW)

    return act


def again(nomination):
    return Nomination.objects.get(pk=nomination.pk)


def test_draft_freezes_the_person_as_they_stand(start, cadre, clerk, campaign):
    row = start()

    assert (row.state, row.subject, row.drafted_by) == ("DRAFT", cadre.user, clerk)
    assert (row.post_title, row.level, row.county) == ("副镇长", "ORDINARY", campaign.county)
    assert str(row) == cadre.name
    assert Entry.objects.filter(act="draft", row_id=row.pk).count() == 1


def test_draft_freezes_the_unit_as_it_was_called_that_day(start, unit, clerk):
    unit = units.rename(unit, name="新名镇", on=TODAY, by=clerk, at=NOW)
    row = start(unit=unit)
    units.rename(unit, name="后名镇", on=TOMORROW, by=clerk, at=NOW + timedelta(days=1))

    row = again(row)
    assert (row.unit_then, row.unit.name) == ("新名镇", "后名镇")
    assert row.place_name == row.county.name


def test_draft_same_token_again_answers_the_same_row(start):
    token = uuid4()

    assert start(token=token) == start(token=token)
    assert Nomination.objects.count() == 1


def test_draft_token_of_somebody_else_is_no_way_to_their_row(start, unit):
    token = uuid4()
    start(token=token)

    with pytest.raises(RegulationBroken, match="RC-05"):
        start(token=token, by=holder(Role.UNIT_CLERK, unit))


def test_draft_token_of_somebody_else_for_another_person_fails_loudly(start, unit):
    token = uuid4()
    start(token=token)
    other = PostFactory(cadre__unit=unit).cadre

    with pytest.raises(Exception, match="recall_nomination_token"):
        start(token=token, by=holder(Role.UNIT_CLERK, unit), cadre=other)


def test_draft_of_another_units_person_is_refused(start, unit):
    with pytest.raises(RegulationBroken, match="RC-01"):
        start(cadre=PostFactory(cadre__unit=UnitFactory(county=unit.county)).cadre)


@pytest.mark.parametrize(
    ("kind", "number"), [("MATERNITY", "RC-02"), ("ILLNESS", "RC-03"), ("INVESTIGATION", "RC-04")]
)
def test_draft_of_a_protected_person_is_refused(start, cadre, kind, number):
    ProtectionFactory(cadre=cadre, kind=kind)

    with pytest.raises(RegulationBroken, match=number):
        start()

    assert not Nomination.objects.exists()


def test_draft_of_a_person_who_left_or_whose_file_was_merged_is_refused(start, cadre):
    for changed in ({"left_on": TODAY}, {"left_on": None, "merged_into": PostFactory().cadre}):
        Cadre.objects.filter(pk=cadre.pk).update(**changed)

        with pytest.raises(RegulationBroken, match="RC-42"):
            start()

    assert not Nomination.objects.exists()


def test_submit_of_a_person_who_left_since_the_draft_is_refused_and_the_page_says_so(campaign):
    row = complete_nomination(campaign)
    assert not [line for line in checks(row, on=TODAY) if "RC-42" in line["why"]]
    Cadre.objects.filter(pk=row.cadre_id).update(left_on=TODAY)
    row = again(row)

    with pytest.raises(RegulationBroken, match="RC-42"):
        nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)

    assert [line["state"] for line in checks(row, on=TODAY) if "RC-42" in line["why"]] == ["bad"]
    assert again(row).state == NominationState.DRAFT


def test_draft_of_a_person_on_leave_is_warned_of(start, cadre):
    ProtectionFactory(cadre=cadre, kind="LEAVE")

    row = start()

    warned = [line["text"] for line in checks(row, on=TODAY) if line["why"].startswith("RC-06")]
    assert warned == ["该同志正在长期请假，提名前请核实其能否到班。"]


def test_draft_of_a_person_with_an_open_matter_is_refused(start):
    start()

    with pytest.raises(RegulationBroken, match="RC-05"):
        start()


def test_draft_in_a_closed_campaign_is_refused(start, campaign):
    admin = holder(Role.COUNTY_ADMIN, campaign.county)
    campaigns.close(campaign, by=admin, at=NOW)

    with pytest.raises(RegulationBroken, match="RC-12"):
        start(round_=Round.objects.get())


def test_draft_for_another_countys_campaign_is_refused(start):
    with pytest.raises(RegulationBroken, match="RC-30"):
        start(round_=open_campaign().rounds.get())


def test_draft_by_another_units_clerk_is_refused(start, unit):
    with pytest.raises(NotAllowed):
        start(by=holder(Role.UNIT_CLERK, UnitFactory(county=unit.county)))


def test_draft_of_oneself_is_refused(start, cadre, unit):
    with pytest.raises(NotAllowed, match="不得经办涉及本人的事项"):
        start(by=grant(cadre.user, Role.UNIT_CLERK, unit))


def test_put_fact_writes_and_writes_again():
    row = draft_nomination()
    fact = put_fact(row, text="迟到")
    changed = {"ground": fact.ground, "happened_on": YESTERDAY, "text": "早退", "place": "镇政府"}

    nominations.put_fact(row, **changed, fact=fact, by=row.drafted_by, at=NOW)

    assert [(f.text, f.place) for f in asked.facts_of(row)] == [("早退", "镇政府")]
    assert str(Fact.objects.get()) == "早退"
    assert again(row).version == 3


def test_put_fact_of_tomorrow_is_refused():
    row = draft_nomination()

    with pytest.raises(RegulationBroken, match="RC-28"):
        nominations.put_fact(
            row, ground=GroundFactory(), happened_on=TOMORROW, text="x", by=row.drafted_by, at=NOW
        )


def test_put_fact_after_submission_is_a_conflict():
    row = submitted_nomination()

    with pytest.raises(StateConflict, match="当前状态为“待核实”，不能修改"):
        put_fact(row)


def test_put_fact_by_a_stranger_is_refused():
    row = draft_nomination()
    row.drafted_by = holder(Role.UNIT_CLERK, UnitFactory())

    with pytest.raises(NotAllowed):
        put_fact(row)


def test_drop_fact_takes_its_evidence_link_along():
    row = complete_nomination()

    facts.drop(row, fact=row.facts.get(), by=row.drafted_by, at=NOW)

    assert (Fact.objects.count(), FactEvidence.objects.count()) == (0, 0)


def test_drop_fact_with_a_finding_is_a_conflict():
    row = conclude(submitted_nomination(), Conclusion.SENT_BACK)

    with pytest.raises(StateConflict, match="已有核实认定"):
        facts.drop(row, fact=row.facts.get(), by=row.drafted_by, at=NOW)


@pytest.mark.parametrize("act", ["put_fact", "drop", "attach", "detach"])
def test_fact_of_another_nomination_is_no_way_around_its_lock(campaign, act):
    sent, row = submitted_nomination(campaign), draft_nomination(campaign)
    fact = sent.facts.get()
    given = {
        "put_fact": {"fact": fact, "ground": fact.ground, "happened_on": TODAY, "text": "x"},
        "drop": {"fact": fact},
        "attach": {"fact": fact, "content": PDF, "title": "x.pdf"},
        "detach": {"evidence": fact.evidence.get()},
    }

    acts = {"detach": attachments, "drop": facts}.get(act, nominations)
    with pytest.raises(NotAllowed, match="该事实不属于此件"):
        getattr(acts, act)(row, **given[act], by=row.drafted_by, at=NOW)

    assert [f.evidence.count() for f in asked.facts_of(sent)] == [1]


def test_attach_same_file_to_the_same_fact_stays_one_row():
    row = draft_nomination()
    given = {"fact": put_fact(row), "content": PDF, "by": row.drafted_by, "at": NOW}

    first = nominations.attach(row, title="甲.pdf", **given)
    second = nominations.attach(row, title="乙.pdf", **given)

    assert first == second
    assert (EvidenceFile.objects.count(), str(first)) == (1, "甲.pdf")


def test_detach_takes_the_file_off():
    row = complete_nomination()

    attachments.detach(row, evidence=FactEvidence.objects.get(), by=row.drafted_by, at=NOW)

    assert not FactEvidence.objects.exists()


def test_put_opinion_again_replaces_it():
    row = draft_nomination()

    put_opinion(row)
    put_opinion(row)

    assert str(again(row).unit_opinion) == "经集体研究，同意推荐召回。"


@pytest.mark.parametrize(
    ("changes", "number"),
    [({"agree_count": 3}, "RC-11"), ({"held_on": TOMORROW}, "RC-28")],
    ids=["no majority", "tomorrow"],
)
def test_put_opinion_against_the_rules_is_refused(changes, number):
    row = draft_nomination()
    given = {"held_on": TODAY, "due_count": 7, "present_count": 6, "agree_count": 5, "text": "x"}

    with pytest.raises(RegulationBroken, match=number):
        nominations.put_opinion(row, **given | changes, by=row.drafted_by, at=NOW)


def test_gaps_name_what_is_still_missing():
    other = GroundFactory(code="SQ18-13", requires_free_text=True, position=2)
    row = draft_nomination()
    assert [rule.number for rule in regulations.gaps(row)] == ["RC-07", "RC-10"]

    put_fact(row, text="短", ground=other)
    put_fact(row, text=" ")
    assert [rule.number for rule in regulations.gaps(row)] == ["RC-08", "RC-26", "RC-09", "RC-10"]

    assert regulations.gaps(complete_nomination()) == []


def test_submit_sets_the_verifiers_term():
    row = complete_nomination()
    head = holder(Role.UNIT_HEAD, row.unit)

    row = nominations.submit(row, by=head, at=NOW, opinion="同意报送")

    assert (row.state, row.submitted_by, row.submission_count) == ("SUBMITTED", head, 1)
    assert row.due_on.isoformat() == "2018-05-31"
    assert row.steps.get().opinion == "同意报送"


def test_submit_with_a_gap_is_refused_and_the_draft_stays():
    row = draft_nomination()

    with pytest.raises(RegulationBroken, match="RC-07"):
        nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)

    assert again(row).state == NominationState.DRAFT


def test_submit_by_the_clerk_is_refused():
    row = complete_nomination()

    with pytest.raises(NotAllowed, match="主要负责人"):
        nominations.submit(row, by=row.drafted_by, at=NOW)


def test_submit_twice_is_a_conflict():
    row = submitted_nomination()

    with pytest.raises(StateConflict, match="不能报送"):
        nominations.submit(row, by=row.submitted_by, at=NOW)


def test_submit_past_the_window_wants_a_reason():
    row, late = complete_nomination(), NOW + timedelta(days=30)
    head = holder(Role.UNIT_HEAD, row.unit)
    with pytest.raises(RegulationBroken, match="RC-13"):
        nominations.submit(row, by=head, at=late)

    row = nominations.submit(row, by=head, at=late, late_reason="负责人外出学习")

    assert row.late_reason == "负责人外出学习"


def test_submit_again_after_send_back_needs_no_reason_for_being_late():
    row = conclude(submitted_nomination(), Conclusion.SENT_BACK)
    put_fact(row, text="补写")
    with pytest.raises(RegulationBroken, match="RC-09"):
        nominations.submit(row, by=row.submitted_by, at=NOW + timedelta(days=30))
    facts.drop(row, fact=row.facts.last(), by=row.drafted_by, at=NOW)

    row = nominations.submit(row, by=row.submitted_by, at=NOW + timedelta(days=30))

    assert (row.state, row.submission_count) == ("SUBMITTED", 2)


def test_submit_of_a_person_protected_by_now_is_refused():
    row = complete_nomination()
    ProtectionFactory(cadre=row.cadre, kind="MATERNITY")

    with pytest.raises(RegulationBroken, match="RC-02"):
        nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)


def test_withdraw_frees_the_person_for_another_nomination():
    row = submitted_nomination()

    row = nominations.withdraw(row, by=row.submitted_by, at=NOW, opinion="情况有变")

    assert (row.state, row.due_on) == ("WITHDRAWN", None)
    assert not asked.has_open_matter(row.cadre)


def test_withdraw_after_the_conclusion_is_a_conflict():
    row = verified_nomination()

    with pytest.raises(StateConflict, match="不能撤回"):
        nominations.withdraw(row, by=row.submitted_by, at=NOW)


def test_refusal_of_any_kind_leaves_no_entry():
    row = draft_nomination()
    before = Entry.objects.count()

    for act in (nominations.submit, nominations.withdraw):
        with pytest.raises(DomainError):
            act(row, by=row.drafted_by, at=LAUNCHED_AT)

    assert Entry.objects.count() == before


def test_listed_counts_facts_and_search_finds_person_and_unit():
    row = complete_nomination()
    put_fact(row)
    draft_nomination()
    rows = Nomination.objects.all()

    assert [r.fact_count for r in asked.listed(rows)] == [0, 2]
    assert list(asked.filtered(rows, q=row.cadre.name)) == [row]
    assert list(asked.filtered(rows, q=row.unit.name)) == [row]
    assert list(asked.filtered(rows, campaign=row.campaign)) == [row]
    assert not asked.filtered(rows, q="无此人", campaign=row.campaign).exists()
    assert asked.counts(rows) == {"DRAFT": 2}


def test_interested_are_all_hands_the_subject_and_the_recused():
    case = served_case()
    row = case.nomination

    assert asked.interested_ids(row) == {
        row.drafted_by_id,
        row.submitted_by_id,
        row.verified_by_id,
        row.subject_id,
    }


OFFICE = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
UNIT = (Role.UNIT_CLERK, Role.UNIT_HEAD)


@pytest.mark.parametrize("role", Role)
def test_visible_to_shows_drafts_to_the_unit_and_sent_ones_to_the_office(role):
    campaign = open_campaign()
    sent = submitted_nomination(campaign)
    draft = draft_nomination(campaign)
    submitted_nomination()
    place = sent.unit if role in UNIT_ROLES else sent.county

    rows = set(Nomination.objects.visible_to(holder(role, place)))

    assert rows == ({sent, draft} if role in UNIT else {sent} if role in OFFICE else set())


def test_visible_to_hides_from_the_person_concerned_whatever_the_role():
    row = submitted_nomination()
    grant(grant(row.subject, Role.UNIT_HEAD, row.unit), Role.COUNTY_ADMIN, row.county)

    assert not Nomination.objects.visible_to(row.subject).exists()


def test_told_to_the_person_concerned_once_they_were_served():
    row = submitted_nomination()
    assert not Nomination.objects.told_to(row.subject).exists()

    conclude(row)
    assert not Nomination.objects.told_to(row.subject).exists()

    told(row)

    assert list(Nomination.objects.told_to(row.subject)) == [row]
    assert not Nomination.objects.told_to(row.drafted_by).exists()
