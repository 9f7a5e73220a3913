"""What a campaign's scheme says beyond the parameters that the campaign itself keeps."""

from typing import Any

from schemes.queries import parameters


def assess_days(campaign: Any) -> int:
    """Answer the working days, after class or practice, in which a person is assessed."""
    return _days(campaign, "assess_days")


def outcome_days(campaign: Any) -> int:
    """Answer the calendar days, after the assessment, in which the outcome is decided."""
    return _days(campaign, "outcome_days")


def reminds_first(campaign: Any) -> bool:
    """Answer whether a first nomination must wait for a reminder and its time to correct."""
    return bool(parameters.whole(campaign.scheme_version.parameters)["remind_first"])


def _days(campaign: Any, key: str) -> int:
    return int(parameters.whole(campaign.scheme_version.parameters)[key])
