"""Two verifiers differ: a written record settles it, named fact by fact, by a third hand."""

from types import SimpleNamespace

import pgtrigger
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.enums import Role
from assessment.queries.volumes import recalled
from core.audit.models import Entry
from core.documents import rendering
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.enums import Conclusion, ExemptionQuestion, FindingResult
from recall.models import Nomination, SettledFact, Settlement
from recall.queries import meetings as asked
from recall.queries import papers as minutes
from recall.queries import reasons
from recall.regulations import settlements as rules
from recall.services import (
    decisions,
    meetings,
    nominations,
    papers,
    reason_papers,
    results,
    verifications,
)
from recall.services.settlements import Ruling
from tests.factories.accounts import grant, holder
from tests.factories.evidence import raised_signal
from tests.factories.meetings import item_of, opened, vote
from tests.factories.recall import (
    PDF,
    complete_nomination,
    conclude,
    decide,
    findings,
    open_campaign,
    put_fact,
    submitted_nomination,
    told,
)
from tests.factories.reminders import issued, served
from tests.factories.settlements import WHY, disputed, settle
from tests.moments import DECIDED_AT, NOW, TODAY, VERIFIED_AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def nomination():
    return disputed()


@pytest.fixture
def fact(nomination):
    return nomination.facts.get()


def again(row):
    return Nomination.objects.get(pk=row.pk)


def refused(code, row, **given):
    with pytest.raises(RegulationBroken) as error:
        settle(row, **given)
    assert error.value.number == code
    assert not Settlement.objects.exists()


def test_settle_moves_on_with_its_own_step_and_keeps_both_findings(nomination):
    admin = holder(Role.COUNTY_ADMIN, nomination.county)

    row = settle(nomination, by=admin)

    moved = again(nomination)
    assert (moved.state, moved.verified_by, str(row)) == ("VERIFIED", admin, "符合召回情形")
    assert moved.steps.latest("pk").move == "settle_matched"
    assert moved.verifications.count() == 2
    told = row.facts.get()
    assert (str(told), told.record) == ("属实", "证明材料“值班记录.pdf”（2018年5月10日）")
    assert told.snapshot["sha256"] == told.evidence.file.sha256
    assert Entry.objects.filter(act="settle_by_record", row_id=nomination.pk).count() == 1


def test_settle_as_not_matched_ends_it_and_its_sheet_tells_the_record(nomination, fact):
    ruling = Ruling("NOT_PROVED", f"EVIDENCE-{fact.evidence.get().pk}", WHY)

    settle(nomination, conclusion=Conclusion.NOT_MATCHED, rulings={fact.pk: ruling})

    assert again(nomination).state == "REJECTED"
    told = reason_papers.snapshot(reasons.reasons(nomination.pk), on=TODAY)
    assert told["settled"]["conclusion"] == "不符合召回情形"
    assert told["facts"][0]["settled"]["result"] == "不属实"
    assert told["facts"][0]["settled"]["why"] == WHY


def test_settle_by_a_signal_or_a_served_reminder(nomination, fact):
    reminder = served(issued(nomination.cadre))
    ruling = Ruling("PROVED", f"REMINDER-{reminder.pk}", WHY)

    settle(nomination, rulings={fact.pk: ruling})

    told = SettledFact.objects.get()
    assert (told.reminder, told.snapshot["said"]) == (reminder, reminder.facts)
    assert told.record.startswith("已送达的提醒（")


def test_vr_01_two_have_concluded_and_one_matches_and_one_does_not():
    waiting = submitted_nomination(open_campaign(verifiers_needed=2))
    refused("VR-01", waiting)
    conclude(waiting)
    refused("VR-01", waiting)
    conclude(waiting, Conclusion.SENT_BACK)
    refused("VR-01", waiting)


def test_vr_02_what_is_seen_alike_but_judged_differently_asks_for_a_third(nomination):
    alike = submitted_nomination(nomination.campaign)
    conclude(alike)
    conclude(alike, Conclusion.NOT_MATCHED)
    refused("VR-02", alike)


