"""What of the practices can be imported."""

from core.imports.definitions import register
from evidence.imports.points import POINTS
from evidence.imports.roll import ROLL
from evidence.imports.targets import TARGETS

for definition in (POINTS, TARGETS, ROLL):
    register(definition)
