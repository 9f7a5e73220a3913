"""What a scheme that asks for a reminder first demands of a first nomination."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from evidence.enums import ReminderResult


@regulation(
    "RC-43",
    _("本批次办法要求先提醒：向本人送达提醒、改正期满仍未改正的，才能报送首次提名。"),
    source=_("领域参考2.11：首次提名前提醒并给予改正时间；本批次办法"),
)
def was_reminded_first(served: Iterable[Any], on: date) -> bool:
    """A reminder that was heeded carries no nomination."""
    return any(on > one.due_on and one.result != ReminderResult.CORRECTED for one in served)