def test_vr_02_whoever_was_excused_is_judged_by_a_third():
    excused = {question: ("YES", "县里先行试点，上级没有规定") for question in ExemptionQuestion}
    row = submitted_nomination(open_campaign(verifiers_needed=2))
    conclude(row)
    conclude(
        row,
        Conclusion.NOT_MATCHED,
        findings=findings(row, FindingResult.NOT_PROVED),
        exemption=excused,
    )
    refused("VR-02", row)


def test_vr_03_every_difference_names_a_record(nomination):
    refused("VR-03", nomination, rulings={})


def test_vr_04_only_what_a_verifier_found_can_be_chosen(nomination, fact):
    ruling = Ruling("PARTLY", f"EVIDENCE-{fact.evidence.get().pk}", WHY)
    refused("VR-04", nomination, rulings={fact.pk: ruling})


def test_vr_05_the_record_is_one_of_this_matter(nomination, fact):
    other = submitted_nomination(nomination.campaign).facts.get().evidence.get()
    for key in (f"EVIDENCE-{other.pk}", f"SIGNAL-{raised_signal().pk}", "", "EVIDENCE-x"):
        refused("VR-05", nomination, rulings={fact.pk: Ruling("PROVED", key, WHY)})


def test_vr_06_what_the_record_shows_is_told(nomination, fact):
    ruling = Ruling("PROVED", f"EVIDENCE-{fact.evidence.get().pk}", "看记录")
    refused("VR-06", nomination, rulings={fact.pk: ruling})
    assert rules.record_is_explained.is_kept(WHY)


def test_settle_as_a_match_with_nothing_proved_is_refused(nomination, fact):
    ruling = Ruling("NOT_PROVED", f"EVIDENCE-{fact.evidence.get().pk}", WHY)
    refused("RC-15", nomination, rulings={fact.pk: ruling})


def test_settle_by_a_verifier_of_it_the_nominator_or_a_stranger_is_refused(nomination):
    verifier = nomination.verifications.order_by("pk").first().by
    for user in (verifier, nomination.submitted_by):
        grant(user, Role.COUNTY_ADMIN, nomination.county)
    hands = [verifier, nomination.submitted_by, holder(Role.VERIFIER, nomination.county)]

    for user in hands:
        with pytest.raises(NotAllowed):
            settle(nomination, by=user)

    with pytest.raises(DatabaseError, match="interested hand"), transaction.atomic():
        Settlement.objects.create(
            nomination=nomination, submission=1, conclusion="MATCHED", by=verifier, at=VERIFIED_AT
        )


def test_settle_what_moved_on_or_changed_is_a_conflict(nomination):
    with pytest.raises(StateConflict, match="有改动"):
        settle(nomination, version=nomination.version - 1)
    settle(nomination)
    with pytest.raises(StateConflict, match="待听取申辩"):
        settle(nomination)


def test_whoever_settled_takes_no_part_in_the_decision(nomination):
    admin = holder(Role.COUNTY_ADMIN, nomination.county)
    grant(admin, Role.DECIDER, nomination.county)
    settle(nomination, by=admin)

    moved = again(nomination)
    assert admin.pk in decisions.interested_ids(moved)
    with pytest.raises(NotAllowed, match="核实人不得决定同一件"):
        decisions.permissions.decide_nomination.check(admin, moved)


def test_page_shows_both_findings_and_the_records_to_the_admin_alone(client, nomination, fact):
    admin = holder(Role.COUNTY_ADMIN, nomination.county)
    client.force_login(admin)
    page = reverse("recall:nomination-settle", args=[nomination.pk])
    assert page in client.get(reverse("recall:nomination", args=[nomination.pk])).content.decode()
    told = client.get(page).content.decode()
    for row in nomination.verifications.all():
        assert row.by.name in told
    assert "值班记录.pdf" in told

    form = {
        "version": nomination.version,
        f"result_{fact.pk}": "PROVED",
        f"record_{fact.pk}": f"EVIDENCE-{fact.evidence.get().pk}",
        f"why_{fact.pk}": WHY,
        "conclusion": "MATCHED",
        "opinion": "按值班记录认定",
    }
    assert client.post(page, form | {f"record_{fact.pk}": "EVIDENCE-0"}).status_code == 422
    assert client.post(page, form).status_code == 302
    after = client.get(reverse("recall:nomination", args=[nomination.pk])).content.decode()
    assert WHY in after
    assert client.get(page).status_code == 200

    client.force_login(holder(Role.VERIFIER, nomination.county))
    assert client.get(page).status_code == 404


