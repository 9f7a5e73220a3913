"""Questions about polls, rolls, tokens and turnout."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from cadres.models import Cadre
from evidence.enums import PollState, VoteChannel
from evidence.models import Ballot, PaperSheet, Poll, PollToken, PollVoter


def listed(rows: QuerySet[Poll], *, state: str = "") -> QuerySet[Poll]:
    """Answer the rows of a list, newest first, with the number of people assessed."""
    at = {"DRAFT": Q(opened_at=None), "OPEN": Q(opened_at__isnull=False, closed_at=None)}
    at["CLOSED"] = Q(closed_at__isnull=False, counted_at=None)
    at["COUNTED"] = Q(counted_at__isnull=False)
    if state in PollState.values:
        rows = rows.filter(at[state])
    counted = rows.annotate(subject_count=Count("subjects"))
    return counted.select_related("unit", "county", "void").order_by("-planned_at", "-pk")


def sizes(poll: Poll) -> dict[int, int]:
    """Answer group id → people on its roll, in one query; a group without anybody counts 0."""
    rows = poll.groups.order_by("position").annotate(n=Count("voters"))
    return dict(rows.values_list("pk", "n"))


def unused(poll: Poll) -> dict[int, int]:
    """Answer group id → tokens that nobody has used."""
    rows = PollToken.objects.filter(group__poll=poll).values_list("group")
    return dict(rows.annotate(n=Count("pk")).order_by())


def valid_counts(poll: Poll) -> dict[int, int]:
    """Answer group id → valid ballots counted under it."""
    rows = Ballot.objects.filter(group__poll=poll, is_valid=True).values_list("group")
    return dict(rows.annotate(n=Count("pk")).order_by())


def on_both_sides(poll: Poll) -> int:
    """Answer how many people stand both on the ballot and on the roll."""
    return poll.voters.filter(cadre__in=poll.subjects.values("cadre")).count()


def positions(poll: Poll) -> set[str]:
    """Answer the numbers on the ballot, as marks carry them."""
    return {str(position) for position in poll.subjects.values_list("position", flat=True)}


def token_of(key: str, at: datetime) -> PollToken | None:
    """Answer the unused token of a key while its poll takes votes."""
    rows = PollToken.objects.filter(
        key=key,
        is_keyed=True,
        group__poll__opened_at__isnull=False,
        group__poll__closed_at=None,
        group__poll__closes_at__gt=at,
    )
    return rows.select_related("group__poll__unit", "group__poll__county").first()


def to_draw(user: Any, *, at: datetime) -> QuerySet[Poll]:
    """Answer the open polls in which a person with an account may draw a code."""
    mine = PollVoter.objects.filter(cadre__user=user, channel=VoteChannel.APP, is_drawn=False)
    return Poll.objects.filter(
        opened_at__isnull=False, closed_at=None, closes_at__gt=at, pk__in=mine.values("poll")
    ).order_by("closes_at", "pk")


def unsettled(poll: Poll) -> QuerySet[PaperSheet]:
    """Answer the paper ballots that two people have not entered alike."""
    rows = PaperSheet.objects.filter(group__poll=poll, is_settled=False)
    return rows.select_related("group", "first_by", "second_by").order_by("group", "number")


def paper_places_left(group: Any) -> int:
    """Answer for how many more paper ballots a group has a place on the roll."""
    places = PollToken.objects.filter(group=group, channel=VoteChannel.PAPER).count()
    return places - PaperSheet.objects.filter(group=group, is_settled=False).count()


def ballot_lines(poll: Poll) -> Iterator[str]:
    """Answer the published list line by line: key, group, then number=answer for each person."""
    rows = Ballot.objects.filter(group__poll=poll).order_by("pk")
    for pk, group, marks, is_valid in rows.values_list(
        "pk", "group__position", "marks", "is_valid"
    ).iterator(chunk_size=5000):
        said = ",".join(f"{key}={marks[key]}" for key in sorted(marks, key=int))
        yield f"{pk};{group};{said if is_valid else 'invalid'}\n"


def ballot_list(poll: Poll) -> str:
    """Answer the whole published list; its SHA-256 is the poll's hash."""
    return "".join(ballot_lines(poll))


def counted(code: str) -> Poll | None:
    """Answer the counted poll that a code on the slips leads to."""
    return Poll.objects.filter(code=code.upper(), counted_at__isnull=False).first()


def staff(unit_id: int, which: str) -> QuerySet[Cadre]:
    """Answer the people of a unit: all, those in leading posts, or the others."""
    rows = Cadre.objects.of_unit(unit_id).filter(left_on=None, merged_into=None)
    if which in ("LEADING", "OTHERS"):
        rows = rows.filter(is_leading=which == "LEADING")
    return rows.select_related("unit").order_by("name", "pk")
