"""Dull rows, and nominations that have gone through the real acts up to a stage."""

import hashlib
from typing import Any
from uuid import uuid4

import factory

from accounts.enums import Role
from accounts.models import User
from core.dates import legal_day
from core.documents import storage
from core.documents.models import Document
from recall.enums import Conclusion, ExemptionQuestion, FindingResult, NominationState
from recall.models import Campaign, Case, Fact, Nomination, Round
from recall.services import campaigns, cases, decisions, hearings, nominations, verifications
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import PostFactory
from tests.factories.schemes import SCHEME as SCHEME
from tests.factories.schemes import GroundFactory as GroundFactory
from tests.factories.schemes import approved_version
from tests.factories.units import CountyFactory, UnitFactory
from tests.moments import (
    CLOSES_ON,
    DECIDED_AT,
    HEARD_AT,
    LAUNCHED_AT,
    NOTICE_ON,
    NOW,
    SERVED_AT,
    VERIFIED_AT,
    YESTERDAY,
)

NOT_EXCUSED = {question: ("NO", "") for question in ExemptionQuestion}
EXEMPT = {f"exempt_{question.lower()}": "NO" for question in ExemptionQuestion}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TOLD = "五月八日无故缺席全镇防汛值班，经两次电话催促仍未到岗。"


class CampaignFactory(factory.django.DjangoModelFactory):
    """A draft without rounds, grounds or units."""

    class Meta:
        model = Campaign

    county = factory.SubFactory(CountyFactory)
    title = factory.Sequence(lambda n: f"第{n}批次")
    scheme_version = factory.LazyAttribute(lambda one: approved_version(one.county))
    legal_profile = "in_force"
    practice_months = 3
    created_by = factory.SubFactory(UserFactory)
    created_at = LAUNCHED_AT


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round

    campaign = factory.SubFactory(CampaignFactory)
    number = factory.Sequence(lambda n: n + 1)
    notice_on = NOTICE_ON
    closes_on = CLOSES_ON


def draft_campaign(*units: Any, by: User, title: str = "草稿批", **changes: Any) -> Campaign:
    """Create a campaign of one round for the units, ready to be launched."""
    version = changes.pop("version", None) or approved_version(units[0].county)
    at = LAUNCHED_AT
    row = campaigns.create(units[0].county, version=version, title=title, by=by, at=at, **changes)
    campaigns.add_round(row, notice_on=NOTICE_ON, closes_on=CLOSES_ON, by=by, at=at)
    campaigns.require_units(row, units=list(units), by=by, at=at)
    return row


def open_campaign(*units: Any, **changes: Any) -> Campaign:
    """Create a campaign of one round and launch it for the units (one new unit if none)."""
    units = units or (UnitFactory(),)
    admin = holder(Role.COUNTY_ADMIN, units[0].county)
    row = draft_campaign(*units, by=admin, **{"title": "首批"} | changes)
    return campaigns.launch(row, by=admin, at=LAUNCHED_AT)


def draft_nomination(
    campaign: Campaign | None = None, *, cadre: Any = None, clerk: User | None = None
) -> Nomination:
    """Let a clerk begin a nomination of a person of the campaign's first unit."""
    if campaign is None:
        campaign = open_campaign(*([cadre.unit] if cadre else []))
    unit = cadre.unit if cadre else campaign.campaign_units.order_by("pk").first().unit
    cadre = cadre or PostFactory(cadre__unit=unit).cadre
    return nominations.draft(
        unit,
        cadre=cadre,
        round_=campaign.rounds.order_by("number").first(),
        token=uuid4(),
        by=clerk or holder(Role.UNIT_CLERK, unit),
        at=NOW,
    )


def put_fact(nomination: Nomination, *, text: str = TOLD, ground: Any = None) -> Fact:
    """Let the clerk write a fact without evidence."""
    by = nomination.drafted_by
    ground = ground or nomination.campaign.campaign_grounds.order_by("pk").first().ground
    return nominations.put_fact(
        nomination, ground=ground, happened_on=YESTERDAY, text=text, by=by, at=NOW
    )


def put_opinion(nomination: Nomination) -> None:
    """Let the clerk write a quorate opinion of the unit."""
    nominations.put_opinion(
        nomination,
        held_on=YESTERDAY,
        due_count=7,
        present_count=6,
        agree_count=5,
        text="经集体研究，同意推荐召回。",
        by=nomination.drafted_by,
        at=NOW,
    )


def complete_nomination(campaign: Campaign | None = None, **people: Any) -> Nomination:
    """A draft with one fact, one file on it and the unit's opinion."""
    row = draft_nomination(campaign, **people)
    fact = put_fact(row)
    nominations.attach(row, fact=fact, content=PDF, title="值班记录.pdf", by=row.drafted_by, at=NOW)
    put_opinion(row)
    return Nomination.objects.get(pk=row.pk)