def test_page_says_why_a_difference_of_judgement_cannot_be_settled(client, nomination):
    alike = submitted_nomination(nomination.campaign)
    conclude(alike)
    conclude(alike, Conclusion.NOT_MATCHED)
    client.force_login(holder(Role.COUNTY_ADMIN, alike.county))

    told = client.get(reverse("recall:nomination-settle", args=[alike.pk])).content.decode()

    assert "请第三名核实人核实" in told


def two_facts(*found):
    """Let verifiers agree that it matches; each finds two facts as it is told."""
    row = complete_nomination(open_campaign(verifiers_needed=2))
    nominations.attach(
        row,
        fact=put_fact(row),
        content=PDF,
        title="巡查记录.pdf",
        by=row.drafted_by,
        at=NOW,
    )
    row = nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)
    pks = list(row.facts.order_by("pk").values_list("pk", flat=True))
    for said in found:
        conclude(row, findings={pk: (one, "见记录") for pk, one in zip(pks, said, strict=True)})
    return again(row)


def test_minutes_tell_what_most_found_whoever_was_last():
    row = two_facts(("PROVED", "PROVED"), ("PROVED", "NOT_PROVED"), ("NOT_PROVED", "PROVED"))
    row = told(row)
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    meeting = opened(again(row))
    snapshot = minutes.snapshot(meeting, on=TODAY)

    assert [one["finding"] for one in snapshot["items"][0]["facts"]] == ["属实", "属实"]


def stated(conclusion, found):
    """Answer a verification that is not stored, with a finding for each fact id."""
    told_of = [SimpleNamespace(fact_id=pk, result=result) for pk, result in found.items()]
    return SimpleNamespace(conclusion=conclusion, findings=SimpleNamespace(all=lambda: told_of))


def ruled(row, result):
    """Answer the ruling on the second fact by its own file."""
    fact = row.facts.order_by("pk").last()
    return {fact.pk: Ruling(result, f"EVIDENCE-{fact.evidence.get().pk}", WHY)}


def test_match_on_which_all_agree_waits_while_a_fact_is_seen_differently(client):
    row = two_facts(("PROVED", "PROVED"), ("PROVED", "NOT_PROVED"))

    assert row.state == "SUBMITTED"
    with pytest.raises(RegulationBroken) as error:
        told(row)
    assert error.value.number == "HR-21"
    client.force_login(holder(Role.COUNTY_ADMIN, row.county))
    page = reverse("recall:nomination-settle", args=[row.pk])
    assert page in client.get(reverse("recall:nomination", args=[row.pk])).content.decode()
    assert "分歧 1" in client.get(page).content.decode()


@pytest.mark.parametrize(
    "found",
    [
        (("PROVED", "PROVED"), ("PROVED", "NOT_PROVED")),
        (("PROVED", "NOT_PROVED"), ("PROVED", "PROVED")),
    ],
)
def test_fact_that_a_record_settles_as_not_proved_is_in_no_paper_whoever_clicked_first(found):
    row = two_facts(*found)
    settle(row, rulings=ruled(row, "NOT_PROVED"))
    row = told(again(row))
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    row = decide(again(row))

    for document in (row.allegation.document, row.case.notice):
        assert len(document.snapshot["facts"]) == 1


def test_notice_tells_what_the_record_settled_and_not_what_the_matched_verifier_found():
    row = two_facts(("PROVED", "NOT_PROVED"))
    first, second = row.facts.order_by("pk").values_list("pk", flat=True)
    found = {first: ("NOT_PROVED", "见记录"), second: ("PROVED", "见记录")}
    conclude(row, Conclusion.NOT_MATCHED, findings=found)
    settle(again(row))  # both by their files, as proved
    row = told(again(row))
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    row = decide(again(row))

    for document in (row.allegation.document, row.case.notice):
        assert len(document.snapshot["facts"]) == 2
    assert [one["finding"] for one in row.case.notice.snapshot["facts"]] == ["属实", "属实"]


