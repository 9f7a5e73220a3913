"""“为什么是我”: made by the decision, one text for page and paper, no name but the person's."""

import json
from dataclasses import replace

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Case, Nomination, ReasonSheet
from recall.queries import reasons as queries
from recall.services import nominations, notices, reason_papers, reasons, verifications
from tests.factories.accounts import holder
from tests.factories.recall import (
    NOT_EXCUSED,
    PDF,
    approved_nomination,
    complete_nomination,
    conclude,
    decide,
    heard_nomination,
    open_campaign,
    printed,
    put_fact,
    served_case,
    submitted_nomination,
    verified_nomination,
)
from tests.factories.recall import told as serve_allegation
from tests.moments import DECIDED_AT, NOW

pytestmark = pytest.mark.django_db
DAY = DECIDED_AT.date()


def at(name, row):
    return reverse(f"recall:{name}", args=[row.pk])


def told(row):
    return ReasonSheet.objects.get(nomination=row).document.snapshot


def forget(row):
    """Take the sheet away, as if the decision were older than the sheets."""
    with pgtrigger.ignore("recall.ReasonSheet:append_only"):
        ReasonSheet.objects.filter(nomination=row).delete()
    return Nomination.objects.get(pk=row.pk)


@pytest.mark.parametrize("is_approved", [True, False])
def test_decision_makes_the_sheet_with_all_that_was_weighed(is_approved):
    row = decide(heard_nomination(), is_approved=is_approved)

    sheet = told(row)

    assert sheet["is_recalled"] is is_approved
    assert sheet["scheme"]["version"] == "1"
    assert sheet["facts"][0]["evidence"] == ["值班记录.pdf"]
    assert [one["result"] for one in sheet["facts"][0]["findings"]] == ["属实"]
    assert sheet["opinion"] == {"held_on": "2018年5月9日", "due": 7, "present": 6, "agree": 5}
    assert sheet["statement"]["text"] == "我愿意改正。"
    assert sheet["decision"]["present"] == 3
    assert (sheet["decision"]["quorum"], sheet["decision"]["needed"]) == (2, 2)
    assert len(sheet["exemption"]) == 3
    assert bool(sheet["remedy"]) is is_approved


PAID = {"pay_on": True, "pay_what": "停发绩效奖励", "pay_monthly": 500}
FEE = {"fee_on": True, "fee": 350}
NAMED = {"pay_basis": "某办法第九条", "pay_approver": "县委常委会"}
UNTOUCHED = "其间人事、工资关系不变"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, [UNTOUCHED]),
        (NAMED, [UNTOUCHED]),
        (PAID | FEE, [UNTOUCHED]),  # without basis and approver nothing is taken
        (
            PAID | FEE | NAMED,
            ["其间人事关系不变", "停发绩效奖励，每月不超过500元", "本人承担培训费用，不超过350元"],
        ),
        (PAID | NAMED, ["其间人事关系不变", "依据某办法第九条，由县委常委会批准"]),
        (FEE | NAMED, [UNTOUCHED, "本人承担培训费用"]),
        ({"pay_on": True, **NAMED}, ["其间人事关系不变", "少发待遇"]),
    ],
)
def test_sheet_and_notice_say_of_pay_what_the_scheme_says(given, said):
    version = heard_nomination().campaign.scheme_version
    version.parameters = version.parameters | given
    row = approved_nomination()
    row.campaign.scheme_version = version
    asked = replace(queries.reasons(row.pk), nomination=row)

    sheet, notice = reason_papers.snapshot(asked, on=DAY), notices.snapshot(asked, on=DAY)

    for told in (sheet["next"][-1], notice["treatment"]):
        assert [words for words in said if words not in told] == []
        assert ("经济影响" in told) == (said != [UNTOUCHED])
        assert "工资关系不变" in told or given.get("pay_on")


def test_a_sheet_made_by_the_decision_says_that_pay_stays():
    assert told(approved_nomination())["next"][-1] == UNTOUCHED


def test_rejection_at_verification_makes_it_too():
    sheet = told(conclude(submitted_nomination(), "NOT_MATCHED"))

    assert sheet["decision"] == sheet["statement"] == sheet["remedy"] == {}
    assert "提名到此终止" in sheet["next"][0]


