"""Records that are kept and removed whole: what each is, when its term runs from, whom it names.

A kind here is a root table with all that hangs on it. The rows that go with a root stand in the
function that removes (migration 0005); tests/keeping/test_trees.py compares the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, IntegerField, Max, Model, OuterRef, QuerySet
from django.db.models.functions import Cast, ExtractYear, Greatest

from assessment.models import Reversal
from cadres.models import Cadre
from evidence.enums import Practice
from evidence.models import (
    Book,
    BookMember,
    BookObjection,
    BookPeriod,
    Checklist,
    Complaint,
    ComplaintPlan,
    HonourList,
    Inspection,
    InspectionFinding,
    InspectionPerson,
    ListEntry,
    Panel,
    PanelCandidate,
    Poll,
    PollSubject,
    PollVoter,
    PresentationMember,
    PresentationRound,
    Problem,
    Reminder,
    ServedCount,
    TargetPlan,
    TargetScore,
    WeekPlan,
    WeekTally,
    WeekTask,
    WorkMonth,
)
from evidence.models.books import BOOK_KINDS
from keeping.enums import RecordKind
from recall.models import (
    Campaign,
    Challenge,
    Evasion,
    RiskSample,
    SettledFact,
    UnitMeasure,
    ZeroReport,
)
from training.models import (
    Enrolment,
    Guest,
    Session,
    Teacher,
    TraineePoll,
    TrainingClass,
    WalkIn,
)
from units.models import Jurisdiction

# A unit's year of attendance is one record, without a row of its own: its key is told from both.
YEARS = 10_000


@dataclass(frozen=True)
class Link:
    """Rows that hang on a root: which, by what way the root is found, and whom they name."""

    rows: Any
    root: str = "pk"
    person: str = "cadre"

    def of(self, ids: Iterable[int], field: str | None = None) -> QuerySet[Any, Any]:
        """Answer (root, field) of each row; the root twice without a field."""
        rows = self.rows.filter(**{f"{self.root}__in": list(ids)})
        found: QuerySet[Any, Any] = rows.values_list(self.root, field or self.root)
        return found


@dataclass(frozen=True)
class Tree:
    """One kind of record that is removed whole. `year`: in which it ended, told in SQL.

    `voters` are named by a record without its being about them. `signals` may be raised from a
    record, by practice; `cited` and `unsettled` keep it, and the cases or classes whose rows stand
    in it. A hold on the `campaign` keeps it, by the way from its root.
    """

    roots: Any
    year: Any
    county: str = "county"
    key: str = "pk"
    people: tuple[Link, ...] = ()
    voters: tuple[Link, ...] = ()
    signals: tuple[tuple[tuple[str, ...], Link], ...] = ()
    cited: tuple[Link, ...] = ()
    unsettled: tuple[Link, ...] = ()
    rests_on_cases: tuple[Link, ...] = ()
    taught: tuple[Link, ...] = ()
    campaign: str = ""
    is_of_one: bool = False

    def over(self, county: Jurisdiction, years: int, on: date) -> Iterable[tuple[int, date]]:
        """Answer root → 1 January after its end, for what ended long enough ago."""
        rows = self.roots.filter(**{self.county: county}).values(self.key)
        ended = rows.annotate(ended=self.year).filter(ended__lt=on.year - years)
        for pk, year in ended.values_list(self.key, "ended"):
            yield pk, date(year + 1, 1, 1)

    def persons(self, ids: Iterable[int], *, with_voters: bool = True) -> set[tuple[int, int]]:
        """Answer (root, person) for everybody whom the records name."""
        links = self.people + (self.voters if with_voters else ())
        told = {pair for link in links for pair in link.of(ids, link.person)}
        return {(root, person) for root, person in told if person is not None}


def of(model: type[Model], **narrowed: Any) -> Any:
    return model._default_manager.filter(**narrowed)


def _dated(first: Any, *later: Any) -> Any:
    """Answer the year of the latest of some days; a day that is not there is passed over."""
    years = [ExtractYear(one) for one in (first, *later)]
    return Greatest(*years) if later else years[0]


_YEAR = Cast("year", IntegerField())
_MONTHS = WorkMonth._default_manager.annotate(
    root=F("unit") * YEARS + ExtractYear("month", output_field=IntegerField())
)
# What units answered for in a campaign is one record; campaign and rounds themselves stay.
_ANSWERED = of(Campaign, closed_at__isnull=False).filter(
    Exists(Challenge.objects.filter(campaign=OuterRef("pk")))
    | Exists(Evasion.objects.filter(campaign=OuterRef("pk")))
    | Exists(UnitMeasure._default_manager.filter(campaign=OuterRef("pk")))
    | Exists(ZeroReport._default_manager.filter(round__campaign=OuterRef("pk")))
    | Exists(RiskSample._default_manager.filter(round__campaign=OuterRef("pk")))
)
_LEFT = of(Cadre, left_on__isnull=False, merged_into=None)
TREES: dict[str, Tree] = {
    RecordKind.LEAVERS: Tree(
        _LEFT,
        _dated("left_on"),
        county="unit__county",
        people=(Link(of(Cadre), person="pk"),),
        is_of_one=True,
    ),
    RecordKind.BOOKS: Tree(
        of(Book),
        _YEAR,
        people=(Link(of(BookMember), "book"),),
        signals=((tuple(BOOK_KINDS), Link(of(BookPeriod), "book")),),
        cited=(Link(of(Reversal), "entry__period__book"),),
        unsettled=(Link(of(BookObjection, answered_at=None), "entry__period__book"),),
    ),
    RecordKind.BALLOTS: Tree(
        of(Poll),
        _dated("closes_at"),
        people=(Link(of(PollSubject), "poll"),),
        voters=(Link(of(PollVoter), "poll"),),
        cited=(Link(of(TraineePoll), "poll"),),
        signals=(((Practice.BALLOT,), Link(of(Poll))),),
    ),
    RecordKind.WEEKLY: Tree(
        of(WeekPlan),
        _YEAR,
        people=(Link(of(WeekTask), "plan"), Link(of(WeekTask), "plan", "line_leader")),
        signals=(((Practice.WEEKLY_LIST,), Link(of(WeekTally), "plan")),),
    ),
    RecordKind.CHECKLISTS: Tree(
        of(Checklist),
        _YEAR,
        people=(Link(of(Problem), "checklist"),),
        signals=(((Practice.CHECKLIST,), Link(of(Checklist))),),
        unsettled=(Link(of(Problem, confirmed_at=None, struck_at=None), "checklist"),),
    ),
    RecordKind.COMPLAINTS: Tree(
        of(ComplaintPlan),
        _dated("until_on"),
        people=(Link(of(Complaint), "plan"), Link(of(ServedCount), "plan")),
        signals=(((Practice.COMPLAINTS,), Link(of(ComplaintPlan))),),
        unsettled=(Link(of(Complaint, judged_at=None), "plan"),),
    ),
    RecordKind.LISTS: Tree(
        of(HonourList),
        _dated("until_on", Max("entries__until_on")),
        people=(Link(of(ListEntry), "list"),),
        signals=(((Practice.HONOUR_LISTS,), Link(of(HonourList))),),
        cited=(Link(of(Reversal), "listed__list"),),
        unsettled=(
            Link(of(ListEntry, said_at__isnull=False, answered_at=None, withdrawn_at=None), "list"),
        ),
    ),
    RecordKind.INSPECTIONS: Tree(
        of(Inspection),
        _dated("planned_at", Max("findings__seen_on"), Max("findings__closed_at")),
        people=(Link(of(InspectionPerson), "finding__inspection"),),
        signals=(((Practice.FINDINGS,), Link(of(InspectionFinding), "inspection")),),
        unsettled=(
            Link(of(InspectionFinding, sent_at__isnull=False, closed_at=None), "inspection"),
        ),
    ),
    RecordKind.PANELS: Tree(
        of(Panel),
        _dated("until_on", "closed_at"),
        people=(Link(of(PanelCandidate), "panel"),),
        signals=(((Practice.PANEL,), Link(of(Panel))),),
    ),
    RecordKind.PRESENTED: Tree(
        of(PresentationRound),
        _dated("session_on", "closed_at"),
        people=(Link(of(PresentationMember), "round"),),
        signals=(((Practice.PRESENTATION,), Link(of(PresentationRound))),),
    ),
    RecordKind.REMINDERS: Tree(
        of(Reminder),
        _dated("issued_at", "due_on", "judged_at"),
        people=(Link(of(Reminder)),),
        signals=(((Practice.REMINDER,), Link(of(Reminder))),),
        cited=(Link(of(SettledFact), "reminder"),),
        unsettled=(Link(of(Reminder, said_at__isnull=False, judged_at=None)),),
        is_of_one=True,
    ),
    RecordKind.TARGETS: Tree(
        of(TargetPlan),
        _YEAR,
        people=(Link(of(TargetScore), "item__plan"),),
        signals=(((Practice.TARGETS,), Link(of(TargetPlan))),),
    ),
    RecordKind.WORK: Tree(
        _MONTHS,
        Max(ExtractYear("month")),
        key="root",
        people=(Link(_MONTHS, "root"),),
        signals=(((Practice.ATTENDANCE,), Link(_MONTHS, "root")),),
    ),
    RecordKind.CLASSES: Tree(
        of(TrainingClass),
        _dated("closes_on"),
        rests_on_cases=(
            Link(of(Enrolment), "training_class"),
            Link(of(WalkIn), "session__training_class"),
        ),
        campaign="campaign",
    ),
    RecordKind.COMPLIANCE: Tree(
        _ANSWERED,
        _dated("closed_at", Max("unit_measures__closed_at")),
        people=(Link(of(Evasion, signal__isnull=False), "campaign", "signal__cadre"),),
        unsettled=(
            Link(of(Challenge, closed_at=None), "campaign"),
            Link(of(Evasion, confirmed_at=None, withdrawn_at=None), "campaign"),
        ),
        campaign="pk",
    ),
    RecordKind.TEACHERS: Tree(
        of(Teacher, retired_at__isnull=False),
        _dated("retired_at"),
        taught=(Link(of(Session), "lecturer"), Link(of(Guest), "teacher")),
    ),
}