def test_third_settles_a_fact_on_which_two_differ():
    row = two_facts(("PROVED", "PROVED"), ("PROVED", "NOT_PROVED"), ("PROVED", "NOT_PROVED"))

    assert row.state == "VERIFIED"
    found = reasons.results(reasons.concluded(row), None)
    assert sorted(found.values()) == ["NOT_PROVED", "PROVED"]


def test_match_waits_where_each_rests_it_on_another_fact_and_none_would_stand():
    no, yes, part = FindingResult.NOT_PROVED, FindingResult.PROVED, FindingResult.PARTLY
    found = [
        {1: yes, 2: no, 3: no},
        {1: no, 2: yes, 3: no},
        {1: no, 2: no, 3: part},
    ]
    rows = [stated(Conclusion.MATCHED, told_of) for told_of in found]

    assert set(reasons.results(rows, None).values()) == {FindingResult.NOT_PROVED}
    assert reasons.at_variance(rows, 2) == {1, 2, 3}
    assert rules.two_differ.is_kept(rows, 2)


@pytest.mark.parametrize(
    ("found", "result"),
    [
        (["PROVED", "NOT_PROVED"], "PROVED"),
        (["NOT_PROVED", "PROVED"], "PROVED"),
        (["PROVED", "PARTLY"], "PARTLY"),
        (["NOT_PROVED", "NOT_PROVED"], "NOT_PROVED"),
        (["NOT_PROVED", "PROVED", "NOT_PROVED"], "NOT_PROVED"),
    ],
)
def test_fact_on_which_two_are_even_stands_in_whatever_order(found, result):
    row = two_facts(*[("PROVED", one) for one in found])
    assert list(reasons.results(reasons.concluded(row), None).values()) == ["PROVED", result]


def test_vr_07_a_match_on_which_all_agree_stays_a_match():
    row = two_facts(("PROVED", "PROVED"), ("PROVED", "NOT_PROVED"))
    refused("VR-07", row, rulings=ruled(row, "NOT_PROVED"), conclusion=Conclusion.NOT_MATCHED)
    assert rules.agreed_match_stands.is_kept(
        Conclusion.NOT_MATCHED, reasons.concluded(row), {"NOT_PROVED"}
    )


def test_meeting_reads_a_settlement_and_its_minutes_keep_it(nomination, client):
    before = asked.digest(nomination)
    settle(nomination)
    assert asked.digest(again(nomination)) != before
    row = told(again(nomination))
    verifications.waive(row, text="不申辩", by=row.subject, at=DECIDED_AT)
    meeting = opened(again(row))
    client.force_login(meeting.keeper)

    room = client.get(reverse("recall:meeting-room", args=[meeting.pk])).content.decode()
    vote(item_of(meeting))
    meeting = meetings.close_meeting(meeting, by=meeting.keeper, at=DECIDED_AT)
    meeting = results.apply_meeting(meeting, by=meeting.keeper, at=DECIDED_AT)
    paper = papers.request_paper(meeting, kind="MINUTES", by=meeting.keeper, at=DECIDED_AT)

    record = "证明材料“值班记录.pdf”（2018年5月10日）"
    assert room.count("认定不一致，按记录认定") == 1
    assert record in room
    fact = paper.document.snapshot["items"][0]["facts"][0]
    assert (fact["settled"], fact["record"], fact["why"]) == ("属实", record, WHY)
    assert "按记录认定：属实" in rendering.html(paper.document)
    sheet = recalled.verifications(again(row).case)[-1].sheet
    assert sheet.tables[0]["rows"][0][1:] == ["属实", record, WHY]


def test_hash_of_a_settled_nomination_tells_one_settlement_from_another(nomination):
    settle(nomination)
    row = again(nomination)
    one = row.settlements.get()
    told_of = [asked.digest(row)]
    for change in ({"opinion": "另一意见"}, {"conclusion": "NOT_MATCHED"}):
        with pgtrigger.ignore():
            Settlement.objects.filter(pk=one.pk).update(**change)
        told_of.append(asked.digest(again(row)))

    assert len(set(told_of)) == 3
