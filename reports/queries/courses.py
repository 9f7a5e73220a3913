"""What was done with each of the people observed after their return: class, lessons, practice."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from recall.models import Fact
from training.enums import RATES, BlockKind
from training.models import (
    Attendance,
    Block,
    Enrolment,
    MentorHandover,
    PostingTransfer,
    PracticePosting,
)

People = dict[int, "Person"]


@dataclass
class Person:
    """One observed person: what they were recalled for, what was done, whether they fell back.

    `classes`, `mentors` and `villages` are of (key, name): namesakes are told apart by the key.
    """

    case: int
    cadre: int
    measure: str
    on: date
    county: int = 0
    fell_back: bool = False
    grounds: set[str] = field(default_factory=set)
    class_days: int = 0
    practice_days: int = 0
    classes: set[tuple[int, str]] = field(default_factory=set)
    lessons: set[str] = field(default_factory=set)
    mentors: set[tuple[int, str]] = field(default_factory=set)
    villages: set[tuple[int, str]] = field(default_factory=set)


def fill(people: People) -> None:
    """Note in each person (by case) what was done with them, in a fixed number of queries."""
    facts = Fact.objects.filter(nomination__case__in=people)
    for case, ground in facts.values_list("nomination__case", "ground__title"):
        people[case].grounds.add(ground)
    _classes(people)
    _postings(people)
    _guides(people)


def _classes(people: People) -> None:
    """Note the classes of those who were not withdrawn, their days, and which lessons they had."""
    places = Enrolment.objects.standing().filter(case__in=people)
    for case, key, title in places.values_list("case", "training_class", "training_class__title"):
        people[case].classes.add((key, title))
    blocks = Block.objects.filter(
        Q(training_class__enrolments__withdrawn_at=None),
        kind=BlockKind.THEORY,
        training_class__enrolments__case__in=people,
    )
    told = blocks.values_list("training_class__enrolments__case", "from_on", "until_on")
    for case, first, last in told:
        people[case].class_days += (last - first).days + 1
    came = Attendance.objects.filter(enrolment__in=places, status__in=RATES)
    came = came.filter(session__cancelled_at=None)
    for case, kind in came.values_list("enrolment__case", "session__kind").distinct():
        people[case].lessons.add(kind)


def _postings(people: People) -> None:
    """Note the days of practice, and where and under whom it ended."""
    postings = PracticePosting.objects.filter(case__in=people)
    postings = postings.annotate(last=Coalesce("finished_on", "until_on"))
    spans = postings.values_list(
        "case",
        *("from_on", "last", "paused_days"),
        *("mentor", "mentor__name", "host_unit", "host_unit__name"),
    )
    for case, first, last, days, mentor, name, host, place in spans:
        person = people[case]
        person.practice_days += (last - first).days + 1 - days
        person.mentors.add((mentor, name))
        person.villages.add((host, place))


def _guides(people: People) -> None:
    """Note who guided a person before somebody else took over, and where they were before."""
    moved = PostingTransfer.objects.filter(posting__case__in=people).values_list(
        "posting__case", "from_mentor", "from_mentor__name", "from_unit", "from_unit__name"
    )
    for case, mentor, name, host, place in moved:
        people[case].mentors.add((mentor, name))
        people[case].villages.add((host, place))
    handed = MentorHandover.objects.filter(posting__case__in=people, done_on__isnull=False)
    for case, mentor, name in handed.values_list(
        "posting__case", "from_mentor", "from_mentor__name"
    ):
        people[case].mentors.add((mentor, name))
