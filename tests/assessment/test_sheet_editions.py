"""“为什么是我” in editions: money by date, days of the procedure, reasons of the outcome."""

import json
from dataclasses import replace
from datetime import date

import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from assessment.enums import Consequence
from assessment.models import Outcome
from assessment.queries import consequences
from assessment.services import outcome_sheets, outcomes
from core.audit.models import Entry
from core.dates import cn, legal_day
from core.documents.models import Document
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import ReasonReading, ReasonSheet
from recall.services import reason_dates, reasons
from tests.factories import assessment as assess
from tests.factories import training as make
from tests.factories.accounts import holder
from tests.factories.appeals import filed, removed
from tests.factories.recall import PDF, approved_nomination, heard_nomination, printed, served_case
from training.services import postings

pytestmark = pytest.mark.django_db
PAID = {"pay_on": True, "pay_what": "停发绩效奖励", "pay_monthly": 500}
NAMED = {"pay_basis": "某办法第九条", "pay_approver": "县委常委会"}


@pytest.fixture
def outcome(world):
    return assess.decide(world, assess.concluded(world).case)


def known(nomination):
    """Let a made nomination have gone through its hands: the person is told from then on."""
    hands = {"submitted_by": make.user(), "submitted_at": make.NOW, "verified_at": make.NOW}
    rows = type(nomination).objects.filter(pk=nomination.pk)
    rows.update(**hands, verified_by=make.user())


def told(nomination):
    """Answer the newest sheet as it was frozen."""
    return ReasonSheet.objects.filter(nomination=nomination).newest().document.snapshot


def days(sheet):
    return {one["what"]: (one["on"], one["note"]) for one in sheet["steps"]}


def test_recall_tells_money_by_date_with_amount_basis_and_approver():
    campaign = heard_nomination().campaign
    version = campaign.scheme_version
    given = version.parameters | PAID | NAMED
    with pgtrigger.ignore("schemes.SchemeVersion:fixed_after_drafting"):
        type(version).objects.filter(pk=version.pk).update(parameters=given)

    campaign = type(campaign).objects.get(pk=campaign.pk)
    nomination = approved_nomination(campaign)
    rows, day = told(nomination)["money"], legal_day(nomination.decision.at)

    months = [one for one in consequences.of_recall(campaign, on=day) if one.what == "停发绩效奖励"]
    (paid,) = (one for one in rows if one["what"] == "停发绩效奖励")
    assert len(months) > 1
    assert (paid["from"], paid["until"]) == (cn(months[0].from_on), cn(months[-1].until_on))
    assert (paid["basis"], paid["approver"]) == ("某办法第九条", "县委常委会")
    total = sum(one.fen for one in months) // 100
    assert paid["amount"] == f"每月少得500.00元，{len(months)}个月共少得{total}.00元"


def test_months_of_another_amount_or_with_a_gap_between_are_told_apart(monkeypatch):
    march = (date(2026, 3, 1), date(2026, 3, 31))
    month = consequences.Line(Consequence.MONEY, "停发", *march, "某条", "县委", fen=500)
    april = replace(month, from_on=date(2026, 4, 1), until_on=date(2026, 4, 30))
    may = replace(month, from_on=date(2026, 5, 1), until_on=date(2026, 5, 31))

    def said(*rows):
        monkeypatch.setattr(consequences, "of_recall", lambda campaign, on: rows)
        lines = outcome_sheets.calendar(None, march[0])["money"]
        return [(one["from"], one["until"], one["amount"]) for one in lines]

    assert said(month, april, may) == [
        ("2026年3月1日", "2026年5月31日", "每月少得5.00元，3个月共少得15.00元")
    ]
    assert len(said(month, replace(april, fen=600))) == len(said(month, may)) == 2
    assert said(replace(month, fen=None), replace(april, fen=None)) == [
        ("2026年3月1日", "2026年4月30日", "金额未列明")
    ]


def test_recall_without_basis_says_that_pay_goes_on():
    rows = told(approved_nomination())["money"]

    assert [one["what"] for one in rows] == ["工资津贴照发", "培训费用由公款承担"]
    assert {one["amount"] for one in rows} == {""}


def test_recall_tells_the_days_of_the_procedure():
    nomination = approved_nomination()

    sheet = told(nomination)

    found = days(sheet)
    assert found["提名报送"][0] == cn(legal_day(nomination.submitted_at))
    assert "签收" in found["告知书送达"][1]
    assert found["陈述申辩"][0] == cn(legal_day(nomination.statement.at))
    assert found["集体研究"][0] == cn(nomination.decision.held_on)
    assert found["召回通知书送达"][0] == ""
    assert found["对召回提出异议的末日"][0] == sheet["remedy"]["last_day"]
    found = [one["what"] for one in sheet["steps"]].count("核实")
    assert found == nomination.verifications.count() > 0


