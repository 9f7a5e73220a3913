"""Matters that are over and lists about them, played through the real acts."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pgtrigger
from django.db import transaction

from accounts.enums import Role
from accounts.services import accounts
from assessment.models import FollowUp
from assessment.services import followups, outcomes
from core.dates import ZONE
from keeping.enums import RecordKind
from keeping.models import Disposal
from keeping.services import carrying, disposals, holds
from recall.models import Case, Clock
from tests.factories import assessment as assess
from tests.factories import training as make

__all__ = ["Clock", "Role", "disposals", "holds"]
LATER = assess.LATER
# 2018 + 1 + 30 years: the term of a case that ended in 2018 is over on 1 January 2049.
FAR = datetime(2049, 1, 4, 9, 0, tzinfo=ZONE)
FILED = "档移〔2049〕1号"


def ended(world: SimpleNamespace, *, bound: bool = True, **fields: Any) -> Case:
    """A case whose outcome was carried out, its volume bound, its visits and terms over."""
    row = make.case(world.campaign, world.unit, state="PRACTICE", **fields)
    outcome = assess.decide(world, assess.concluded(world, row).case)
    assess.serve(world, outcome)
    assess.file_away(world, row)
    if bound:
        assess.bound(world, row)
    outcome = type(outcome).objects.get(pk=outcome.pk)
    outcomes.carry_out(outcome, by=world.manager, at=LATER)
    visits = FollowUp.objects.filter(case=row, done_at=None)
    with transaction.atomic():
        followups.call_off(visits, by=world.manager, at=LATER)
    Clock.objects.filter(case=row, ended_at=None).update(ended_at=LATER)
    Clock.objects.filter(nomination=row.nomination, ended_at=None).update(ended_at=LATER)
    return Case.objects.get(pk=row.pk)


def listed(world: SimpleNamespace, kind: str = RecordKind.RECALLED, at: datetime = FAR) -> Any:
    """The county's list as the nightly job leaves it, None if nothing is due."""
    return disposals.find(world.county, kind=kind, by=accounts.system_user(), at=at)


def reviewed(world: SimpleNamespace, row: Disposal, at: datetime = FAR) -> Disposal:
    told = {"handed_over": FILED, "opinion": "逐件核对，均已到期"}
    return disposals.propose(row, by=world.admin, at=at, **told)


def approved(world: SimpleNamespace, row: Disposal, at: datetime = FAR) -> Disposal:
    checked = reviewed(world, row, at)
    return disposals.decide(checked, is_approved=True, by=world.decider, at=at)


def carried_out(row: Disposal, at: datetime = FAR) -> Disposal:
    """Do all slices of the job."""
    by = accounts.system_user()
    while carrying.step(Disposal.objects.get(pk=row.pk), by=by, at=at):
        at += timedelta(seconds=1)
    return Disposal.objects.get(pk=row.pk)


def restarted(case: Case) -> None:
    """Let the newest clock of a case run again, as if nobody had ended it."""
    newest = Clock.objects.filter(case=case).latest("pk")
    with pgtrigger.ignore("recall.Clock:ended_stays_ended"):
        Clock.objects.filter(pk=newest.pk).update(ended_at=None)
