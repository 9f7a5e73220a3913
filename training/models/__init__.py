from training.models.attendance import Attendance, AttendanceCorrection
from training.models.checkins import CheckIn, WalkIn
from training.models.classes import Block, TrainingClass
from training.models.enrolments import Enrolment
from training.models.examinations import (
    AnswerMark,
    Examination,
    ExaminationItem,
    Paper,
    PaperAnswer,
    Question,
)
from training.models.journals import JournalEntry
from training.models.postings import PracticePosting
from training.models.sessions import Session

__all__ = [
    "AnswerMark",
    "Attendance",
    "AttendanceCorrection",
    "Block",
    "CheckIn",
    "Enrolment",
    "Examination",
    "ExaminationItem",
    "JournalEntry",
    "Paper",
    "PaperAnswer",
    "PracticePosting",
    "Question",
    "Session",
    "TrainingClass",
    "WalkIn",
]
