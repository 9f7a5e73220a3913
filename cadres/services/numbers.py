"""ID number and phone: put in sealed, shown one at a time with a reason and an audit entry."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from cadres import permissions, regulations
from cadres.models import Cadre
from core import identifiers
from core.audit import trail
from core.sealing.boxes import fingerprint

KINDS = ("id_number", "phone")


@sensitive_variables("id_number", "phone")
def put(cadre: Cadre, *, id_number: str = "", phone: str = "") -> list[str]:
    """Set the numbers given on a row that is about to be saved; answer which ones changed.

    Birth date and sex are held against the number on file even when only they change.

    :raises RegulationBroken: PE-01 to PE-04
    """
    id_number, phone = identifiers.plain(id_number), identifiers.plain(phone)
    regulations.phone_is_good.check(phone)
    if id_number:
        regulations.id_number_is_good.check(id_number)
        mark = fingerprint(id_number)
        others = Cadre.objects.filter(id_fingerprint=mark).exclude(pk=cadre.pk)
        regulations.id_number_is_free.check(others.exists())
        cadre.id_number, cadre.id_fingerprint = id_number, mark
    if phone:
        cadre.phone, cadre.phone_fingerprint = phone, fingerprint(phone)
    if cadre.id_number is not None:
        regulations.id_number_agrees.check(cadre.id_number.reveal(), cadre.born_on, cadre.sex)
    return [name for name, given in zip(KINDS, (id_number, phone), strict=True) if given]


def with_id_number(number: str) -> Any:
    """Answer the people (one or none) with this very ID number."""
    return Cadre.objects.filter(id_fingerprint=fingerprint(identifiers.plain(number)))


@transaction.atomic
def reveal(cadre: Cadre, *, kind: str, reason: str, by: Any, at: datetime) -> str:
    """Answer one number in full; who saw it, when and why is entered first.

    :param kind: id_number or phone
    :raises NotAllowed: not the county's administrator
    :raises RegulationBroken: PE-10 no reason, PE-11 nothing on file
    """
    if kind not in KINDS:
        raise ValueError(kind)
    permissions.reveal_number.check(by, cadre)
    regulations.reason_is_given.check(reason)
    sealed = getattr(cadre, kind)
    regulations.number_is_kept.check(sealed)
    scope = cadre.unit.county.code
    trail.record(
        cadre, "reveal_number", by=by, at=at, scope=scope, kind=kind, reason=reason.strip()
    )
    return str(sealed.reveal())
