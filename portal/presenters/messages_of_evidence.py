"""What the messages of papers and scans say, to whom, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.notify.kinds import Kind
from evidence.enums import PileState, Told
from evidence.models import ScanPile


def _piles(user: Any) -> QuerySet:
    return ScanPile.objects.visible_to(user)


def _read(row: ScanPile) -> str:
    told = {"day": dates.spoken(dates.legal_day(row.sent_at)), "n": row.page_count}
    if row.state == PileState.READ:
        return _("%(day)s上传的扫描件 %(n)s 页已识别，请看归位结果和待辨认的页") % told
    return _("%(day)s上传的扫描件没有识别，请看原因后重新上传") % told


KINDS = [
    Kind.of(
        Told.PILE_READ,
        _piles,
        _read,
        lambda row, user: reverse("evidence:scan-pile", args=[row.pk]),
    ),
]
