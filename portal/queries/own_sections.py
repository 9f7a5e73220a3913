"""What the product holds about one person, section by section, as that person's own pages read it.

Nothing stands here before the person was told of it elsewhere: each section begins at the same
scope as the page of its own. Other people's words, votes and readings are no data of the person's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.models import (
    Appeal,
    Assessment,
    Ban,
    ClearingNote,
    DisclosureEntry,
    FollowUp,
    Outcome,
    PayEffect,
)
from cadres.enums import ProtectionKind
from cadres.models import Cadre, Protection
from evidence.enums import SheetState
from evidence.models import (
    BookEntry,
    InspectionFinding,
    ListEntry,
    PaperWaiver,
    Reminder,
    ScanSheet,
    WeekTask,
    WorkMonth,
)
from evidence.queries import own
from recall.models import (
    Allegation,
    Case,
    CaseNote,
    HelperAccess,
    Nomination,
    Rehabilitation,
    Statement,
)
from recall.queries import statement_papers
from training.models import (
    Attendance,
    Enrolment,
    JournalEntry,
    PracticePosting,
    ReflectionVersion,
)
from training.queries import journal_sheets

Rows = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Section:
    """One table: its file's name, its title, its rows of a user, its columns (paths of values)."""

    key: str
    title: str | Promise
    rows: Rows
    columns: tuple[str, ...]


def _mine(model: Any, path: str, *related: str) -> Rows:
    """Answer the rows of a model that a path leads from to the user."""
    return lambda user: _with(model.objects.filter(**{path: user}), related)


def _told(model: Any, scope: str, *related: str) -> Rows:
    """Answer the rows that the model's own scope tells the user of."""
    return lambda user: _with(getattr(model.objects, scope)(user), related)


def _with(rows: QuerySet[Any], related: tuple[str, ...]) -> QuerySet[Any]:
    rows = rows.order_by("pk")
    return rows.select_related(*related) if related else rows  # without names it follows them all


def _of_cadre(name: str, *related: str) -> Rows:
    return _mine(Cadre._meta.get_field(name).related_model, "cadre__user", *related)


def _protections(user: Any) -> QuerySet[Protection]:
    """Answer leave and protection; of an investigation others tell the person, in its time."""
    rows = Protection.objects.filter(cadre__user=user).exclude(kind=ProtectionKind.INVESTIGATION)
    return rows.order_by("pk")


def _statements(user: Any) -> QuerySet[Statement]:
    told = Nomination.objects.told_to(user).values("pk")
    return Statement.objects.filter(nomination__in=told).order_by("pk")


def _assessed(user: Any) -> QuerySet[Assessment]:
    return _told(Assessment, "visible_to", "case")(user).filter(
        case__subject=user, concluded_at__isnull=False
    )


def _outcomes(user: Any) -> QuerySet[Outcome]:
    rows = Outcome.objects.filter(case__subject=user, receipt__isnull=False)
    return rows.select_related("case", "receipt").order_by("pk")


