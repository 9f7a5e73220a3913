"""Which player plays which practice."""

from stories.agenda import Agenda
from stories.methods.acts import MethodPlayer
from stories.methods.ballots import BallotPlayer
from stories.methods.checklists import ChecklistPlayer
from stories.methods.complaints import ComplaintsPlayer
from stories.methods.findings import FindingsPlayer
from stories.methods.honour_lists import HonourListsPlayer
from stories.methods.ledger import BookPlayer
from stories.methods.panels import PanelPlayer
from stories.methods.presentations import PresentationsPlayer
from stories.methods.reminders import RemindersPlayer
from stories.methods.targets import TargetsPlayer
from stories.methods.weekly import WeeklyPlayer
from stories.worlds import World

PLAYERS: dict[str, type[MethodPlayer]] = {
    "ballots": BallotPlayer,
    "targets": TargetsPlayer,
    "checklists": ChecklistPlayer,
    "findings": FindingsPlayer,
    "reminders": RemindersPlayer,
    "weekly": WeeklyPlayer,
    "panels": PanelPlayer,
    "complaints": ComplaintsPlayer,
    "honour_lists": HonourListsPlayer,
    "presentations": PresentationsPlayer,
}


def schedule(world: World, agenda: Agenda) -> None:
    """Enter the acts of every practice that the story tells.

    :raises StoryRefused: signals on the day of the call or later
    """
    for book in world.plan.books:
        BookPlayer(world, book, agenda).schedule()
    for method in world.plan.methods:
        if method.kind in PLAYERS:
            PLAYERS[method.kind](world, method, agenda).schedule()