def test_both_verifiers_findings_stand_in_it_and_no_name_of_a_hand():
    row = submitted_nomination(open_campaign(verifiers_needed=2))
    conclude(row)
    row = conclude(row, exemption=NOT_EXCUSED)
    row = heard(row)
    decide(row)

    sheet = told(row)
    hands = [row.drafted_by, row.submitted_by, row.verified_by, row.sheet.issued_by]
    hands += [one.by for one in row.verifications.all()]
    names = {one.name for one in hands} | {one.name for one in row.decision.members.all()}

    assert [one["who"] for one in sheet["facts"][0]["findings"]] == ["核实人一", "核实人二"]
    assert not [name for name in names if name in json.dumps(sheet, ensure_ascii=False)]


def heard(row):
    row = serve_allegation(row)
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    return Nomination.objects.get(pk=row.pk)


def test_rs_01_nothing_is_told_before_it_is_decided():
    row = heard_nomination()
    with pytest.raises(RegulationBroken) as error:
        reasons.issue(row, by=holder(Role.DECIDER, row.county), at=DECIDED_AT)
    assert error.value.number == "RS-01"


def test_it_is_made_once_and_never_changes():
    row = approved_nomination()
    with pytest.raises(StateConflict):
        reasons.issue(row, by=holder(Role.DECIDER, row.county), at=DECIDED_AT)
    for act in (
        lambda: ReasonSheet.objects.update(issued_at=DECIDED_AT),
        lambda: ReasonSheet.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_unit_may_not_make_it():
    row = forget(approved_nomination())
    with pytest.raises(NotAllowed):
        reasons.issue(row, by=row.drafted_by, at=DECIDED_AT)


def queries_of(row):
    with CaptureQueriesContext(connection) as seen:
        queries.reasons(row.pk)
    return len(seen)


def test_one_fact_and_eight_facts_cost_the_same():
    small = approved_nomination()
    campaign = open_campaign()
    draft = complete_nomination(campaign)
    for n in range(7):
        fact = put_fact(draft)
        nominations.attach(
            draft,
            fact=fact,
            content=PDF + bytes([n]),
            title="记录.pdf",
            by=draft.drafted_by,
            at=NOW,
        )
    large = nominations.submit(
        Nomination.objects.get(pk=draft.pk), by=holder(Role.UNIT_HEAD, draft.unit), at=NOW
    )
    large = conclude(large, "NOT_MATCHED", at=NOW)

    assert queries_of(large) <= queries_of(small) <= 10


def test_person_and_department_read_the_same_and_download_the_same_bytes(client):
    row = approved_nomination()
    document = printed(row.sheet.document)
    pages = {}
    for user, name in (
        (row.subject, "own-reasons"),
        (holder(Role.VERIFIER, row.county), "reasons"),
    ):
        client.force_login(user)
        page = client.get(at(name, row)).content.decode()
        file = client.get(at(f"{name}-file", row))
        pages[name] = b"".join(file.streaming_content)
        assert document.sha256 in page
        assert told(row)["facts"][0]["text"] in page
        assert file["Cache-Control"] == "private, no-store"
        assert client.get(at(f"{name}-progress", row)).status_code == 286

    assert pages["own-reasons"] == pages["reasons"] == PDF


def test_page_says_the_last_day_that_serving_made(client):
    case = served_case()
    client.force_login(case.subject)

    page = client.get(at("own-reasons", case.nomination)).content.decode()

    assert "送达，末日" in page


def test_nobody_else_reads_it_and_the_person_only_their_own(client):
    row = approved_nomination()
    for user in (row.drafted_by, row.subject, verified_nomination().subject):
        client.force_login(user)
        assert client.get(at("reasons", row)).status_code == 404
    client.force_login(verified_nomination().subject)
    assert client.get(at("own-reasons", row)).status_code == 404
    client.force_login(holder(Role.VERIFIER, row.county))
    assert client.get(at("reasons-file", row)).status_code == 404


def test_older_decision_gets_its_sheet_by_one_press(client):
    row = forget(approved_nomination())
    decider = holder(Role.DECIDER, row.county)
    client.force_login(decider)

    before = client.get(at("reasons", row)).content.decode()
    sent = client.post(at("reasons", row))
    again = client.post(at("reasons", row))

    assert "生成说明书" in before
    assert (sent.status_code, again.status_code) == (302, 409)
    assert told(row)["facts"]
    assert at("reasons", row) in client.get(at("nomination", row)).content.decode()


def test_undecided_nomination_says_why_there_is_none(client):
    row = heard_nomination()
    client.force_login(holder(Role.DECIDER, row.county))

    page = client.get(at("reasons", row)).content.decode()

    assert "集体研究决定后，才能生成" in page
    assert client.post(at("reasons", row)).status_code == 422
    assert Case.objects.count() == 0
