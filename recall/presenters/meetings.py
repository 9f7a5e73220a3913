"""What the pages of a meeting show; one case after the other in the room."""

import itertools
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import Role
from core.documents import presenters as documents
from core.documents import proofs
from recall import permissions
from recall.enums import ApplyOutcome, Attendance, MeetingState, PaperKind
from recall.forms.meetings import VoteForm
from recall.models import Meeting, MeetingItem, MeetingPaper, MeetingVote, Nomination
from recall.presenters import fairness, signals
from recall.presenters.eligibility import check_rows
from recall.presenters.facts import before_the_scheme, cited
from recall.queries import matters, meetings, statement_papers

SHORT = 12  # digits of a hash that people read aloud and compare

_MOVES = {
    MeetingState.PREPARED: (
        "open",
        gettext_lazy("开会"),
        gettext_lazy("开会后议程不再增减，可以逐件表决。"),
    ),
    MeetingState.OPENED: (
        "close",
        gettext_lazy("闭会"),
        gettext_lazy("闭会后不能再表决；没有表决的，可以列入下次会议。"),
    ),
    MeetingState.CLOSED: (
        "apply",
        gettext_lazy("登记全部决定"),
        gettext_lazy("逐件登记，不能撤回；决定召回的，立即立案并生成召回通知书。"),
    ),
}


_pk = attrgetter("pk")


def crumbs(meeting: Meeting | None = None, *more: str) -> list[tuple[str, str | None]]:
    listed = reverse("recall:meeting-list")
    if meeting is None:
        return [(_("会议"), listed if more else None), *((label, None) for label in more)]
    own = reverse("recall:meeting", args=[meeting.pk])
    trail: list[tuple[str, str | None]] = [(_("会议"), listed)]
    return [*trail, (meeting.name, own if more else None), *((label, None) for label in more)]


