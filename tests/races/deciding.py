"""Rounds of decisions that meet at a barrier, sent as people send them: over HTTP."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessment.models import Outcome
from assessment.queries import reading
from core.dates import legal_day
from core.documents.models import Document
from recall.models import Case, Decision, Meeting, MeetingResult, Nomination
from recall.queries.meetings import digest
from recall.services import meetings
from tests.factories import assessment as assess
from tests.factories import sittings, training
from tests.factories.accounts import holder
from tests.factories.meetings import closed
from tests.factories.recall import heard_nomination
from tests.moments import DECIDED_AT
from tests.races.starting import race

Act = Callable[[], int]


def signed_in(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def single(nomination: Nomination, *, is_approved: bool) -> Act:
    """Answer the act of a decider of their own who sends one decision's form."""
    client = signed_in(holder(Role.DECIDER, nomination.county))
    form = {
        "version": nomination.version,
        "content_hash": digest(nomination),
        "meeting": "部务会",
        "held_on": DECIDED_AT.date().isoformat(),
        "due_count": 3,
        "others": "王某、李某、张某",
        "agree_count": 3 if is_approved else 0,
        "disagree_count": 0 if is_approved else 3,
        "defer_count": 0,
        "is_approved": "yes" if is_approved else "no",
        "opinion": "同意召回" if is_approved else "不予召回",
    }
    page = reverse("recall:nomination-decide", args=[nomination.pk])
    return lambda: client.post(page, form).status_code


def batch(meeting: Meeting) -> Act:
    """Answer the act of the keeper who has a closed meeting's decisions applied."""
    client = signed_in(meeting.keeper)
    page = reverse("recall:meeting-move", args=[meeting.pk, "apply"])
    return lambda: client.post(page).status_code


def approve_against_reject(campaign: Any) -> Counter[str]:
    """Two approve and two reject the same nomination."""
    row = heard_nomination(campaign)
    statuses = race([single(row, is_approved=wish) for wish in (True, False, True, False)])
    told = Counter(f"status {one}" for one in statuses)
    told["won"] = sum(1 for one in statuses if one == 302)
    return told + _left([row], settled=1)


def batch_against_single(campaign: Any, *, is_approved: bool) -> Counter[str]:
    """A meeting's batch of two cases, carried by all, against one decision on its first case."""
    rows = [heard_nomination(campaign) for _n in range(2)]
    meeting = closed(*rows)
    statuses = race([batch(meeting), single(rows[0], is_approved=is_approved)])
    told = Counter(f"status {one}" for one in statuses)
    results = MeetingResult.objects.filter(item__meeting=meeting)
    told["applied"] = results.filter(outcome="APPLIED").count()
    told["won"] = told["applied"] + (statuses[1] == 302)
    return told + _left(rows, settled=2)


def outcome(case: Case, world: Any) -> Act:
    """Answer the act of a decider of their own who records a return to the post."""
    client = signed_in(holder(Role.DECIDER, world.county))
    form = {
        "content_hash": reading.digest(case),
        "kind": "RETURN",
        "conditions_RETURN": ["fit_again"],
        "reason": "能够胜任原岗位",
        "approver": "COUNTY",
        "meeting": "部务会",
        "held_on": legal_day(assess.LATER).isoformat(),
        "due_count": 3,
        "others": "王某、李某、张某",
        "agree_count": 3,
        "disagree_count": 0,
        "defer_count": 0,
    }
    page = reverse("assessment:outcome-decide", args=[case.pk])
    return lambda: client.post(page, form).status_code


def revocation(case: Case, world: Any) -> Act:
    """Answer the act of a decider of their own who revokes the recall."""
    client = signed_in(holder(Role.DECIDER, world.county))
    page = reverse("recall:case-act", args=[case.pk, "revoke"])
    return lambda: client.post(page, {"opinion": "经复查，认定的事实不成立"}).status_code


def outcome_against_outcome(_campaign: Any) -> Counter[str]:
    """Four deciders record the outcome of one case."""
    world = training.world()
    case = assess.concluded(world).case
    statuses = race([outcome(case, world) for _n in range(4)])
    told = Counter(f"status {one}" for one in statuses)
    told["won"] = sum(1 for one in statuses if one == 302)
    decided = Outcome.objects.filter(case=case).count()
    return told + Counter({"decisions": decided, "wrong": abs(decided - 1)})


def outcome_of_a_meeting_against_revocation(_campaign: Any) -> Counter[str]:
    """A meeting's batch with an outcome that was carried, against the recall's revocation."""
    world = training.world()
    proposal = assess.proposed(world)
    meeting = sittings.opened(world, proposal.case)
    sittings.vote(meeting)
    meetings.close_meeting(meeting, by=meeting.keeper, at=sittings.LATER)
    statuses = race([batch(meeting), revocation(proposal.case, world)])
    told = Counter(f"status {one}" for one in statuses)
    results = MeetingResult.objects.filter(item__meeting=meeting)
    told["applied"] = results.filter(outcome="APPLIED").count()
    told["won"] = told["applied"] + (statuses[1] == 302)
    case = Case.objects.get(pk=proposal.case_id)
    decided = Outcome.objects.filter(case=case).count()
    revoked = int(case.state == "REVOKED")
    ended = type(proposal).objects.get(pk=proposal.pk).ended_as
    wrong = abs(decided + revoked - 1) + (ended != ("CARRIED" if decided else "MOOT"))
    return told + Counter({"decisions": decided + revoked, "wrong": wrong})


def _left(rows: list[Nomination], *, settled: int) -> Counter[str]:
    """Answer what was left behind, and what of it should not be there."""
    decisions = Decision.objects.filter(nomination__in=rows)
    recalled = decisions.filter(is_approved=True).count()
    cases = Case.objects.filter(nomination__in=rows)
    numbers = {(case.notice.scope, case.notice.year, case.notice.number) for case in cases}
    wrong = abs(decisions.count() - settled) + abs(cases.count() - recalled)
    wrong += abs(len(numbers) - cases.count())
    return Counter({"decisions": decisions.count(), "cases": cases.count(), "wrong": wrong})


def numbers_are_whole() -> bool:
    """Say whether documents of each kind, scope and year are numbered 1, 2, 3 … without a gap."""
    told: dict[tuple[Any, ...], list[int]] = {}
    keys = ("kind", "scope", "year", "number")
    for *series, number in Document.objects.exclude(number=None).values_list(*keys):
        told.setdefault(tuple(series), []).append(number)
    return all(sorted(one) == list(range(1, len(one) + 1)) for one in told.values())


def deadlocks() -> int:
    """Answer how many deadlocks PostgreSQL has counted in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
