"""Rows of disclosures in a world: one that waits, one to weigh, one to approve, one that stands."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from assessment.services import disclosure_papers, disclosures, takedowns
from core.dates import legal_day
from core.exports import copies
from core.exports.models import OwnCopy
from tests.factories import assessment as assess
from tests.factories import disclosures as disclose
from tests.factories.appeals import accepted, decided, handler
from tests.factories.recall import PDF, printed


def rows(world: SimpleNamespace) -> dict[str, Any]:
    ready = disclose.served(world)
    waiting = disclose.proposed(world)
    now = timezone.now()  # what stands, stands by the clock of whoever asks
    shown = disclose.shown(world, at=now)
    told = {"put_up_on": legal_day(now), "by": world.admin, "at": now}
    papered = disclose.entry(disclose.proposed(world))
    paper = {"content": PDF, "by": world.admin, "at": assess.LATER}
    return {
        "disclosable": ready,
        "waiting_disclosure": waiting,
        "asked_name": disclose.entry(waiting),
        "own_copy": _copy(disclose.entry(waiting).case.subject),
        "wide_disclosure": disclose.proposed(world, audience="INTRANET"),
        "agreed_disclosure": disclose.agreed(disclose.proposed(world)),
        "shown_disclosure": shown,
        "hanging_paper": printed(disclosure_papers.request(shown, by=world.admin, at=now)),
        "papered_name": disclosures.consent_on_paper(papered, **paper),
        "notice_place": takedowns.put_up(shown, title="一楼公示栏", **told),
        "fallen_name": _fallen(world),
    }


def _copy(user: Any) -> OwnCopy:
    """Answer a person's own copy, made and standing by the real clock."""
    now = timezone.now()
    return copies.write(copies.ask(None, by=user, at=now), at=now)


def _fallen(world: SimpleNamespace) -> Any:
    """Answer a name that was shown until an objection was upheld."""
    case = disclose.served(world)
    row = disclose.entry(disclose.shown(world, case))
    by = handler(world)
    decided(accepted(case.outcome, by, "OBJECTION"), by)
    return type(row).objects.get(pk=row.pk)
