"""What the messages of papers' words say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.dates import spoken
from core.documents import wordings
from core.notify.kinds import Kind
from schemes.enums import Told, WordingState
from schemes.models import WordingVersion


def _versions(user: Any) -> QuerySet:
    return WordingVersion.objects.visible_to(user)


def _named(row: WordingVersion) -> str:
    kind = wordings.find(row.kind)
    return f"{kind.label if kind else row.kind}{row.label}"


def _as_it_stands(row: WordingVersion) -> str:
    """Say of a version whose turn is over where it is now."""
    told = {"paper": _named(row), "state": row.get_state_display()}
    return _("%(paper)s　文本现为“%(state)s”") % told


def _sent(row: WordingVersion) -> str:
    if row.state != WordingState.SUBMITTED:
        return _as_it_stands(row)
    return _("%(paper)s　文本已提交，请审定") % {"paper": _named(row)}


def _decided(row: WordingVersion) -> str:
    if row.state == WordingState.APPROVED and row.from_on:
        told = {"paper": _named(row), "day": spoken(row.from_on)}
        return _("%(paper)s　文本已审定，%(day)s起用于制发") % told
    if row.state == WordingState.DRAFT:
        return _("%(paper)s　文本已退回，请按意见修改") % {"paper": _named(row)}
    return _as_it_stands(row)


def _page(row: WordingVersion, _user: Any) -> str:
    return reverse("schemes:wording", args=[row.pk])


KINDS = [
    Kind.of(Told.WORDING_SENT, _versions, _sent, _page),
    Kind.of(Told.WORDING_DECIDED, _versions, _decided, _page),
]
