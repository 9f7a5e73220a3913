from training.models.attendance import Attendance, AttendanceCorrection
from training.models.classes import Block, TrainingClass
from training.models.enrolments import Enrolment
from training.models.feeds import CalendarFeed
from training.models.journals import JournalEntry
from training.models.postings import PracticePosting
from training.models.postponements import Postponement
from training.models.programmes import Programme
from training.models.sessions import Session
from training.models.suspensions import Suspension
from training.models.teachers import Teacher

__all__ = [
    "Attendance",
    "AttendanceCorrection",
    "Block",
    "CalendarFeed",
    "Enrolment",
    "JournalEntry",
    "Postponement",
    "PracticePosting",
    "Programme",
    "Session",
    "Suspension",
    "Teacher",
    "TrainingClass",
]