def submitted_nomination(campaign: Campaign | None = None, **people: Any) -> Nomination:
    """Sent to the department by the head of the unit."""
    row = complete_nomination(campaign, **people)
    return nominations.submit(row, by=holder(Role.UNIT_HEAD, row.unit), at=NOW)


def findings(nomination: Nomination, result: str = FindingResult.PROVED) -> dict[int, Any]:
    """Answer one and the same finding for every fact."""
    return {pk: (result, "见值班记录") for pk in nomination.facts.values_list("pk", flat=True)}


def conclude(nomination: Nomination, conclusion: str = Conclusion.MATCHED, **given: Any) -> Any:
    """Let a verifier (a new one if none is given) find every fact proved and conclude."""
    by = given.pop("by", None) or holder(Role.VERIFIER, nomination.county)
    remarks = {"facts": "请补充时间"} if conclusion == Conclusion.SENT_BACK else None
    values = {
        "findings": findings(nomination),
        "opinion": "情况属实",
        "remarks": remarks,
        "exemption": {} if remarks else NOT_EXCUSED,
        "at": VERIFIED_AT,
    }
    return verifications.conclude(nomination, conclusion=conclusion, by=by, **values | given)


def verified_nomination(campaign: Campaign | None = None, **people: Any) -> Nomination:
    """Found to match by one verifier, and told to the person."""
    return told(conclude(submitted_nomination(campaign, **people)))


def told(nomination: Nomination, **given: Any) -> Nomination:
    """Let an admin serve what is alleged on the day of the verification."""
    at = given.pop("at", VERIFIED_AT)
    values = {"manner": "IN_PERSON", "received_by": "本人", "served_on": legal_day(at), "at": at}
    by = given.pop("by", None) or holder(Role.COUNTY_ADMIN, nomination.county)
    hearings.tell(nomination, by=by, **values | given)
    return Nomination.objects.get(pk=nomination.pk)


def heard_nomination(campaign: Campaign | None = None, **people: Any) -> Nomination:
    """The person has replied."""
    row = verified_nomination(campaign, **people)
    verifications.reply(row, text="我愿意改正。", by=row.subject, at=HEARD_AT)
    return Nomination.objects.get(pk=row.pk)


def decide(nomination: Nomination, *, is_approved: bool = True, **given: Any) -> Nomination:
    """Let a decider record a meeting of three of three people, two of them with an account."""
    by = given.pop("by", None) or holder(Role.DECIDER, nomination.county)
    votes = (3, 0, 0) if is_approved else (0, 3, 0)
    values = {
        "meeting": "部务会",
        "held_on": legal_day(DECIDED_AT),
        "due_count": 3,
        "members": [by, holder(Role.DECIDER, nomination.county)],
        "others": ["王某"],
        "agree_count": votes[0],
        "disagree_count": votes[1],
        "defer_count": votes[2],
        "opinion": "同意召回" if is_approved else "不予召回",
        "at": DECIDED_AT,
    }
    return decisions.decide(nomination, is_approved=is_approved, by=by, **values | given)


def approved_nomination(campaign: Campaign | None = None, **people: Any) -> Nomination:
    """Decided upon, with its case open and its notice asked for."""
    return decide(heard_nomination(campaign, **people))


def printed(document: Document) -> Document:
    """Put a document in the state in which the worker leaves it, with a tiny file."""
    facts = {"file": storage.write(document, PDF), "byte_count": len(PDF)}
    digest = hashlib.sha256(PDF).hexdigest()
    Document.objects.filter(pk=document.pk).update(
        state="READY", sha256=digest, ready_at=DECIDED_AT, **facts
    )
    return Document.objects.get(pk=document.pk)


def print_notice(case: Case) -> Document:
    return printed(case.notice)


def print_papers(case: Case) -> None:
    """Print what was told before the decision and why it was taken; the notice is not of them."""
    printed(case.nomination.allegation.document)
    printed(case.nomination.sheet.document)


def open_case(campaign: Campaign | None = None, **people: Any) -> Case:
    """A case whose notice is not printed yet."""
    return Case.objects.get(nomination=approved_nomination(campaign, **people))


def served_case(campaign: Campaign | None = None, **people: Any) -> Case:
    """A case whose notice is in the person's hands."""
    case = open_case(campaign, **people)
    print_notice(case)
    print_papers(case)
    return cases.serve(
        Case.objects.get(pk=case.pk),
        served_on=legal_day(SERVED_AT),
        manner="IN_PERSON",
        received_by=case.cadre.name,
        by=holder(Role.COUNTY_ADMIN, case.county),
        at=SERVED_AT,
    )


STAGES = {
    NominationState.DRAFT: complete_nomination,
    NominationState.SUBMITTED: submitted_nomination,
    NominationState.VERIFIED: verified_nomination,
    NominationState.HEARD: heard_nomination,
    NominationState.APPROVED: approved_nomination,
}
