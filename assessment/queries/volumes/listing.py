"""The list of papers in the order of the volume."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as spoken
from django.utils.translation import gettext_lazy as _

from assessment.models import Outcome
from assessment.queries.volumes import afterwards, followed, recalled, scanned
from assessment.queries.volumes.papers import Paper
from recall.models import Case, Nomination


@dataclass(frozen=True)
class Entry:
    """One kind of paper: whether every case must have it, and those of this case."""

    code: str
    title: Any
    is_due: bool
    papers: list[Paper]

    @property
    def is_missing(self) -> bool:
        """Whether it must be there and is not, or is there and cannot be bound yet."""
        return bool(self.troubles) or (self.is_due and not self.papers)

    @property
    def troubles(self) -> list[Any]:
        return [paper.trouble for paper in self.papers if paper.trouble]


_KINDS: list[tuple[str, Any, bool, Callable[[Case], list[Paper]]]] = [
    ("nomination", _("提名表"), True, recalled.nomination),
    ("unit_opinion", _("单位集体研究意见"), False, recalled.unit_opinion),
    ("evidence", _("证明材料"), False, recalled.evidence),
    ("verification", _("核实记录"), True, recalled.verifications),
    ("hearing", _("告知、谈话和陈述申辩"), True, recalled.hearing),
    ("decision", _("集体研究决定记录"), True, recalled.decision),
    ("notice", _("召回通知书"), True, recalled.notice),
    ("notice_receipt", _("召回通知书送达回证"), True, recalled.notice_receipt),
    ("reasons", _("“为什么是我”说明书、澄清函"), False, recalled.reasons),
    ("class", _("参训和考勤记录"), False, followed.classes),
    ("practice", _("实践锻炼鉴定和日志"), False, followed.postings),
    ("summary", _("个人总结"), False, followed.summary),
    ("assessment", _("综合考核表"), True, followed.assessment),
    ("outcome", _("处理结果文书"), True, followed.outcome),
    ("outcome_receipt", _("处理结果送达回证"), True, followed.outcome_receipt),
    ("observation", _("附条件暂缓执行材料"), False, afterwards.observations),
    ("appeals", _("复核申诉材料"), False, followed.appeals),
    ("referrals", _("移送纪检监察材料"), False, followed.referrals),
    ("pay", _("待遇影响记录"), False, afterwards.pay),
    ("bans", _("限制记录"), False, afterwards.bans),
    ("visits", _("回访记录"), False, afterwards.visits),
    ("clearing", _("期满说明"), False, afterwards.clearing),
    ("scans", _("签收和手写页的扫描件"), False, scanned.pages),
    ("steps", _("流转记录"), True, recalled.steps),
]

# of which every case has one, or which need not be there and are bound as they are
_NEVER_LACKING = {"nomination", "unit_opinion", "class", "summary", "bans", "visits", "steps"}
_OF_CASE = ("campaign", "cadre", "county", "unit", "notice", "receipt", "clearing_note__document")
_OF_NOMINATION = (
    "drafted_by",
    "submitted_by",
    "unit_opinion",
    "allegation__document",
    "statement",
    "decision",
)
_OF_OUTCOME = ("document", "receipt", "observation")


def listed(case: Case) -> list[Entry]:
    """Answer every kind of paper of a volume with those that the case has.

    What a case has one of at most is read with it, in three questions: of one question with all
    nineteen joins PostgreSQL needed 0.1 s to make its plan alone.
    """
    row = _read(case)
    return [Entry(code, title, is_due, papers(row)) for code, title, is_due, papers in _KINDS]


def lacking(case: Case) -> list[str]:
    """Answer what a volume lacks as `missing` does of all, without reading what cannot lack."""
    row = _read(case)
    asked = [kind for kind in _KINDS if kind[0] not in _NEVER_LACKING]
    return missing(
        [Entry(code, title, is_due, papers(row)) for code, title, is_due, papers in asked]
    )


def _read(case: Case) -> Case:
    rows = Case.objects.select_related(*_OF_CASE).prefetch_related(
        Prefetch("nomination", Nomination.objects.select_related(*_OF_NOMINATION)),
        Prefetch("outcome", Outcome.objects.select_related(*_OF_OUTCOME)),
    )
    return rows.get(pk=case.pk)


def missing(entries: list[Entry]) -> list[str]:
    """Answer what is not there, each with its reason."""
    return [_told(entry) for entry in entries if entry.is_missing]


def _told(entry: Entry) -> str:
    if not entry.troubles:
        return str(entry.title)
    return spoken("%(text)s（%(note)s）") % {"text": entry.title, "note": entry.troubles[0]}