def page(meeting: Meeting, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer the context of a meeting's page: agenda, people, and the one act of its state."""
    seen = meetings.told_to(user)
    members = meetings.members_of(meeting)
    is_read = reads(meeting, user)
    items = meetings.agenda(meeting, seen=seen) if is_read else []
    came = [m for m in members if m.attendance == Attendance.PRESENT]
    return {
        "title": meeting.name,
        "meeting": meeting,
        "crumbs": crumbs(meeting),
        "members": members,
        "came": len(came),
        "lines": [_line(item) for item in items],
        "hidden": meeting.items.count() - len(items),
        "open_votes": sum(1 for item in items if meetings.standing(item) is None),
        "papers": _papers(meeting, at=at),
        "kinds": [(kind.lower(), label) for kind, label in PaperKind.choices],
        "move": _MOVES.get(MeetingState(meeting.state)),
        "refusal": permissions.run_meeting.refusal(user, meeting),
        "keeps": permissions.keep_meeting.allows(user, meeting),
        "closed": "" if is_read else permissions.keep_meeting.refusal(user, meeting),
        "opens_files": opens_files(meeting, user),
    }


def reads(meeting: Meeting, user: Any) -> bool:
    """Say whether who sees the meeting reads its agenda: no secretary whom a case touches does."""
    return opens_files(meeting, user) or not meeting.touches(user)


def opens_files(meeting: Meeting, user: Any) -> bool:
    """Say whether the reader may open a case's own page and files; a secretary hears them read."""
    return meeting.county_id in user.counties(Role.COUNTY_ADMIN, Role.DECIDER)


def _papers(meeting: Meeting, *, at: datetime) -> list[dict[str, Any]]:
    rows = list(meeting.papers.select_related("document").order_by("-pk")[:6])
    looks = proofs.last(MeetingPaper, {row.pk: row.document_id for row in rows})
    return [progress(row, at=at, look=looks.get(row.pk)) for row in rows]


def progress(
    paper: MeetingPaper, *, at: datetime, look: proofs.Proof | None = None
) -> dict[str, Any]:
    """Answer the context of a paper's progress fragment.

    :param look: the last look at its file
    """
    names = [paper.meeting_id, paper.pk]
    return documents.progress(
        paper.document,
        at=at,
        poll_url=reverse("recall:meeting-paper-progress", args=names),
        file_url=reverse("recall:meeting-paper-file", args=names),
        proof=documents.provable(paper.document, look),
    )


def is_closed_to(meeting: Meeting, user: Any) -> bool:
    """Say whether what is read at a meeting stays closed to a user who may see that it is held.

    The agenda holds their own case, or they are its secretary and a case touches them.
    """
    if meeting.items.filter(nomination__subject=user).exists():
        return True
    return not reads(meeting, user)


def _line(item: MeetingItem) -> dict[str, Any]:
    result = meetings.last_result(item)
    return {
        "item": item,
        "nomination": item.nomination,
        "short": item.content_hash[:SHORT],
        "vote": meetings.standing(item),
        "result": result,
        "may_retry": result is not None and result.outcome == ApplyOutcome.REFUSED,
    }


def room(
    meeting: Meeting, *, user: Any, on: date, bound: tuple[int, Any] | None = None
) -> dict[str, Any]:
    """Answer the context of the room: every case on a screen of its own.

    :param bound: item id and the form that came back with errors
    """
    items = meetings.agenda(meeting, seen=meetings.told_to(user))
    members = meetings.members_of(meeting)
    told, now, beside = matters.interests(items), matters.digests(items), matters.told(items)
    pages = statement_papers.pages_of([item.nomination for item in items], user)
    is_open = meeting.state == MeetingState.OPENED
    cases = []
    for number, item in enumerate(items, start=1):
        interested = told[item.nomination_id]
        form = bound[1] if bound and bound[0] == item.pk else form_of(item)
        case = _case(item, meetings.roll(item, members, interested), on=on)
        is_over = meeting.state == MeetingState.APPLIED  # what was recorded changes what is read
        case["changed"] = not is_over and _is_changed(item, now.get(item.nomination_id, ""))
        case["told"] = beside.get(item.nomination_id, [])
        case["statement_pages"] = pages.get(item.nomination_id)
        case["refusal"] = _keeps_out(interested.get(user.pk, ""))
        cases.append({**case, "number": number, "form": form if is_open else None})
    for before, after in itertools.pairwise(cases):
        before["next"], after["previous"] = after["item"].pk, before["item"].pk
    return {
        "title": meeting.name,
        "meeting": meeting,
        "cases": cases,
        "total": len(cases),
        "form": bound[1] if bound else None,
        "is_open": is_open,
        "runs": permissions.run_meeting.allows(user, meeting),
        "keeps": permissions.keep_meeting.allows(user, meeting),
        "opens_files": opens_files(meeting, user),
    }


def _is_changed(item: MeetingItem, now: str) -> bool:
    """Say whether what is there now is other than what the agenda noted."""
    return (item.nomination.version, now) != (item.version, item.content_hash)


def _keeps_out(reason: str) -> str:
    """Answer why the reader may not enter this case's votes, empty if they may."""
    return _("您应当回避此件：%s。请由其他决定人登记。") % reason if reason else ""


def form_of(item: MeetingItem, data: Any = None) -> VoteForm:
    """Answer an item's form, with ids of its own so that many stand on one page."""
    read = {"version": item.version, "content_hash": item.content_hash}
    return VoteForm(data, auto_id=f"id_{item.pk}_%s", initial=read)


def _case(item: MeetingItem, roll: meetings.Roll, *, on: date) -> dict[str, Any]:
    row, due = item.nomination, len(roll.due)
    vote = meetings.standing(item)
    in_force = {p.kind for p in row.cadre.protections.all() if p.covers(on)}
    seated = {seat.member_id for seat in vote.seats.all()} if vote else set()
    return {
        "item": item,
        "nomination": row,
        "short": item.content_hash[:SHORT],
        "fact_rows": _fact_rows(row),
        "settlement": meetings.settlement_of(row),
        "statement": getattr(row, "statement", None),
        "opinion": getattr(row, "unit_opinion", None),
        "taken": signals.lines(sorted(row.signals.all(), key=_pk)),
        "flag_answers": fairness.lines(sorted(row.flag_answers.all(), key=_pk)),
        "checks": check_rows(in_force),
        "due": due,
        "present": len(roll.present),
        "half": due // 2 + 1,
        "recused": roll.recused,
        "vote": vote,
        "said": said(vote) if vote else "",
        "again": bool(seated & {member.pk for member, _reason in roll.recused}),
    }


def said(vote: MeetingVote) -> str:
    """Answer a vote in one sentence."""
    told = {
        "result": vote.said,
        "agree": vote.agree_count,
        "no": vote.disagree_count,
        "wait": vote.defer_count,
    }
    return _("%(result)s：同意 %(agree)s 票，不同意 %(no)s 票，缓议 %(wait)s 票") % told


def _fact_rows(nomination: Nomination) -> list[dict[str, Any]]:
    """Answer the facts as recall.presenters.facts does, from what was read at once."""
    findings: dict[int, list[Any]] = {}
    for row in nomination.verifications.all():
        for finding in row.findings.all():
            findings.setdefault(finding.fact_id, []).append(finding)
    settled = meetings.settled_facts(nomination)
    return [
        {
            "fact": fact,
            "evidence": list(fact.evidence.all()),
            "findings": findings.get(fact.pk, []),
            "settled": settled.get(fact.pk),
            "cited": cited(fact),
            "warning": before_the_scheme(fact),
        }
        for fact in nomination.facts.all()
    ]
