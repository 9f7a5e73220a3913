"""Rows as they stood before terms had clocks, and what the migrations make of them.

Run as a program on an empty database: migrates to the state before, writes rows as that state
knows them, migrates on, and prints the clocks as JSON.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import django

AT = "2018-05-10T09:00:00+08:00"
DUE_ON = date(2018, 5, 31)
BEFORE, FILLED, NEWEST = "0015_clocks", "0016_fill_clocks", "0025_more_clocks"


def migrated(name: str) -> Callable[[str], Any]:
    """Migrate recall to `name` and what it needs; answer how a model of that state is got."""
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    call_command("migrate", "recall", name, interactive=False, verbosity=0)
    loader = MigrationExecutor(connection).loader
    return loader.project_state([("recall", name)]).apps.get_model


class Past:
    """One county with a campaign, and matters in each state, as the state before knows them."""

    def __init__(self, model: Callable[[str], Any]) -> None:
        self.model, self.at = model, datetime.fromisoformat(AT)
        self.user = self.put("accounts.User", username="past", name="经办人")
        self.county = self.put("units.Jurisdiction", code="610922", name="石泉县", level="COUNTY")
        place = {"county": self.county, "kind": "TOWNSHIP", "from_on": date(2010, 1, 1)}
        self.unit = self.put("units.Unit", name="城关镇", **place)
        told = {"county": self.county, "title": "退回办法"}
        scheme = self.put("schemes.Scheme", **told, **self.hand("created"))
        version = self.put("schemes.SchemeVersion", scheme=scheme, number=1, **self.hand("drafted"))
        self.campaign = self.put(
            "recall.Campaign",
            title="首批",
            county=self.county,
            scheme_version=version,
            legal_profile="in_force",
            practice_months=3,
            verify_days=15,
            reply_days=5,
            decide_days=20,
            serve_days=3,
            created_by=self.user,
            created_at=self.at,
        )
        self.round = self.put(
            "recall.Round", campaign=self.campaign, number=1, notice_on=date(2018, 5, 7)
        )

    def put(self, label: str, /, **given: Any) -> Any:
        return self.model(label).objects.create(**given)

    def hand(self, act: str) -> dict[str, Any]:
        """Answer `<act>_by` and `<act>_at`, of those that the state before has."""
        return {f"{act}_by": self.user, f"{act}_at": self.at}

    def nomination(self, state: str, *acts: str, due_on: date | None = DUE_ON) -> Any:
        """Write a nomination; each act is another hand's."""
        cadre = self.put(
            "cadres.Cadre", name=state, sex="M", born_on=date(1980, 1, 1), unit=self.unit,
            staff_kind="CIVIL_SERVANT", level="ORDINARY",
        )  # fmt: skip
        hands: dict[str, Any] = {}
        for act in acts:
            other = self.put("accounts.User", username=uuid4().hex, name=act)
            hands |= {f"{act}_by": other, f"{act}_at": self.at}
        return self.put(
            "recall.Nomination", token=uuid4(), state=state, due_on=due_on, cadre=cadre,
            campaign=self.campaign, round=self.round, county=self.county, unit=self.unit,
            level="ORDINARY", staff_kind="CIVIL_SERVANT",
            drafted_by=self.user, drafted_at=self.at, **hands,
        )  # fmt: skip

    def case(self, state: str, due_on: date | None = DUE_ON) -> Any:
        row = self.nomination("APPROVED", "submitted", "verified", "decided", due_on=None)
        given = {"campaign": self.campaign, "county": self.county, "unit": self.unit}
        return self.put(
            "recall.Case", nomination=row, cadre=row.cadre, state=state, due_on=due_on,
            opened_by=self.user, opened_at=self.at, **given,
        )  # fmt: skip


def written(model: Callable[[str], Any]) -> None:
    """Write one matter for each kind of clock, and those that get none."""
    past = Past(model)
    past.nomination("DRAFT", due_on=None)
    past.nomination("SUBMITTED", "submitted")
    past.nomination("VERIFIED", "submitted", "verified")
    heard = past.nomination("HEARD", "submitted", "verified")
    said = {"kind": "REPLIED", "text": "有异议", "by": past.user, "at": past.at}
    past.put("recall.Statement", nomination=heard, **said)
    past.nomination("WITHDRAWN", "submitted", due_on=None)
    past.case("OPEN")
    past.case("SERVED", due_on=None)


def clocks(model: Callable[[str], Any]) -> list[list[Any]]:
    """Answer every clock: of what, which kind, from when, how long, until when, whether it runs."""
    rows = model("recall.Clock").objects.order_by("kind")
    return [
        [
            row.nomination.state if row.nomination_id else row.case.state,
            row.kind,
            row.from_on.isoformat(),
            row.days,
            row.due_on.isoformat(),
            row.begun_at.isoformat(),
            row.ended_at is None,
        ]
        for row in rows
    ]


def main() -> None:
    django.setup()
    from config import migrating  # noqa: PLC0415 - after django.setup()

    migrating.render_less()
    written(migrated(BEFORE))
    sys.stdout.write(json.dumps([clocks(migrated(FILLED)), clocks(migrated(NEWEST))]))


if __name__ == "__main__":
    main()
