from evidence.models.awards import BookAward, BookShare
from evidence.models.ballots import Ballot, PaperSheet, PollCount, PollToken, UrnBallot
from evidence.models.books import Book, BookDuty, BookItem, BookMember, BookRule
from evidence.models.checklists import Checklist, ChecklistItem, Problem, ZeroReturn
from evidence.models.complaints import Complaint, ComplaintLine, ComplaintPlan, ServedCount
from evidence.models.files import EvidenceFile
from evidence.models.honour_lists import HonourList, ListEntry
from evidence.models.inspections import (
    Inspection,
    InspectionFile,
    InspectionFinding,
    InspectionPerson,
)
from evidence.models.ledger import BookEntry, BookObjection, BookPeriod
from evidence.models.panels import (
    Panel,
    PanelCandidate,
    PanelCriterion,
    PanelMember,
    PanelRecusal,
    PanelSheet,
)
from evidence.models.poll_voids import PollVoid
from evidence.models.polls import Poll, PollGroup, PollSubject, PollVoter
from evidence.models.presentation_papers import (
    PresentationComment,
    PresentationRecusal,
    PresentationReport,
    PresentationValue,
)
from evidence.models.presentations import (
    PresentationIndicator,
    PresentationMember,
    PresentationRound,
    PresentationSeat,
)
from evidence.models.reminders import Reminder
from evidence.models.scans import PaperWaiver, ScanPile, ScanSheet, ScanSource
from evidence.models.signals import Signal
from evidence.models.targets import TargetItem, TargetPlan, TargetScore
from evidence.models.weekly import WeekCheck, WeekPlan, WeekTally, WeekTask
from evidence.models.work import WorkCorrection, WorkMonth

__all__ = [
    "Ballot",
    "Book",
    "BookAward",
    "BookDuty",
    "BookEntry",
    "BookItem",
    "BookMember",
    "BookObjection",
    "BookPeriod",
    "BookRule",
    "BookShare",
    "Checklist",
    "ChecklistItem",
    "Complaint",
    "ComplaintLine",
    "ComplaintPlan",
    "EvidenceFile",
    "HonourList",
    "Inspection",
    "InspectionFile",
    "InspectionFinding",
    "InspectionPerson",
    "ListEntry",
    "Panel",
    "PanelCandidate",
    "PanelCriterion",
    "PanelMember",
    "PanelRecusal",
    "PanelSheet",
    "PaperSheet",
    "PaperWaiver",
    "Poll",
    "PollCount",
    "PollGroup",
    "PollSubject",
    "PollToken",
    "PollVoid",
    "PollVoter",
    "PresentationComment",
    "PresentationIndicator",
    "PresentationMember",
    "PresentationRecusal",
    "PresentationReport",
    "PresentationRound",
    "PresentationSeat",
    "PresentationValue",
    "Problem",
    "Reminder",
    "ScanPile",
    "ScanSheet",
    "ScanSource",
    "ServedCount",
    "Signal",
    "TargetItem",
    "TargetPlan",
    "TargetScore",
    "UrnBallot",
    "WeekCheck",
    "WeekPlan",
    "WeekTally",
    "WeekTask",
    "WorkCorrection",
    "WorkMonth",
    "ZeroReturn",
]
