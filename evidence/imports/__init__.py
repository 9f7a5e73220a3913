"""What of the practices can be imported."""

from core.imports.definitions import register
from evidence.imports.complaints import COMPLAINTS, SERVED
from evidence.imports.points import POINTS
from evidence.imports.roll import ROLL
from evidence.imports.targets import TARGETS

for definition in (POINTS, TARGETS, ROLL, SERVED, COMPLAINTS):
    register(definition)
