"""Bans that end by the clock, questions that leave a trail, visits, the label's end."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.enums import Role
from assessment.models import Ban, BanInquiry, FollowUp, Outcome
from assessment.queries import bans as queries
from assessment.queries import followups as follow_queries
from assessment.regulations import after as rules
from assessment.services import bans, followups, referrals
from cadres.models import Cadre, Protection
from core.audit.models import Entry
from core.dates import add_months, legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import assessment as assess
from tests.factories import training
from tests.factories.appeals import accepted, decided, handler, removed

TODAY = legal_day(assess.LATER)
YEAR_END = date(2018, 12, 31)
AFTER = assess.LATER + timedelta(days=120)
FAR = assess.LATER + timedelta(days=420)
VISIT = {
    "visited_on": TODAY,
    "visitor": "韩磊",
    "findings": "走访单位和群众，工作主动，群众评价好",
    "own_words": "愿意继续留在窗口岗位",
    "standing": "WELL",
}


def refused(number, act, *row, **given):
    with pytest.raises(RegulationBroken) as error:
        act(*row, **given)
    assert error.value.number == number


@pytest.fixture
def served(world):
    row = assess.decide(world, assess.concluded(world).case, effect_until_on=YEAR_END)
    assess.serve(world, row)
    return Outcome.objects.get(pk=row.pk)


def ask(user, cadre, **fields):
    told = {"name": cadre.name, "kind": "AWARD", "purpose": "拟推荐为县级先进"}
    return bans.ask(user, **{**told, "by": user, "at": assess.LATER, **fields})


def test_bans_open_with_the_serving_and_end_by_the_clock(served):
    rows = Ban.objects.filter(outcome=served)

    assert sorted(rows.values_list("kind", flat=True)) == ["AWARD", "LABEL", "PROMOTION"]
    assert rows.in_force(TODAY).count() == rows.in_force(YEAR_END).count() == 3
    assert not rows.in_force(YEAR_END + timedelta(days=1)).exists()
    assert not rows.in_force(TODAY - timedelta(days=1)).exists()


def test_bn_01_no_end_no_ban(world):
    row = assess.decide(world, assess.concluded(world).case)
    assess.serve(world, row)

    assert not Ban.objects.exists()
    assert not rules.ban_ends_with_basis.is_kept(TODAY, None, "某文")
    assert not rules.ban_ends_with_basis.is_kept(TODAY, TODAY, " ")


def test_the_answer_is_yes_until_or_under_way_with_its_basis(world, served):
    clean = Cadre.objects.get(pk=training.case(world.campaign, world.unit, state="CLOSED").cadre_id)
    busy = training.case(world.campaign, world.unit, state="PRACTICE").cadre

    held, free, no = (ask(world.admin, one) for one in (served.case.cadre, clean, busy))

    assert (held.answer, held.until_on) == ("UNTIL", YEAR_END)
    assert served.basis[0] in held.basis
    assert (free.answer, free.basis) == ("YES", "")
    assert (no.answer, no.until_on) == ("NO", None)
    assert queries.answer(served.case.cadre, "AWARD", YEAR_END + timedelta(days=1)).answer == "YES"
    assert Entry.objects.filter(act="ask_ban", about_id=served.case.cadre_id).count() == 1


def test_the_answer_is_no_while_a_matter_lies_with_discipline_inspection(world, served):
    cadre = served.case.cadre
    span = {"from_on": TODAY, "until_on": TODAY + timedelta(days=10)}
    Protection.objects.create(cadre=cadre, kind="INVESTIGATION", **span)

    told = ask(world.admin, cadre)

    assert (told.answer, "审查" in told.basis) == ("NO", False)
    assert queries.answer(cadre, "AWARD", TODAY + timedelta(days=11)).answer == "UNTIL"


def test_the_answer_is_no_for_who_was_passed_on_until_the_investigation_is_over(world):
    case = assess.concluded(world).case
    liaison = training.holder(Role.DISCIPLINE_LIAISON, world.county)
    referral = assess.referred(world, case)
    told = {"answer": "TAKEN", "opinion": "已按程序接收，另案办理", "by": liaison}
    referrals.answer(referral, **told, at=assess.LATER)
    told = {"kind": "REFER", "conditions": ["clues_listed"], "effect_until_on": YEAR_END}
    assess.serve(world, assess.decide(world, case, **told))
    type(case).objects.filter(pk=case.pk).update(state="CLOSED")
    cadre = case.cadre
    assert not Ban.objects.exists()

    assert queries.answer(cadre, "PROMOTION", legal_day(FAR)).answer == "NO"
    span = {"from_on": TODAY, "until_on": TODAY + timedelta(days=10)}
    Protection.objects.create(cadre=cadre, kind="INVESTIGATION", **span)
    assert queries.answer(cadre, "PROMOTION", legal_day(FAR)).answer == "YES"


@pytest.mark.parametrize(("answer", "said"), [("", "NO"), ("TAKEN", "NO"), ("BACK", "YES")])
def test_the_answer_is_no_from_the_referral_on(world, answer, said):
    case = training.case(world.campaign, world.unit, state="OPEN")
    referral = assess.referred(world, case)
    if answer:
        liaison = training.holder(Role.DISCIPLINE_LIAISON, world.county)
        told = {"answer": answer, "opinion": "已按程序研究，予以答复", "by": liaison}
        referrals.answer(referral, **told, at=assess.LATER)

    assert queries.answer(case.cadre, "AWARD", TODAY).answer == said


def test_bn_02_one_asks_by_name_within_ones_rights(world, served):
    cadre = served.case.cadre
    head = training.holder(Role.UNIT_HEAD, world.unit)
    other = training.holder(Role.UNIT_HEAD, training.unit(world.county))
    stranger = training.holder(Role.ORGANISATION_OFFICER, training.county())
    assert ask(head, cadre).answer == "UNTIL"

    for user in (other, stranger):
        refused("BN-02", ask, user, cadre)
    refused("BN-02", ask, head, cadre, name=cadre.name[:1])
    twin = training.case(world.campaign, world.unit).cadre
    Cadre.objects.filter(pk=twin.pk).update(name=cadre.name, born_on=date(1990, 1, 1))
    refused("BN-02", ask, head, cadre)
    assert ask(head, cadre, born_on=cadre.born_on).cadre == cadre


def test_nobody_asks_about_oneself_or_without_the_office(world, served):
    person = served.case.subject
    with pytest.raises(NotAllowed):
        ask(person, served.case.cadre)
    with pytest.raises(NotAllowed):
        ask(world.manager, served.case.cadre)
    assert not BanInquiry.objects.visible_to(world.admin).exists()


def test_bn_03_a_question_says_what_for(world, served):
    refused("BN-03", ask, world.admin, served.case.cadre, purpose="看看")


def test_bn_04_a_ban_is_lifted_with_a_reason_and_once(world, served):
    row = Ban.objects.get(outcome=served, kind="AWARD")
    told = {"reason": "抗洪抢险中表现突出，经研究解除", "by": world.admin, "at": assess.LATER}
    refused("BN-04", bans.lift, row, **told | {"reason": "好"})
    bans.lift(row, **told)

    refused("BN-04", bans.lift, row, **told)
    assert ask(world.admin, served.case.cadre).answer == "YES"


def test_an_appeal_that_wins_ends_bans_and_visits(world):
    outcome = removed(world, effect_until_on=YEAR_END)
    by = handler(world)
    assert Ban.objects.in_force(TODAY).filter(outcome=outcome).count() == 3

    decided(accepted(outcome, by), by)

    assert not Ban.objects.in_force(TODAY).exists()
    assert not FollowUp.objects.waiting().exists()


def test_visits_fall_due_after_the_months_of_the_scheme(served):
    rows = FollowUp.objects.filter(case=served.case).order_by("months")

    assert [(row.months, row.due_on) for row in rows] == [
        (n, add_months(TODAY, n)) for n in follow_queries.months(served.case.campaign)
    ]
    assert FollowUp.objects.late(add_months(TODAY, 1)).count() == 0
    assert FollowUp.objects.late(add_months(TODAY, 1) + timedelta(days=1)).count() == 1


def test_nobody_who_left_is_visited(world):
    outcome = removed(world)
    assert FollowUp.objects.filter(outcome=outcome).exists()

    case = assess.concluded(world, staff_kind="EMPLOYED").case
    told = {"conditions": ["employment_contract", "notice_30_days", "heard"]}
    told |= {"noticed_on": TODAY - timedelta(days=40), "kind": "TERMINATE"}
    left = assess.decide(world, case, effect_until_on=YEAR_END, **told)
    assess.serve(world, left)

    assert not FollowUp.objects.filter(outcome=left).exists()
    assert not Ban.objects.filter(outcome=left).exists()


@pytest.mark.parametrize(
    ("number", "change"),
    [
        ("FU-01", {"visited_on": TODAY + timedelta(days=1)}),
        ("FU-01", {"visited_on": TODAY - timedelta(days=1)}),
        ("FU-02", {"findings": "好"}),
        ("FU-03", {"own_words": " "}),
    ],
)
def test_fu_a_visit_is_told_whole(world, served, number, change):
    row = served.follow_ups.order_by("months").first()

    refused(number, followups.record, row, **VISIT | change, by=world.manager, at=assess.LATER)


def test_fu_02_findings_and_fu_03_own_words():
    assert not rules.findings_are_told.is_kept("好")
    assert not rules.own_words_are_heard.is_kept(" ")


def test_fu_01_a_visit_is_after_the_decision():
    assert not rules.visited_in_time_order.is_kept(TODAY, TODAY + timedelta(days=1), TODAY)


def test_fu_04_a_visit_is_written_down_once_and_stays(world, served):
    row = served.follow_ups.order_by("months").first()
    told = VISIT | {"by": world.manager, "at": assess.LATER}
    followups.record(row, **told)

    refused("FU-04", followups.record, row, **told)
    with pytest.raises(DatabaseError), transaction.atomic():
        FollowUp.objects.filter(pk=row.pk).update(findings="改了")
    with pytest.raises(NotAllowed):
        followups.record(row, **told | {"by": served.case.subject})


def test_fu_05_the_paper_comes_when_the_label_is_over_and_the_visits_are_done(world, served):
    refused("FU-05", followups.clear, served.case, by=world.admin, at=AFTER)
    for row in served.follow_ups.all():
        told = VISIT | {"by": world.manager, "at": FAR, "visited_on": row.due_on}
        followups.record(row, **told)
    refused("FU-05", followups.clear, served.case, by=world.admin, at=assess.LATER)
    assert Ban.objects.in_force(TODAY).filter(case=served.case, kind="LABEL").exists()

    note = followups.clear(served.case, by=world.admin, at=FAR)

    assert not Ban.objects.in_force(legal_day(FAR)).exists()
    assert (note.document.kind, note.document.number) == ("label_over", 1)
    with pytest.raises(StateConflict):
        followups.clear(served.case, by=world.admin, at=FAR)


def test_a_second_recall_is_linked_and_the_repeat_rule_proposes_only(world, served):
    first = served.case
    type(first).objects.filter(pk=first.pk).update(state="CLOSED")
    second = training.case(world.campaign, world.unit, state="PRACTICE")
    type(first).objects.filter(pk=second.pk).update(cadre=first.cadre_id)
    second = type(first).objects.get(pk=second.pk)
    assert [one.pk for one in follow_queries.earlier(second)] == [first.pk]

    assert follow_queries.repeat_proposal(second) == ""
    rule = "连续两次被退回且综合考核仍不合格的，提出辞退或者解聘建议"
    second.campaign.scheme_version.parameters = {"repeat_rule": rule}
    row = assess.opened(world, second)
    type(row).objects.filter(pk=row.pk).update(
        passed=False, total=40, comment="差", concluded_by=world.manager, concluded_at=FAR
    )

    assert follow_queries.repeat_proposal(second) == rule
    assert follow_queries.repeat_proposal(first) == ""
    assert not Outcome.objects.filter(case=second).exists()
