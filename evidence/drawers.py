"""Ballots: counted when they are scanned, and kept by nobody."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.documents.drawers import Drawer, register
from core.documents.models import Document
from evidence.models import Poll
from evidence.queries import ballot_papers


def _ballots(user: Any) -> QuerySet[Any]:
    scopes = ballot_papers.scopes(Poll.objects.visible_to(user))
    return Document.objects.filter(kind=ballot_papers.KIND, scope__in=scopes).values("pk")


register(Drawer(kinds=(ballot_papers.KIND,), label=_("纸质票"), seen_by=_ballots, is_secret=True))
