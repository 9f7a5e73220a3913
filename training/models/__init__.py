from training.models.attendance import Attendance, AttendanceCorrection
from training.models.classes import Block, TrainingClass
from training.models.enrolments import Enrolment
from training.models.journals import JournalEntry
from training.models.postings import PracticePosting
from training.models.sessions import Session
from training.models.suspensions import Suspension

__all__ = [
    "Attendance",
    "AttendanceCorrection",
    "Block",
    "Enrolment",
    "JournalEntry",
    "PracticePosting",
    "Session",
    "Suspension",
    "TrainingClass",
]
