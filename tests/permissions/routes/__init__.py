"""Every address of the product, floor by floor; the order is the table's."""

from tests.permissions.routes.accounts import ACCOUNT, CONSOLE
from tests.permissions.routes.after import AFTER
from tests.permissions.routes.appeals import APPEALS
from tests.permissions.routes.asking import Route
from tests.permissions.routes.assessment import ASSESSMENT
from tests.permissions.routes.cadres import ARCHIVE
from tests.permissions.routes.challenges import CHALLENGES
from tests.permissions.routes.classroom import CLASSROOM
from tests.permissions.routes.concurrences import CONCURRENCES
from tests.permissions.routes.disclosures import DISCLOSURES
from tests.permissions.routes.evasions import EVASIONS
from tests.permissions.routes.evidence import EVIDENCE
from tests.permissions.routes.guests import GUESTS
from tests.permissions.routes.handovers import HANDOVERS
from tests.permissions.routes.hearings import HEARINGS
from tests.permissions.routes.keeping import KEEPING
from tests.permissions.routes.meetings import MEETINGS
from tests.permissions.routes.notes import NOTES
from tests.permissions.routes.pay import PAY
from tests.permissions.routes.plans import PLANS
from tests.permissions.routes.portal import IMPORTS, INTERFACE, OPEN
from tests.permissions.routes.practice import PRACTICE
from tests.permissions.routes.prints import PRINTS
from tests.permissions.routes.ratings import RATINGS
from tests.permissions.routes.reasons import REASONS
from tests.permissions.routes.recall import CAMPAIGNS, CASES, NOMINATIONS, OFFICE
from tests.permissions.routes.reflections import REFLECTIONS
from tests.permissions.routes.reports import REPORTS
from tests.permissions.routes.schemes import SCHEMES
from tests.permissions.routes.settlements import SETTLEMENTS
from tests.permissions.routes.talks import TALKS
from tests.permissions.routes.timetables import TIMETABLES
from tests.permissions.routes.trainee_polls import TRAINEE_POLLS
from tests.permissions.routes.training import TRAINING
from tests.permissions.routes.wordings import WORDINGS

__all__ = ["ROUTES", "Route"]

ROUTES = [
    *ACCOUNT,
    *OPEN,
    *EVIDENCE,
    *SCHEMES,
    *WORDINGS,
    *CAMPAIGNS,
    *PRINTS,
    *NOMINATIONS,
    *OFFICE,
    *SETTLEMENTS,
    *CHALLENGES,
    *EVASIONS,
    *HEARINGS,
    *CASES,
    *NOTES,
    *MEETINGS,
    *REASONS,
    *TRAINING,
    *CLASSROOM,
    *REFLECTIONS,
    *RATINGS,
    *TRAINEE_POLLS,
    *PRACTICE,
    *GUESTS,
    *HANDOVERS,
    *TALKS,
    *PLANS,
    *TIMETABLES,
    *ASSESSMENT,
    *CONCURRENCES,
    *APPEALS,
    *PAY,
    *AFTER,
    *DISCLOSURES,
    *ARCHIVE,
    *REPORTS,
    *KEEPING,
    *CONSOLE,
    *IMPORTS,
    *INTERFACE,
]
