from training.models.attendance import Attendance, AttendanceCorrection
from training.models.classes import Block, TrainingClass
from training.models.enrolments import Enrolment
from training.models.journals import JournalEntry, JournalPhoto
from training.models.places import HostPlace
from training.models.posting_changes import PostingExtension, PostingPause, PostingTransfer
from training.models.postings import PracticePosting
from training.models.problems import Problem, ProblemStep, ResidentWord, WordInvite
from training.models.reviews import MonthReview, WeekNote
from training.models.sessions import Session

__all__ = [
    "Attendance",
    "AttendanceCorrection",
    "Block",
    "Enrolment",
    "HostPlace",
    "JournalEntry",
    "JournalPhoto",
    "MonthReview",
    "PostingExtension",
    "PostingPause",
    "PostingTransfer",
    "PracticePosting",
    "Problem",
    "ProblemStep",
    "ResidentWord",
    "Session",
    "TrainingClass",
    "WeekNote",
    "WordInvite",
]
