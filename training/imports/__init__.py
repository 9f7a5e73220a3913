"""What of class and practice can be imported."""

from core.imports.definitions import register
from training.imports.attendance import ATTENDANCE
from training.imports.questions import QUESTIONS

register(ATTENDANCE)
register(QUESTIONS)
