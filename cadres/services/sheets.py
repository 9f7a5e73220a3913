"""Acts on 任免审批表 that come as LRMX: take in, apply to one person, put away."""

import base64
import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from cadres import permissions, regulations
from cadres.enums import Found
from cadres.models import Cadre, FormSheet
from cadres.queries import matching
from cadres.queries import sheets as queries
from cadres.services import cadres, lrmx, records
from core.audit import trail
from core.errors import StateConflict
from core.workflow.engine import lock
from units.models import Unit


class AlreadyApplied(StateConflict):
    """A sheet was applied before."""


def _people(county_id: int) -> Any:
    return Cadre.objects.filter(unit__county=county_id)


def match(sheet: FormSheet, texts: dict[str, str]) -> matching.Match:
    """Find whom a sheet is about in its county, as the archive stands now."""
    return matching.match(
        _people(sheet.county_id),
        name=texts.get("XingMing", ""),
        birth_month=texts.get("ChuShengNianYue", ""),
        id_number=texts.get("ShenFenZheng", ""),
    )


@sensitive_variables("body", "sheet")
def _read(name: str, body: bytes) -> tuple[dict[str, Any], str]:
    """Answer what of one file is kept, and its photo in base64; a fault instead of texts."""
    try:
        sheet = lrmx.parse(body)
    except lrmx.LrmxUnreadable as error:
        return {"file": name, "fault": str(error), "texts": {}, "family": []}, ""
    photo = base64.b64encode(sheet.photo).decode()
    return {"file": name, "fault": "", "texts": sheet.texts, "family": sheet.family}, photo


@transaction.atomic
def take_in(county: Any, *, file: Any, by: Any, at: datetime) -> UUID:
    """Read a single .lrmx or a zip of them; each becomes a sheet that waits to be looked at.

    A file that cannot be read is named with its fault and stops no other. The archive is not
    changed. Answers the batch.

    :raises LrmxUnreadable: the zip itself is unusable
    :raises RegulationBroken: PE-23
    """
    permissions.keep_archive.check(by, Unit(county=county))
    batch, count = uuid4(), 0
    for name, body in lrmx.unpack(file.read()):
        count += 1
        regulations.batch_is_bounded.check(count)
        held, photo = _read(name or file.name, body)
        sheet = FormSheet(county=county, batch=batch, uploaded_by=by, uploaded_at=at)
        sheet.content = json.dumps(held, ensure_ascii=False)
        sheet.photo = photo or None
        sheet.found = Found.UNREADABLE if held["fault"] else match(sheet, held["texts"]).found
        sheet.save()
    trail.record(
        county, "take_in_lrmx", by=by, at=at, scope=county.code, batch=str(batch), files=count
    )
    return batch


def _waiting(sheet: FormSheet, by: Any) -> FormSheet:
    sheet = lock(sheet)
    permissions.keep_archive.check(by, Unit(county=sheet.county))
    if sheet.applied_at is not None:
        raise AlreadyApplied(_("这份任免表已采用，不能再次办理。"))
    return sheet


@transaction.atomic
def apply(sheet: FormSheet, *, by: Any, at: datetime) -> FormSheet:
    """Bring what a sheet says into the one person's file, and keep the form with it.

    Archive fields go through `cadres.amend` and `records.educate`, each audited. Posts, ratings
    and honours stay as the archive has them: they are dated acts of their own.

    :raises RegulationBroken: PE-21 nobody or several, PE-01 to PE-04, PE-12
    :raises AlreadyApplied: someone was faster
    """
    sheet = _waiting(sheet, by)
    texts = queries.content(sheet)["texts"]
    cadre: Any = match(sheet, texts).cadre if texts else None
    regulations.one_person_is_meant.check(cadre)
    permissions.keep_person.check(by, cadre)
    if wanted := queries.changes(cadre, texts):
        cadres.amend(cadre, by=by, at=at, **wanted)
    for given in queries.schooling(cadre, texts):
        records.educate(cadre, by=by, at=at, **given)
    sheet.cadre, sheet.applied_by, sheet.applied_at = cadre, by, at
    sheet.save()
    trail.record(cadre, "apply_lrmx", by=by, at=at, sheet=sheet.pk)
    return sheet


@transaction.atomic
def discard(sheet: FormSheet, *, by: Any, at: datetime) -> UUID:
    """Delete a sheet that was not applied; answers its batch.

    :raises AlreadyApplied: it is part of a person's file
    """
    sheet = _waiting(sheet, by)
    trail.record(sheet, "discard_lrmx", by=by, at=at, scope=sheet.county.code)
    sheet.delete()
    return sheet.batch