def test_outcome_of_past_practice_names_its_basis_and_leaves_no_empty_brackets():
    world = make.world(legal_profile="as_practised")
    row = assess.decide(world, assess.concluded(world).case, kind="STANDBY", conditions=[])

    assert told(row.case.nomination)["outcome"]["basis"] == ["当时的召回办法"]
    row.route = ""  # nobody to go to
    assert "（）" not in "".join(outcome_sheets._next(row))
    assert outcome_sheets._steps(row)[-1]["note"] == "自送达之日起算"


def test_a_later_edition_tells_the_receipt_and_the_last_day_it_made():
    case = served_case()
    reasons.make(case.nomination, by=case.opened_by, at=case.receipt.served_at)

    found = days(told(case.nomination))

    assert found["召回通知书送达"] == (
        cn(case.receipt.served_on),
        f"本人签收，签收人：{case.cadre.name}",
    )
    assert found["对召回提出异议的末日"][0] == cn(case.receipt.objection_until_on)
    assert list(case.nomination.sheets.order_by("edition").values_list("edition", flat=True)) == [
        1,
        2,
    ]


def test_outcome_makes_an_edition_with_its_reasons_and_no_name_of_a_hand(world, outcome):
    sheet = told(outcome.case.nomination)

    said = sheet["outcome"]
    assert (said["kind"], said["reason"], said["agree"]) == ("返回原岗位", "综合考核合格", 5)
    assert said["conditions"]
    assert "复岗通知书送达您本人" in sheet["next"][0]
    assert days(sheet)["研究决定处理结果"][0] == cn(outcome.held_on)
    assert days(sheet)["结果文书送达"][0] == ""
    text = json.dumps(sheet, ensure_ascii=False)
    assert [one.name for one in (world.decider, world.manager) if one.name in text] == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "本人签收，签收人：本人"),
        ({"received_by": "", "note": "拒绝签收，见证人：王某"}, "没有签收：拒绝签收，见证人：王某"),
    ],
)
def test_serving_makes_no_edition_and_its_days_stand_on_every_page(client, world, given, said):
    asked = {"kind": "REMOVE", "conditions": ["unfit_found", "heard"], "reason": "考核不合格"}
    person = {"staff_kind": "CIVIL_SERVANT", "is_leading": True}
    outcome = assess.decide(world, assess.concluded(world, **person).case, **asked)
    case, receipt = outcome.case, assess.serve(world, outcome, **given)
    known(case.nomination)
    row = filed(outcome)
    pages = (
        (case.subject, "recall:own-reasons", case.nomination_id),
        (holder(Role.VERIFIER, case.county), "recall:reasons", case.nomination_id),
        (holder(Role.APPEAL_HANDLER, case.county), "assessment:appeal-sheet", row.pk),
    )

    assert days(told(case.nomination))["结果文书送达"][0] == ""
    assert case.nomination.sheets.count() == 1
    for user, name, pk in pages:
        client.force_login(user)
        page = client.get(reverse(name, args=[pk])).content.decode()
        for words in (said, cn(receipt.served_on), cn(receipt.remedy_until_on)):
            assert words in page, name


def test_a_sheet_of_before_that_tells_the_serving_is_not_added_to(world, outcome):
    assess.serve(world, outcome)
    sheet = told(outcome.case.nomination)
    assert [one["what"] for one in reason_dates.since(outcome.case.nomination, sheet)] == [
        "结果文书送达",
        "对处理结果的救济末日",
    ]

    for one in sheet["steps"]:
        one["on"] = one["on"] or cn(assess.LATER.date())

    assert reason_dates.since(outcome.case.nomination, sheet) == []


def test_person_department_and_appeal_body_read_the_newest_edition(client, world, media):
    outcome = removed(world)
    case = outcome.case
    known(case.nomination)
    row = filed(outcome)
    document = printed(case.nomination.sheet.document)
    handler = holder(Role.APPEAL_HANDLER, case.county)
    read = (
        (case.subject, "recall:own-reasons", case.nomination_id),
        (holder(Role.VERIFIER, case.county), "recall:reasons", case.nomination_id),
        (handler, "assessment:appeal-sheet", row.pk),
    )
    for user, name, pk in read:
        client.force_login(user)
        page = client.get(reverse(name, args=[pk])).content.decode()
        file = client.get(reverse(f"{name}-file", args=[pk]))
        assert b"".join(file.streaming_content) == PDF
        for words in (document.sha256, "处理结果的理由", "签收人：本人", "经济影响"):
            assert words in page


