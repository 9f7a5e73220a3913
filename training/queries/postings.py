"""Questions about practice."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import Role
from accounts.models import Grant, User
from recall.enums import CaseState
from recall.models import Case
from schemes.queries import parameters
from training.models import JournalEntry, JournalPhoto, PostingPause, PracticePosting, Suspension
from training.queries import suspensions
from units.models import Unit

_LINE = ("case__cadre", "case__unit", "case__campaign__scheme_version", "host_unit", "mentor")
_PHOTOS = Prefetch("photos", JournalPhoto.objects.select_related("file").order_by("number"))


def mentor_load(mentor: Any, from_on: date, until_on: date) -> int:
    """Answer how many standing postings a mentor has in a span."""
    return (
        PracticePosting.objects.standing()
        .filter(mentor=mentor, from_on__lte=until_on, until_on__gte=from_on)
        .count()
    )


def days_before(case: Case, *, besides: PracticePosting | None = None) -> int:
    """Answer the days of practice that a case's other postings took, without those of pauses."""
    rows = PracticePosting.objects.filter(case=case)
    rows = rows.exclude(pk=besides.pk) if besides else rows
    return sum(
        ((row.finished_on or row.until_on) - row.from_on).days + 1 - row.paused_days for row in rows
    )


def months_each(case: Case) -> int:
    """Answer the months of one round of practice, as a form proposes them: evenly, at least 1."""
    given = parameters.whole(case.campaign.scheme_version.parameters)
    return max(1, int(case.campaign.practice_months // given["cycles"]))


def standing_of(case: Case) -> PracticePosting | None:
    """Answer the posting of a case that is not finished, None if there is none."""
    return PracticePosting.objects.standing().filter(case=case).first()


def listed(rows: QuerySet[PracticePosting], *, on: date) -> QuerySet[PracticePosting]:
    """Answer postings with all that one line of a list shows, those ending soonest first."""
    return (
        rows.select_related(*_LINE)
        .annotate(
            entry_count=_of_entries(Count("pk"), 0),
            last_entry_on=_of_entries(Max("on"), None),
            is_still=_still(on),
            unremarked_count=_of_entries(Count("pk", filter=Q(remarked_at=None)), 0),
        )
        .order_by("finished_on", "until_on", "pk")
    )


def open_pauses(posting: Any) -> QuerySet[PostingPause]:
    """Answer the pause in which a posting stands now, at most one."""
    return PostingPause.objects.filter(posting=posting, until_on=None)


def _still(on: date) -> Q:
    """Answer the condition that a posting stands still on a day: paused, or with its case."""
    pauses = PostingPause.objects.filter(suspensions.on_day(on), posting=OuterRef("pk"))
    held = Suspension.objects.filter(suspensions.on_day(on), case=OuterRef("case"))
    return Q(Exists(pauses)) | Q(Exists(held))


def stands_still(posting: PracticePosting, on: date) -> bool:
    """Answer whether a posting stands still on a day."""
    return PracticePosting.objects.filter(_still(on), pk=posting.pk).exists()


def _of_entries(told: Any, none: int | None) -> Any:
    """Answer a figure over the entries of each posting shown; a join would group the whole list."""
    entries = JournalEntry.objects.filter(posting=OuterRef("pk")).order_by().values("posting")
    figure = Subquery(entries.annotate(told=told).values("told"))
    return figure if none is None else Coalesce(figure, none)


def host_units(county_id: int) -> QuerySet[Unit]:
    """Answer the standing units of a county, which may take a trainee in."""
    return Unit.objects.filter(county=county_id, until_on=None).order_by("kind", "name")


def mentors(host_unit: Unit, *, besides: Collection[int], on: date) -> QuerySet[User]:
    """Answer who may guide in a unit: its contacts and its people with an account.

    :param besides: accounts that may not guide this trainee, see `mentors.unfit_for`
    """
    contacts = Grant.objects.in_force(on).filter(role=Role.HOST, unit=host_unit)
    rows = User.objects.filter(Q(grants__in=contacts) | Q(cadre__unit=host_unit), is_active=True)
    return rows.exclude(pk__in=besides).distinct().order_by("name", "pk")


def journals(rows: Iterable[PracticePosting]) -> dict[int, list[JournalEntry]]:
    """Answer posting id → its entries, the newest first, in one query."""
    table: dict[int, list[JournalEntry]] = {row.pk: [] for row in rows}
    entries = JournalEntry.objects.filter(posting__in=table)
    entries = entries.select_related("posting__case", "remarked_by").prefetch_related(_PHOTOS)
    for entry in entries.order_by("-on", "-pk"):
        table[entry.posting_id].append(entry)
    return table


def entries_of(posting: PracticePosting) -> QuerySet[JournalEntry]:
    """Answer a posting's entries with their photos, the newest first."""
    rows = JournalEntry.objects.filter(posting=posting).select_related("remarked_by")
    return rows.prefetch_related(_PHOTOS).order_by("-on", "-pk")


def last_entry_on(posting: PracticePosting) -> date | None:
    """Answer the day of a posting's newest entry, None before the first."""
    return posting.entries.aggregate(last=Max("on"))["last"]


def journal_every(posting: PracticePosting) -> int:
    """Answer the days within which the campaign's scheme asks for an entry."""
    version = posting.case.campaign.scheme_version
    return int(parameters.whole(version.parameters)["journal_days"])


def journal_due(
    posting: PracticePosting, last: date | None, *, is_still: bool = False
) -> date | None:
    """Answer by when the next entry is due: so many days after the last, or after the start.

    None once the posting is finished or its last day has an entry, and while it stands still; the
    days begin anew when it goes on. Source: `journal_days` of the campaign's scheme, a week if it
    says nothing (domain reference 2.11).
    """
    is_over = posting.finished_on or (last and last >= posting.until_on)
    if is_over or is_still or posting.held_from_on:
        return None
    begun = max(filter(None, (last, posting.from_on, posting.resumed_on)))
    due = begun + timedelta(days=journal_every(posting))
    return min(due, posting.until_on)


def awaiting_practice(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Answer, of some cases, the first 50 in class or between two postings, oldest first."""
    standing = PracticePosting.objects.standing().filter(case=OuterRef("pk"))
    return (
        cases.filter(state=CaseState.TRAINING, campaign__practice_months__gt=0)
        .exclude(Exists(standing))
        .exclude(Exists(Suspension.objects.filter(case=OuterRef("pk"), ended_at=None)))
        .select_related("cadre", "unit")
        .order_by("pk")[:50]
    )


def transfer_mentors(county_id: int, *, besides: Collection[int], on: date) -> QuerySet[User]:
    """Answer who may guide anywhere in a county: contacts and people of its units."""
    contacts = Grant.objects.in_force(on).filter(role=Role.HOST, unit__county=county_id)
    at_home = Q(cadre__unit__county=county_id)
    rows = User.objects.filter(Q(grants__in=contacts) | at_home, is_active=True)
    return rows.exclude(pk__in=besides).distinct().order_by("name", "pk")
