"""What a world holds of sheets and clearings: a decided nomination, two wronged ones."""

from typing import Any

from recall.models import TakenSignal
from recall.services import rehabilitations
from tests.factories import recall
from tests.factories.evidence import raised_signal
from tests.moments import DECIDED_AT


def rows(where: Any) -> dict[str, Any]:
    """Answer a decided nomination with its sheet, one to be cleared, and an open clearing."""
    decided = recall.approved_nomination(where.campaign)
    recall.printed(decided.sheet.document)
    wronged, cleared = (
        recall.conclude(recall.submitted_nomination(where.campaign), "NOT_MATCHED")
        for _n in range(2)
    )
    signal = raised_signal(cleared.cadre)
    TakenSignal.objects.create(
        nomination=cleared,
        signal=signal,
        snapshot={"said": signal.said, "practice": signal.practice},
        added_by=cleared.drafted_by,
        added_at=DECIDED_AT,
    )
    clearing = rehabilitations.open_(
        cleared,
        scope="本单位班子成员和参加集体研究的人员",
        by=where.people["county_admin"],
        at=DECIDED_AT,
    )
    recall.printed(clearing.letter)
    return {
        "decided": decided,
        "wronged": wronged,
        "rehabilitation": clearing,
        "clearing_signal": clearing.proposed_signals.get(),
    }
