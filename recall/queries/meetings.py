"""Questions about meetings: who may sit on a case, what is read, what the votes come to."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from cadres.models import Cadre, Kinship
from recall.enums import Attendance, MeetingState, VoteResult
from recall.models import (
    Fact,
    FactEvidence,
    Meeting,
    MeetingItem,
    MeetingMember,
    MeetingVote,
    Nomination,
    SettledFact,
    Settlement,
    Verification,
    ties,
)


@dataclass(frozen=True)
class Roll:
    """How many of a meeting count for one case: recused people are neither due nor present."""

    due: list[MeetingMember] = field(default_factory=list)
    present: list[MeetingMember] = field(default_factory=list)
    recused: list[tuple[MeetingMember, str]] = field(default_factory=list)


def result_of(due: int, agree: int, defer: int) -> str:
    """Answer what the votes come to: a recall or a deferral needs more than half of those due.

    Without either the nomination is not carried: no recall. Source: RC-11, RC-33.
    """
    if 2 * agree > due:
        return VoteResult.APPROVED
    return VoteResult.DEFERRED if 2 * defer > due else VoteResult.REJECTED


def readable(rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Answer the rows with all that a meeting reads of each, in a fixed number of queries."""
    evidence = Prefetch("evidence", FactEvidence.objects.select_related("file").order_by("pk"))
    facts = Fact.objects.select_related(
        "ground", "clause__version__scheme", "clause__ground", "confirmed_by"
    )
    concluded = Verification.objects.select_related("by").prefetch_related("findings")
    return rows.select_related(
        "cadre", "unit", "campaign", "round", "county", "statement", "unit_opinion"
    ).prefetch_related(
        Prefetch("facts", facts.prefetch_related(evidence).order_by("pk")),
        Prefetch("verifications", concluded.order_by("pk")),
        Prefetch("settlements", Settlement.objects.prefetch_related("facts").order_by("pk")),
        "cadre__protections",
        "recusals",
    )


def digest(nomination: Nomination) -> str:
    """Answer the SHA-256 (hex) of what a meeting reads of a nomination.

    Facts, the hashes of their files, findings, what a record settled, the person's word, the
    unit's opinion, version.
    """
    statement = getattr(nomination, "statement", None)
    opinion = getattr(nomination, "unit_opinion", None)
    told = {
        "nomination": [nomination.pk, nomination.version, nomination.post_title],
        "facts": [_fact(fact) for fact in sorted(nomination.facts.all(), key=_pk)],
        "findings": [_findings(row) for row in sorted(nomination.verifications.all(), key=_pk)],
        "statement": [statement.kind, statement.text] if statement else [],
        "opinion": [opinion.text, opinion.agree_count] if opinion else [],
    }
    if settlement := settlement_of(nomination):  # where none is, a hash of before them holds
        told["settlement"] = _settlement(settlement)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _pk(row: Any) -> int:
    return int(row.pk)


def _fact(fact: Fact) -> list[Any]:
    files = [row.file.sha256 for row in sorted(fact.evidence.all(), key=_pk)]
    told = [fact.pk, fact.ground_id, fact.clause_id, fact.happened_on.isoformat()]
    return [*told, fact.place, fact.text, files]


def _findings(row: Verification) -> list[Any]:
    found = [
        [f.fact_id, f.result, f.note, f.fact_text] for f in sorted(row.findings.all(), key=_pk)
    ]
    return [row.pk, row.conclusion, row.opinion, found]


def settlement_of(nomination: Nomination) -> Settlement | None:
    """Answer how the last submission was settled by record, of rows that `readable` read."""
    held = [
        one for one in nomination.settlements.all() if one.submission == nomination.submission_count
    ]
    return held[0] if held else None


def settled_facts(nomination: Nomination) -> dict[int, SettledFact]:
    """Answer what a record settled: fact id → its row."""
    settlement = settlement_of(nomination)
    return {one.fact_id: one for one in settlement.facts.all()} if settlement else {}


def _settlement(row: Settlement) -> list[Any]:
    facts = [
        [one.fact_id, one.result, one.kind, one.snapshot, one.why]
        for one in sorted(row.facts.all(), key=_pk)
    ]
    return [row.pk, row.conclusion, row.opinion, facts]


