"""From when an outcome has effect: with the serving, a conditional one when a meeting says so."""

from datetime import date

from assessment.models import Outcome


def carried_out_on(outcome: Outcome) -> date | None:
    """Answer the day of the meeting by which an outcome is carried out; None while it waits, or if
    it lapsed.
    """
    observation = getattr(outcome, "observation", None)
    if observation is None:
        return outcome.held_on
    return observation.held_on if observation.is_activated else None


def in_force_since(outcome: Outcome) -> date | None:
    """Answer the day from which a served outcome has effect; None while it waits, or if it lapsed.

    A conditional one has none before a meeting decided to carry it out.
    """
    receipt, decided_on = getattr(outcome, "receipt", None), carried_out_on(outcome)
    if receipt is None or decided_on is None:
        return None
    return max(receipt.served_on, decided_on)
