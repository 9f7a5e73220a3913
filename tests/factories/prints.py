"""Cases whose notices are issued, and bulk prints of them."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from core.documents import rendering
from core.documents.models import Document
from core.jobs import worker
from core.prints import printing, series
from core.prints.models import PrintRun
from recall.models import Case
from tests.core.documents.snapshots import NOTICE
from tests.factories import training as make


def issued(world: SimpleNamespace, *, at: datetime, **changes: Any) -> Document:
    """A notice that is issued and not printed yet."""
    with transaction.atomic():
        return rendering.request(
            "documents/recall_notice.html",
            kind="recall_notice",
            scope=world.county.code,
            reference="石组召〔{year}〕{number}号",
            title="召回通知书",
            snapshot=NOTICE | changes,
            by=world.admin,
            at=at,
            comes_back=True,
        )


def noticed(world: SimpleNamespace, unit: Any = None, *, at: datetime, **fields: Any) -> Case:
    """A case that awaits the service of its notice."""
    changes = {"remedy": fields.pop("remedy")} if "remedy" in fields else {}
    told = {"state": "OPEN", "notice": issued(world, at=at, **changes)} | fields
    return make.case(world.campaign, unit or world.unit, **told)


def asked(world: SimpleNamespace, *, at: datetime, by: Any = None, **params: Any) -> PrintRun:
    """A bulk print of the campaign's notices, begun."""
    found = series.named("recall_notice")
    assert found is not None
    told = {"campaign": world.campaign.pk, "unit": None, "waiting": True} | params
    return printing.ask(found, params=told, by=by or world.admin, at=at)


def worked(run: PrintRun, *, at: datetime) -> PrintRun:
    """Let the workers do all there is to do for bulk prints."""
    worker.drain(printing.LANE, at=at, seconds=60)
    return PrintRun.objects.get(pk=run.pk)
