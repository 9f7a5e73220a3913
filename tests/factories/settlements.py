"""Two verifiers who differ, and the head of verification who settles it by record."""

from typing import Any

from accounts.enums import Role
from recall.enums import Conclusion, FindingResult
from recall.models import Nomination, Settlement
from recall.services import settlements
from tests.factories.accounts import holder
from tests.factories.recall import conclude, findings, open_campaign, submitted_nomination
from tests.moments import VERIFIED_AT

WHY = "值班记录第二页有当晚查岗签字，其中没有本人。"


def disputed(campaign: Any = None, *, row: Nomination | None = None, **given: Any) -> Nomination:
    """One verifier finds the fact proved and a match, the other neither."""
    row = row or submitted_nomination(campaign or open_campaign(verifiers_needed=2))
    conclude(row, **given)
    conclude(row, Conclusion.NOT_MATCHED, findings=findings(row, FindingResult.NOT_PROVED), **given)
    return Nomination.objects.get(pk=row.pk)


def settle(nomination: Nomination, **given: Any) -> Settlement:
    """Let the admin name the file on each fact as the record that it is proved."""
    by = given.pop("by", None) or holder(Role.COUNTY_ADMIN, nomination.county)
    rulings = {
        fact.pk: settlements.Ruling("PROVED", f"EVIDENCE-{fact.evidence.get().pk}", WHY)
        for fact in nomination.facts.all()
    }
    values = {
        "rulings": rulings,
        "conclusion": Conclusion.MATCHED,
        "opinion": "按值班记录认定属实",
        "at": VERIFIED_AT,
    }
    return settlements.settle(nomination, by=by, **values | given)
