from evidence.models.awards import BookAward, BookShare
from evidence.models.books import Book, BookDuty, BookItem, BookMember, BookRule
from evidence.models.files import EvidenceFile
from evidence.models.ledger import BookEntry, BookObjection, BookPeriod
from evidence.models.signals import Signal
from evidence.models.targets import TargetItem, TargetPlan, TargetScore

__all__ = [
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
    "EvidenceFile",
    "Signal",
    "TargetItem",
    "TargetPlan",
    "TargetScore",
]
