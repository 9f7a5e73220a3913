"""Cases as they stood before their later terms had clocks, and what the migrations make of them.

Run as a program on an empty database, like `tests.config.filling_clocks`.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import django

from tests.config.filling_clocks import Past, clocks

BEFORE = [
    ("recall", "0025_more_clocks"),
    ("training", "0012_course_ratings"),
    ("assessment", "0012_reversals_of_books_and_lists"),
]
FILLED = ("assessment", "0013_clocks_of_what_runs")
NEWEST = ("assessment", "0022_clocks_of_old_outcomes")
LAST = date(2018, 6, 8)  # of the class
HELD = date(2018, 9, 3)
ASSESSED = "2018-08-20T09:00:00+08:00"


def migrated(*nodes: tuple[str, str]) -> Callable[[str], Any]:
    """Migrate to the nodes and what they need; answer how a model of that state is got."""
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    for app, name in nodes:
        call_command("migrate", app, name, interactive=False, verbosity=0)
    return MigrationExecutor(connection).loader.project_state(list(nodes)).apps.get_model


def written(model: Callable[[str], Any]) -> None:
    """Write a case for each of the three terms, one of an older outcome, and one that was told."""
    past = Past(model)
    _seated(past)
    _assessed(past, past.case("ASSESSED", due_on=None))
    _decided(past, "RETURN", date(2018, 9, 6))
    _decided(past, "DISMISS", None)
    _decided(past, "RETURN", None)
    told = _decided(past, "RETURN", None)
    past.put(
        "assessment.OutcomeReceipt", outcome=told, served_on=HELD, manner="IN_PERSON",
        received_by="本人", remedy_until_on=date(2018, 10, 3), **past.hand("served"),
    )  # fmt: skip


def _seated(past: Past) -> None:
    days = {"opens_on": date(2018, 6, 4), "closes_on": LAST}
    where = {"county": past.county, "campaign": past.campaign, "venue": "县委党校"}
    training_class = past.put(
        "training.TrainingClass", title="第一期", **days, **where, **past.hand("planned")
    )
    case = past.case("TRAINING", due_on=None)
    told = {"case": case, "training_class": training_class}
    past.put("training.Enrolment", **told, **past.hand("enrolled"))


def _assessed(past: Past, case: Any) -> None:
    held = {
        "total": 80,
        "passed": True,
        "comment": "合格",
        "concluded_by": past.user,
        "concluded_at": ASSESSED,
    }
    past.put("assessment.Assessment", case=case, weights={}, **held, **past.hand("opened"))


def _decided(past: Past, kind: str, serve_until_on: date | None) -> Any:
    assessor, decider = (
        past.put("accounts.User", username=uuid4().hex, name=name) for name in ("考核人", "决定人")
    )
    votes = {"due_count": 5, "agree_count": 5, "disagree_count": 0, "defer_count": 0}
    return past.put(
        "assessment.Outcome", case=past.case("DECIDED", due_on=None), kind=kind, reason="合格",
        serve_until_on=serve_until_on, meeting="部务会", held_on=HELD, assessed_by=assessor,
        decided_by=decider, decided_at=datetime.fromisoformat(f"{HELD}T09:00:00+08:00"), **votes,
    )  # fmt: skip


def told(model: Callable[[str], Any]) -> list[list[Any]]:
    """Answer each clock without the moment it was begun by the migration, in order."""
    return sorted([*row[:5], row[6]] for row in clocks(model))


def main() -> None:
    django.setup()
    from config import migrating  # noqa: PLC0415 - after django.setup()

    migrating.render_less()
    written(migrated(*BEFORE))
    filled = told(migrated(*BEFORE[:2], FILLED))
    newest = migrated(NEWEST)
    dues = newest("recall.Case").objects.exclude(due_on=None).order_by("due_on")
    own = [day.isoformat() for day in dues.values_list("due_on", flat=True)]
    sys.stdout.write(json.dumps([filled, told(newest), own]))


if __name__ == "__main__":
    main()
