"""What the messages of keeping say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.notify.kinds import Kind
from keeping.enums import Told
from keeping.models import Disposal


def _lists(user: Any) -> QuerySet:
    return Disposal.objects.visible_to(user)


def _found(row: Disposal) -> str:
    if row.proposed_at is not None:
        return _("到期清单（%(kind)s）已经审核") % {"kind": row.get_kind_display()}
    return _("有到期材料（%(kind)s），请审核清单") % {"kind": row.get_kind_display()}


def _reviewed(row: Disposal) -> str:
    if row.decided_at is not None:
        return _("到期清单（%(kind)s）已经审批") % {"kind": row.get_kind_display()}
    return _("到期清单（%(kind)s）已经审核，请审批") % {"kind": row.get_kind_display()}


def _page(row: Disposal, _user: Any) -> str:
    return reverse("keeping:disposal", args=[row.pk])


KINDS = [
    Kind.of(Told.LIST_FOUND, _lists, _found, _page),
    Kind.of(Told.LIST_REVIEWED, _lists, _reviewed, _page),
]
