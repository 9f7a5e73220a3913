"""Outcomes in the meeting's room: voted case by case, applied as one batch beside recalls."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from assessment.models import Outcome, OutcomeProposal
from assessment.queries import reading
from assessment.queries.reading import digest
from assessment.services import leaving, outcomes, proposals
from cadres.services import records
from core.audit.models import Entry
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case, MeetingItem, MeetingResult, Nomination
from recall.queries import matters
from recall.services import cases, decisions, meetings, papers
from tests.factories import assessment as assess
from tests.factories import meetings as make
from tests.factories import sittings
from tests.factories.accounts import grant
from tests.factories.recall import heard_nomination, open_campaign

pytestmark = pytest.mark.django_db
AT = sittings.LATER
DISMISSAL = {"kind": "DISMISS", "conditions": ["ground_refused_post", "bars_checked", "heard"]}


@pytest.fixture
def case(world):
    return assess.proposed(world, assess.concluded(world).case, **DISMISSAL).case


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_a_dismissal_is_voted_on_and_recorded_with_who_sat_and_what_was_read(world, case):
    read = digest(case)
    row = sittings.opened(world, case)
    assert MeetingItem.objects.get().content_hash == read
    sittings.vote(row)

    sittings.applied(row)

    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.meeting, outcome.agree_count) == ("DISMISS", "部务会", 5)
    assert (outcome.content_hash, outcome.proposal.ended_as) == (read, "CARRIED")
    names = [world.decider.name, *sittings.NAMES]
    assert set(names) < set(outcome.members.values_list("name", flat=True))
    assert outcome.members.count() == 5
    result = MeetingResult.objects.get()
    assert (result.outcome, result.decision, result.made_id) == (
        "APPLIED",
        None,
        outcome.proposal_id,
    )
    assert fresh(case).state == "DECIDED"


def test_recall_and_outcome_stand_on_one_agenda(world, case):
    nomination = heard_nomination(open_campaign(world.unit))
    row = sittings.opened(world, case, others=[*sittings.NAMES, "陈副部长"])
    later = make.prepared(world.county, by=world.decider, at=AT)
    offered = matters.waiting(later, seen=Nomination.objects.all())
    assert list(offered) == [nomination]
    meetings.place(later, nomination=nomination, by=world.decider, at=AT)

    second = assess.proposed(world).case
    meetings.place(later, nomination=second.nomination, by=world.decider, at=AT)

    told = [(one.position, one.matter) for one in later.items.order_by("position")]
    assert told == [(1, "RECALL"), (2, "OUTCOME")]
    assert row.items.get().matter == "OUTCOME"


def test_what_is_not_carried_decides_nothing_and_may_be_proposed_anew(world, case):
    row = sittings.opened(world, case)
    sittings.vote(row, 1, 2, 3, 0)

    sittings.applied(row)

    assert not Outcome.objects.exists()
    assert fresh(case).state == "ASSESSED"
    assert OutcomeProposal.objects.get().ended_as == "NOT_CARRIED"
    assert MeetingResult.objects.get().made_id == OutcomeProposal.objects.get().pk
    assert assess.proposed(world, fresh(case), kind="RETURN", conditions=["fit_again"]).pk


def test_what_is_deferred_waits_for_the_next_meeting(world, case):
    row = sittings.opened(world, case)
    sittings.vote(row, 1, 1, 1, 3)

    sittings.applied(row)

    assert MeetingResult.objects.get().outcome == "DEFERRED"
    assert OutcomeProposal.objects.get().ended_at is None
    assert sittings.opened(world, fresh(case)).items.count() == 1


def test_papers_tell_matter_proposal_and_result(world, case):
    row = sittings.opened(world, case)
    sittings.vote(row)
    row = sittings.applied(row)

    told = papers.request_paper(row, kind="MINUTES", by=row.keeper, at=AT).document.snapshot

    item = told["items"][0]
    assert (item["matter"], item["result"]) == ("处理结果", "同意所提结果")
    assert {"label": "建议的结果", "value": "辞退"} in item["told"]
    assert (told["totals"], told["others"]["approved"]) == ({}, 1)


def test_papers_of_a_meeting_tell_what_was_proposed_to_it_and_nothing_later(world, case):
    row = sittings.opened(world, case)
    sittings.vote(row, 1, 2, 3, 0)
    row = sittings.applied(row)
    first = papers.request_paper(row, kind="MINUTES", by=row.keeper, at=AT)
    later = AT + timedelta(days=1)
    assess.proposed(world, fresh(case), kind="RETURN", conditions=["fit_again"], at=later)

    again = papers.request_paper(row, kind="MINUTES", by=row.keeper, at=later)

    assert again == first
    told = matters.told(row.items.all())[case.nomination_id]
    assert {"label": "建议的结果", "value": "辞退"} in told


def test_vote_by_who_concluded_the_assessment_is_refused(world, case):
    row = sittings.opened(world, case)
    assessor = grant(world.manager, Role.DECIDER, world.county)

    with pytest.raises(NotAllowed, match="考核结论的登记人"):
        sittings.vote(row, by=type(assessor).objects.get(pk=assessor.pk))


def test_who_concluded_the_assessment_is_not_counted(world, case):
    assessor = grant(world.manager, Role.DECIDER, world.county)
    row = sittings.opened(world, case, members=[world.decider, assessor])

    kept = sittings.vote(row, 1, 4, 0, 0)

    assert (kept.due_count, kept.present_count) == (4, 4)
    sittings.applied(row)
    assert assessor.pk not in Outcome.objects.get().members.values_list("user", flat=True)


def test_vote_on_what_the_gate_refuses_by_now_is_refused(world, case):
    row = sittings.opened(world, case)
    case.cadre.protections.create(kind="NURSING", from_on=AT.date())
    meetings.renew(row, item=make.item_of(row), by=row.keeper, at=AT)

    with pytest.raises(RegulationBroken, match="OC-"):
        sittings.vote(row)
    sittings.vote(row, 1, 0, 5, 0)  # a no needs no ground


def test_lv_03_outcome_for_who_left_is_not_carried_though_a_meeting_may_still_say_no(world, case):
    row = sittings.opened(world, case)
    told = {"on": legal_day(AT), "reason": "RETIRED", "by": world.admin, "at": AT}
    records.leave(case.cadre, **told)
    meetings.renew(row, item=make.item_of(row), by=row.keeper, at=AT)

    with pytest.raises(RegulationBroken, match="LV-03"):
        sittings.vote(row)
    sittings.vote(row, 1, 0, 5, 0)


def test_proposal_of_a_case_that_ended_otherwise_waits_for_nothing(world, case):
    told = {"reason": "RETIRED", "by": world.admin, "at": AT}
    records.leave(case.cadre, on=legal_day(AT), **told)
    leaving.end(case, opinion="本人已到龄退休，县委组织部下文免职", by=world.decider, at=AT)

    assert reading.standing(fresh(case)) is None
    later = make.prepared(world.county, by=world.decider, at=AT)
    assert not matters.waiting(later, seen=Nomination.objects.all()).exists()
    row = OutcomeProposal.objects.get()
    assert (row.ended_as, row.ended_by, row.ended_at) == ("MOOT", world.decider, AT)


def test_proposal_of_a_revoked_recall_comes_to_nothing_even_on_an_agenda(world, case):
    row = sittings.opened(world, case)

    cases.revoke(fresh(case), opinion="事实不清", by=world.decider, at=AT)

    assert OutcomeProposal.objects.get().ended_as == "MOOT"
    assert Entry.objects.get(act="end_proposal").detail["how"] == "MOOT"
    with pytest.raises(StateConflict):
        sittings.vote(row)


def test_om_04_single_decision_while_a_proposal_waits_is_refused(world, case):
    told = {"kind": "RETURN", "conditions": ["fit_again"], "reason": "合格", "members": []}
    told |= {"others": list("甲乙丙丁戊"), "content_hash": digest(case)}

    with pytest.raises(RegulationBroken, match="OM-04"):
        outcomes.decide_singly(case, meeting=assess.meeting(), by=world.decider, at=AT, **told)


def test_om_05_withdrawal_from_an_agenda_is_refused_and_before_it_is_not(world, case):
    row = OutcomeProposal.objects.get()
    meeting = make.prepared(world.county, by=world.decider, at=AT)
    item = meetings.place(meeting, nomination=case.nomination, by=world.decider, at=AT)
    with pytest.raises(RegulationBroken, match="OM-05"):
        proposals.withdraw(row, by=world.decider, at=AT)
    meetings.take_off(meeting, item=item, by=world.decider, at=AT)

    proposals.withdraw(row, by=world.decider, at=AT)

    assert OutcomeProposal.objects.get().ended_as == "WITHDRAWN"
    with pytest.raises(StateConflict, match="已经办理"):
        proposals.withdraw(row, by=world.decider, at=AT)


def test_a_second_proposal_and_one_of_a_settled_case_are_refused(world, case):
    with pytest.raises(StateConflict, match="已有建议"):
        assess.proposed(world, case)
    done = assess.concluded(world).case
    assess.decide(world, done)
    with pytest.raises(StateConflict, match="不能提交会议"):
        assess.proposed(world, fresh(done))


def test_proposal_that_the_gate_refuses_or_by_an_interested_hand_is_refused(world):
    row = assess.concluded(world).case
    with pytest.raises(RegulationBroken, match="OC-01"):
        assess.proposed(world, row, kind="REDUCE_GRADE", conditions=[])
    decisions.recuse(row.nomination, user=world.decider, reason="同学", by=world.decider, at=AT)
    with pytest.raises(NotAllowed, match="已登记回避"):
        assess.proposed(world, fresh(row))


def test_database_keeps_proposal_and_members(world, case):
    row = sittings.opened(world, case)
    sittings.vote(row)
    sittings.applied(row)
    outcome, said = Outcome.objects.get(), OutcomeProposal.objects.get()

    for act in (
        lambda: OutcomeProposal.objects.update(reason="别的理由"),
        lambda: OutcomeProposal.objects.update(ended_as="WITHDRAWN"),
        lambda: OutcomeProposal.objects.all().delete(),
        lambda: outcome.members.update(name="别人"),
        lambda: outcome.members.create(user=world.manager, name="考核人"),
        lambda: outcome.members.create(user=case.subject, name="本人"),
        lambda: Outcome.objects.update(content_hash="0" * 64),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert str(said) == "辞退"
    assert [str(one) for one in outcome.members.filter(name="王部长")] == ["王部长"]


def test_room_asks_the_same_number_of_queries_for_any_number_of_outcomes(
    world, client, django_assert_num_queries
):
    counted = []
    for number in (1, 3):
        cases = [assess.proposed(world).case for _n in range(number)]
        row = sittings.opened(world, *cases)
        client.force_login(world.decider)
        with django_assert_num_queries(1000, exact=False) as seen:
            assert client.get(f"/recall/meetings/{row.pk}/room/").status_code == 200
        counted.append(len([q for q in seen.captured_queries if "audit" not in q["sql"]]))
    assert counted[0] == counted[1]


def test_end_of_a_proposal_is_on_record(world, case):
    proposals.withdraw(OutcomeProposal.objects.get(), by=world.decider, at=AT)

    assert Entry.objects.filter(act="propose_outcome", by=world.decider).exists()
    assert Entry.objects.get(act="end_proposal").detail["how"] == "WITHDRAWN"
