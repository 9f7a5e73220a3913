from training.models.attendance import Attendance, AttendanceCorrection
from training.models.checkins import CheckIn, WalkIn
from training.models.classes import Block, TrainingClass
from training.models.draws import ExaminationDraw
from training.models.enrolments import Enrolment
from training.models.examinations import (
    AnswerMark,
    Examination,
    ExaminationItem,
    Paper,
    PaperAnswer,
    Question,
)
from training.models.feeds import CalendarFeed
from training.models.guests import Guest
from training.models.handovers import MentorHandover
from training.models.journals import JournalEntry, JournalPhoto
from training.models.places import HostPlace
from training.models.plans import LineProgress, Plan, PlanLine
from training.models.polls import TraineePoll
from training.models.posting_changes import PostingExtension, PostingPause, PostingTransfer
from training.models.postings import PracticePosting
from training.models.postponements import Postponement
from training.models.problems import Problem, ProblemStep, ResidentWord, WordInvite
from training.models.programmes import Programme
from training.models.ratings import (
    CourseRating,
    RatingAnswer,
    RatingItems,
    RatingRemark,
    RatingSeat,
    UrnRating,
)
from training.models.reflections import (
    Reflection,
    ReflectionReview,
    ReflectionTask,
    ReflectionVersion,
)
from training.models.reviews import HostAppraisal, MonthReview, WeekNote
from training.models.rooms import Room
from training.models.sessions import Session
from training.models.suspensions import Suspension
from training.models.talks import HeartTalk
from training.models.teachers import Teacher
from training.models.wishes import StayWish

__all__ = [
    "AnswerMark",
    "Attendance",
    "AttendanceCorrection",
    "Block",
    "CalendarFeed",
    "CheckIn",
    "CourseRating",
    "Enrolment",
    "Examination",
    "ExaminationDraw",
    "ExaminationItem",
    "Guest",
    "HeartTalk",
    "HostAppraisal",
    "HostPlace",
    "JournalEntry",
    "JournalPhoto",
    "LineProgress",
    "MentorHandover",
    "MonthReview",
    "Paper",
    "PaperAnswer",
    "Plan",
    "PlanLine",
    "PostingExtension",
    "PostingPause",
    "PostingTransfer",
    "Postponement",
    "PracticePosting",
    "Problem",
    "ProblemStep",
    "Programme",
    "Question",
    "RatingAnswer",
    "RatingItems",
    "RatingRemark",
    "RatingSeat",
    "Reflection",
    "ReflectionReview",
    "ReflectionTask",
    "ReflectionVersion",
    "ResidentWord",
    "Room",
    "Session",
    "StayWish",
    "Suspension",
    "Teacher",
    "TraineePoll",
    "TrainingClass",
    "UrnRating",
    "WalkIn",
    "WeekNote",
    "WordInvite",
]
