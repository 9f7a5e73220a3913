"""What of the practices can be imported."""

from core.imports.definitions import register
from evidence.imports.checklists import PROBLEMS
from evidence.imports.commendations import COMMENDATIONS
from evidence.imports.complaints import COMPLAINTS, SERVED
from evidence.imports.findings import FINDINGS
from evidence.imports.honours import HONOURS
from evidence.imports.points import POINTS
from evidence.imports.presentations import NUMBERS
from evidence.imports.reminders import REMINDERS
from evidence.imports.roll import ROLL
from evidence.imports.targets import TARGETS
from evidence.imports.weekly import TASKS
from evidence.imports.work import ATTENDANCE

for definition in (
    POINTS,
    TARGETS,
    TASKS,
    REMINDERS,
    PROBLEMS,
    FINDINGS,
    SERVED,
    COMPLAINTS,
    HONOURS,
    ROLL,
    NUMBERS,
    ATTENDANCE,
    COMMENDATIONS,
):
    register(definition)