SECTIONS = (
    Section(
        "person",
        _("基本信息"),
        lambda user: Cadre.objects.filter(user=user).select_related("unit"),
        ("name", "sex", "born_on", "unit", "staff_kind", "level", "is_leading", "authority",
         "politics", "party_joined_on", "work_began_on"),
    ),
    Section("posts", _("任职"), _of_cadre("posts", "unit"),
            ("unit", "title", "job_level", "is_main", "from_on", "until_on", "basis")),
    Section("ranks", _("职级"), _of_cadre("ranks"), ("rank", "from_on", "until_on", "basis")),
    Section("ratings", _("年度考核"), _of_cadre("ratings"), ("year", "civil", "institution")),
    Section("educations", _("学历学位"), _of_cadre("educations"),
            ("schooling", "attainment", "degree", "school", "major", "finished_on")),
    Section("honours", _("表彰奖励"), _of_cadre("honours"),
            ("kind", "title", "awarded_by", "awarded_on", "revoked_on")),
    Section("protections", _("请假和保护期"), _protections,
            ("kind", "from_on", "until_on")),
    Section("nominations", _("提名（已告知的）"), _told(Nomination, "told_to", "campaign", "unit"),
            ("campaign", "unit", "post_title", "state", "submitted_at")),
    Section("statements", _("陈述申辩"), _statements, ("kind", "text", "received_on", "at")),
    Section("cases", _("召回案件"), _told(Case, "of_person", "campaign", "unit"),
            ("campaign", "unit", "state", "opened_at", "closed_at")),
    Section("notes", _("给您的备注"), _told(CaseNote, "told_to"),
            ("text", "written_at", "struck_reason")),
    Section("helpers", _("协办查阅"), _told(HelperAccess, "told_to", "helper"),
            ("helper", "approved_at", "until_at", "ended_at")),
    Section("clearings", _("澄清正名"), _told(Rehabilitation, "told_to"),
            ("wrong", "scope", "others", "opened_at", "closed_at")),
    Section("classes", _("参训"), _mine(Enrolment, "case__subject", "training_class"),
            ("training_class", "enrolled_at", "withdrawn_at", "withdraw_reason")),
    Section("attendance", _("考勤"), _mine(Attendance, "enrolment__case__subject", "session"),
            ("session", "status")),
    Section("reflections", _("心得"),
            _mine(ReflectionVersion, "reflection__enrolment__case__subject"),
            ("number", "text", "count", "handed_in_at")),
    Section("postings", _("实践锻炼"), _mine(PracticePosting, "case__subject", "host_unit"),
            ("host_unit", "place", "from_on", "until_on", "tasks", "finished_on", "opinion")),
    Section("journal", _("实践日志"), _mine(JournalEntry, "posting__case__subject"),
            ("on", "text", "problem", "action", "result", "remark")),
    Section("assessments", _("综合考核"), _assessed,
            ("passed", "total", "comment", "concluded_at")),
    Section("outcomes", _("处理结果"), _outcomes,
            ("kind", "basis", "reason", "effect_until_on", "meeting", "held_on")),
    Section("appeals", _("复核申诉"), _told(Appeal, "of_person", "outcome"),
            ("remedy", "outcome", "text", "filed_on", "state", "decision", "told_on")),
    Section("pay", _("待遇影响"), _told(PayEffect, "of_person"),
            ("kind", "what", "from_month", "until_month", "fen", "basis", "approver")),
    Section("bans", _("限制和标记"), _mine(Ban, "case__subject"),
            ("kind", "from_on", "until_on", "basis", "lifted_on", "lifted_reason")),
    Section("visits", _("跟踪回访"), _told(FollowUp, "of_person"),
            ("months", "due_on", "visited_on", "visitor", "own_words")),
    Section("disclosures", _("公示"), _told(DisclosureEntry, "told_to", "disclosure"),
            ("disclosure.audience", "name", "unit_name", "decision", "remedy", "ground",
             "disclosure.footing", "disclosure.purpose", "disclosure.from_on",
             "disclosure.until_on", "consented_at", "declined_at", "taken_down_at",
             "taken_down_reason", "corrected_on", "correction")),
    Section("points", _("积分"), _mine(BookEntry, "member__cadre__user", "member__book"),
            ("member.book", "kind", "points", "on", "reason", "source")),
    Section("lists", _("红黄榜"), _told(ListEntry, "told_to", "list"),
            ("list", "colour", "on", "reason", "published_on", "until_on", "said", "answer",
             "withdrawn_reason")),
    Section("reminders", _("提醒"), _told(Reminder, "told_to"),
            ("facts", "correct", "served_on", "due_on", "said", "result", "result_note")),
    Section("tasks", _("周工作清单"), _mine(WeekTask, "cadre__user"),
            ("week_on", "text", "due_on")),
    Section("months", _("出勤月报"), _told(WorkMonth, "told_to"),
            ("month", "due_days", "absent_days", "late_times", "leave_days", "source")),
    Section("findings", _("督查发现"), _told(InspectionFinding, "told_to"),
            ("seen_on", "place", "seen", "outcome", "opinion")),
    Section("problems", _("负面清单"), own.problems,
            ("item", "from_on", "until_on", "seen", "struck_reason")),
)  # fmt: skip


def papers(user: Any) -> Iterable[tuple[str, Any]]:
    """Answer (title, document) of every paper that was told, served or given to the person."""
    for told in Allegation.objects.told_to(user).select_related("document").order_by("pk"):
        yield str(_("告知书")), told.document
    served = Case.objects.of_person(user).filter(receipt__isnull=False)
    for case in served.select_related("notice").order_by("pk"):
        yield str(_("召回通知书")), case.notice
    for outcome in _outcomes(user).select_related("document"):
        yield str(_("处理决定")), outcome.document
    for row in _assessed(user).select_related("document"):
        yield str(_("考核表")), row.document
    for appeal in Appeal.objects.of_person(user).select_related("receipt").order_by("pk"):
        yield str(_("复核申诉回执")), appeal.receipt
    for one in Rehabilitation.objects.told_to(user).select_related("letter").order_by("pk"):
        yield str(_("澄清正名函")), one.letter
    notes = ClearingNote.objects.filter(case__subject=user).select_related("document")
    for note in notes.order_by("pk"):
        yield str(_("期满说明")), note.document


def scans(user: Any) -> Iterable[tuple[str, Any]]:
    """Answer (title, file) of every scanned page that the person wrote by hand.

    Statements on paper from the day on which the person was told, and the pages of their journal.
    """
    told = statement_papers.of_nominations(Nomination.objects.told_to(user))
    own = PracticePosting.objects.filter(case__subject=user)
    written = Q(page__document__in=told) | Q(page__document__in=journal_sheets.of_postings(own))
    waived = PaperWaiver.objects.filter(document=OuterRef("page__document"))
    rows = ScanSheet.objects.filter(~Exists(waived), written, state=SheetState.FILED)
    rows = rows.select_related("page__document", "file").order_by("page__document", "page__number")
    for row in rows:
        if row.page is not None:  # for the type checker: a filed page has one
            named = {"title": row.page.document.title, "n": row.page.number}
            yield _("%(title)s　第 %(n)s 页（扫描件）") % named, row.file