def test_recall_tells_class_and_practice_by_date_until_the_outcome_tells_how_they_were():
    first = told(approved_nomination())

    assert [one["what"] for one in first["planned"]][:2] == ["第1轮集中学习", "第1轮实践锻炼"]
    assert all(one["from"] and one["until"] for one in first["planned"])


def test_outcome_tells_class_and_practice_as_they_were(world):
    held = make.planned_class(world)
    case = make.case(world.campaign, world.unit, state="TRAINING")
    case.enrolments.create(training_class=held, enrolled_by=world.manager, enrolled_at=make.NOW)
    posting = make.posting(world, case)
    ended = {"finished_on": posting.until_on, "opinion": "踏实", "at": assess.LATER}
    postings.finish(posting, by=world.mentor, **ended)
    assess.decide(world, assess.concluded(world, posting.case).case)

    sheet = told(case.nomination)

    found = days(sheet)
    assert sheet["planned"] == []
    assert found["集中学习"] == (cn(held.opens_on), f"至{cn(held.closes_on)}，{held.title}")
    assert found["实践锻炼"][0] == cn(posting.from_on)
    assert world.host.name in found["实践锻炼"][1]


def test_person_acknowledges_the_edition_that_they_read(client, outcome):
    nomination = outcome.case.nomination
    known(nomination)
    client.force_login(nomination.subject)
    page = reverse("recall:own-reasons", args=[nomination.pk])
    edition = nomination.sheet.edition
    assert "我已阅读本说明" in client.get(page).content.decode()

    assert client.post(page, {"edition": edition}).status_code == 302
    assert client.post(page, {"edition": edition}).status_code == 409

    row = ReasonReading.objects.get()
    assert (row.by, row.sheet) == (nomination.subject, nomination.sheet)
    assert Entry.objects.get(act="acknowledge_reasons").by == nomination.subject
    shown = client.get(page).content.decode()
    assert "阅知本版" in shown
    assert "我已阅读本说明" not in shown


def test_an_edition_that_is_not_the_newest_is_not_acknowledged(world, outcome):
    nomination = outcome.case.nomination
    before = nomination.sheet.edition
    reasons.make(nomination, by=world.decider, at=assess.LATER)

    with pytest.raises(StateConflict, match="新的一版"):
        reasons.acknowledge(nomination, edition=before, by=nomination.subject, at=assess.LATER)


def test_nobody_else_says_that_the_person_read_it(world, outcome):
    nomination = outcome.case.nomination
    edition = nomination.sheet.edition

    with pytest.raises(NotAllowed, match="只有本人"):
        reasons.acknowledge(nomination, edition=edition, by=world.decider, at=assess.LATER)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReasonReading.objects.create(sheet=nomination.sheet, by=world.decider, at=assess.LATER)


def test_the_next_edition_and_the_appeal_body_read_the_acknowledgement(client, world):
    outcome = removed(world)
    nomination = outcome.case.nomination
    edition = nomination.sheet.edition
    told_on = {"by": nomination.subject, "at": assess.LATER}
    reasons.acknowledge(nomination, edition=edition, **told_on)
    reasons.make(nomination, by=world.decider, at=assess.LATER)

    assert days(told(nomination))[f"本人阅知第{edition}版说明"][0] == cn(legal_day(assess.LATER))
    row = filed(outcome)
    client.force_login(holder(Role.APPEAL_HANDLER, outcome.case.county))
    page = client.get(reverse("assessment:appeal-sheet", args=[row.pk])).content.decode()
    assert f"本人阅知第{edition}版说明" in page
    assert "本人还没有登记阅知本版" in page


def test_case_is_not_carried_out_before_every_edition_is_printed(world, outcome):
    assess.serve(world, outcome)
    assess.file_away(world, outcome.case)
    newest = outcome.case.nomination.sheet.document
    blank = {"state": "FAILED", "file": "", "sha256": "", "ready_at": None, "byte_count": 0}
    Document.objects.filter(pk=newest.pk).update(**blank)

    with pytest.raises(RegulationBroken, match="VL-01"):
        outcomes.carry_out(Outcome.objects.get(), by=world.manager, at=assess.LATER)
    printed(newest)
    outcomes.carry_out(Outcome.objects.get(), by=world.manager, at=assess.LATER)
