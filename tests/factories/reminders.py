"""Reminders, made by the acts themselves."""

from typing import Any

from accounts.enums import Role
from evidence.models import Reminder
from evidence.services import reminders
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.recall import GroundFactory
from tests.moments import NOW, TODAY


def issued(cadre: Any = None, *, by: Any = None, days: int = 30) -> Reminder:
    cadre = cadre or PostFactory().cadre
    by = by or holder(Role.UNIT_CLERK, cadre.unit)
    told = {"facts": "本月三次迟到", "correct": "按时到岗", "ground": GroundFactory()}
    return reminders.issue(cadre.unit, cadre=cadre, days=days, by=by, at=NOW, **told)


def served(row: Reminder, **given: Any) -> Reminder:
    told = {"served_on": TODAY, "served_how": "IN_PERSON", "refused": False, "served_note": ""}
    return reminders.serve(row, by=row.issued_by, at=NOW, **told | given)
