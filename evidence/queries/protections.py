"""Who was protected within a span of days, in the words that a page shows."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from cadres.models import Protection


def within(cadres: Collection[int], *, first: date, last: date) -> dict[int, str]:
    """Answer, by person, why they are left out: a protection touches a day of the span."""
    rows = Protection.objects.filter(cadre__in=cadres, from_on__lte=last).exclude(
        until_on__lt=first
    )
    sentence = _("期间处于保护期（%(kind)s）")
    return {row.cadre_id: sentence % {"kind": row.get_kind_display()} for row in rows}