def interests(rows: Iterable[Nomination]) -> dict[int, dict[int, str]]:
    """Answer for each nomination who may not sit on it and why: nomination id → account → words.

    The same people as `nominations.interested_ids`, for many rows in five queries at most.
    """
    rows = list(rows)
    told: dict[int, dict[int, str]] = {row.pk: {} for row in rows}
    kin, units = _kin(rows), ties.units_of(rows)
    people = _people_of({unit for found in units.values() for unit in found})
    for row in rows:
        found = told[row.pk]
        for unit in sorted(units[row.pk] - {row.unit_id}):
            found.update(dict.fromkeys(people.get(unit, []), _("当事人任职单位的人")))
        found.update(dict.fromkeys(people.get(row.unit_id, []), _("提名单位的人")))
        found.update(dict.fromkeys(kin.get(row.cadre_id, []), _("亲属或者共同居住")))
        found.update({r.user_id: _("已登记回避：%s") % r.reason for r in row.recusals.all()})
        found.update(dict.fromkeys((v.by_id for v in row.verifications.all()), _("核实人")))
        found.update({row.verified_by_id: _("核实人")} if row.verified_by_id else {})
        hands = (row.drafted_by_id, row.submitted_by_id)
        found.update(dict.fromkeys((pk for pk in hands if pk), _("提名人")))
        found.update({row.subject_id: _("当事人本人")} if row.subject_id else {})
    return told


def _kin(rows: list[Nomination]) -> dict[int, list[int]]:
    """Answer the accounts of the kin of each person: cadre id → account ids."""
    ids = {row.cadre_id for row in rows}
    pairs = Kinship.objects.standing().filter(Q(cadre__in=ids) | Q(relative__in=ids))
    found: dict[int, list[int]] = {}
    for one, one_user, other, other_user in pairs.values_list(
        "cadre", "cadre__user", "relative", "relative__user"
    ):
        found.setdefault(one, []).extend([other_user] if other_user else [])
        found.setdefault(other, []).extend([one_user] if one_user else [])
    return found


def _people_of(unit_ids: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    people = Cadre.objects.filter(unit__in=unit_ids, user__isnull=False)
    for unit, user in people.values_list("unit", "user"):
        found.setdefault(unit, []).append(user)
    return found


def roll(item: MeetingItem, members: list[MeetingMember], interested: dict[int, str]) -> Roll:
    """Answer who counts for an item; people without an account keep out by a recusal of it."""
    own = {row.member_id: row.reason for row in item.recusals.all()}
    answer = Roll()
    for member in members:
        reason = interested.get(member.user_id or 0) or own.get(member.pk)
        if reason:
            answer.recused.append((member, reason))
            continue
        answer.due.append(member)
        if member.attendance == Attendance.PRESENT:
            answer.present.append(member)
    return answer


def members_of(meeting: Meeting) -> list[MeetingMember]:
    """Answer those due, in the order in which they were named."""
    return list(meeting.members.select_related("user").order_by("pk"))


def told_to(user: User) -> QuerySet[Nomination]:
    """Answer what a user may read at a meeting: what they see anyway, never their own case.

    The county's secretary sees no nomination elsewhere, and here those on an agenda alone.
    """
    kept = MeetingItem.objects.filter(meeting__county__in=user.counties(Role.DECISION_SECRETARY))
    seen = Nomination.objects.visible_to(user).values("pk")
    rows = Nomination.objects.filter(Q(pk__in=seen) | Q(pk__in=kept.values("nomination")))
    return rows.exclude(subject=user)


def agenda(meeting: Meeting, *, seen: QuerySet[Nomination]) -> list[MeetingItem]:
    """Answer the items in order, with votes, results and nominations that may be seen.

    An item about the reader is left out: nobody meets their own case here.
    """
    votes = MeetingVote.objects.prefetch_related("seats__member").order_by("pk")
    items = meeting.items.filter(nomination__in=seen).order_by("position")
    beside = ("signals__signal", "flag_answers__given_by")
    return list(
        items.prefetch_related(
            Prefetch("nomination", readable(Nomination.objects.prefetch_related(*beside))),
            Prefetch("votes", votes),
            "recusals__member",
            "results",
        )
    )


def standing(item: MeetingItem) -> MeetingVote | None:
    """Answer the vote that stands: the newest on the content that is now on the agenda."""
    found = [v for v in item.votes.all() if v.content_hash == item.content_hash]
    return max(found, key=_pk, default=None)


def last_result(item: MeetingItem) -> Any:
    """Answer what came of an item when decisions were last applied, None before."""
    return max(item.results.all(), key=_pk, default=None)


def is_placed(nomination_pk: int, matter: str) -> bool:
    """Say whether a matter stands on the agenda of a meeting whose decisions are to be applied."""
    rows = MeetingItem.objects.filter(nomination=nomination_pk, matter=matter)
    return rows.exclude(meeting__state=MeetingState.APPLIED).exists()


def listed(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Answer the rows of the list, the newest first, each with its number of cases."""
    return rows.select_related("county").annotate(n=Count("items")).order_by("-held_on", "-pk")


def people(ids: set[int]) -> QuerySet[User]:
    """Answer accounts in the order in which a list of names is read."""
    return User.objects.filter(pk__in=ids).order_by("name", "pk")
