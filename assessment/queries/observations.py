"""From when an outcome has effect: with the serving, a conditional one when a meeting says so."""

from datetime import date

from assessment.models import Outcome


def in_force_since(outcome: Outcome) -> date | None:
    """Answer the day from which a served outcome has effect; None while it waits, or if it lapsed.

    A conditional one has none before a meeting decided to carry it out.
    """
    receipt, observation = getattr(outcome, "receipt", None), getattr(outcome, "observation", None)
    if receipt is None or (observation is not None and not observation.is_activated):
        return None
    decided = observation.held_on if observation is not None else receipt.served_on
    return max(receipt.served_on, decided)
