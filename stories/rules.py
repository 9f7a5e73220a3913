"""The parameters of a story's scheme: what it tells beyond its preset."""

from datetime import datetime
from typing import Any

from stories import texts
from stories.schema import Story


def parameters(story: Story, preset: dict[str, Any], sign: str, at: datetime) -> dict[str, Any]:
    """Answer what a story's scheme says otherwise than its preset or the scheme above.

    :param sign: what the place is, in one sign: 县, 市, 州
    """
    given = story.given["scheme"]
    told = {"legal_profile": given["legal_profile"]} | verifying(given)
    if "practice_months" in given:
        last = max(given["practice_months"][1], 1)
        told |= {"practice_min": min(preset["practice_min"], last), "practice_max": last}
    if "class_days" in given:
        told |= dict(zip(("class_days_min", "class_days_max"), given["class_days"], strict=True))
    if given.get("quota", "none") != "none":
        basis = texts.QUOTA_BASIS.format(of=sign, year=at.year)
        told |= {"quota_on": True, "quota_basis": basis}
    if "pay_basis" in given:
        told |= {"pay_on": True, "fee_on": given.get("fee_paid_by_person", False)}
        told |= {"pay_basis": given["pay_basis"], "pay_approver": given["pay_approver"]}
    if "repeat_rule" in story.given:
        told["repeat_rule"] = story.given["repeat_rule"]
    return told


def verifying(given: dict[str, Any]) -> dict[str, Any]:
    """Answer how many verify by a story's scheme; one alone is an exception with its reason."""
    if "verifiers" not in given:
        return {}
    needed = given["verifiers"]
    return {
        "verifiers_needed": needed,
        "verifiers_reason": texts.ONE_VERIFIER if needed == 1 else "",
    }
