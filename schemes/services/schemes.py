"""Acts on schemes: make one, begin a version, submit, send back, approve, use."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import editing
from core.audit import trail
from core.errors import RegulationBroken, StateConflict
from core.workflow.engine import advance, lock
from schemes import permissions, regulations
from schemes.enums import VersionState
from schemes.models import Scheme, SchemeVersion
from schemes.queries import parameters, presets, versions
from schemes.services import filling


@transaction.atomic
def make(
    county: Any,
    *,
    title: str,
    by: Any,
    at: datetime,
    unit: Any = None,
    parent: Scheme | None = None,
    preset: str = "",
) -> Scheme:
    """Make a scheme with a first draft: the clauses of the scheme above, then a preset's.

    :raises RegulationBroken: SC-01 the parent is not the level above, SC-15 a title twice
    """
    permissions.make_scheme.check(by, county)
    regulations.parent_is_the_level_above.check(parent, county, unit)
    regulations.title_is_new.check(county, title)
    scheme = Scheme.objects.create(
        county=county, unit=unit, parent=parent, title=title, created_by=by, created_at=at
    )
    trail.record(scheme, "make_scheme", by=by, at=at, scope=county.code)
    _begin(scheme, None, preset, by=by, at=at)
    return scheme


@transaction.atomic
def begin(scheme: Scheme, *, by: Any, at: datetime, preset: str = "") -> SchemeVersion:
    """Begin the next version: as the last one, or from a preset.

    :raises RegulationBroken: SC-16, a draft stands already
    """
    scheme = lock(scheme)
    permissions.make_scheme.check(by, scheme.county)
    regulations.no_other_draft.check(scheme)
    last = None if preset else scheme.versions.order_by("-number").first()
    return _begin(scheme, last, preset, by=by, at=at)


def _begin(
    scheme: Scheme, last: SchemeVersion | None, preset: str, *, by: Any, at: datetime
) -> SchemeVersion:
    above = versions.in_force(scheme.parent, at.date()) if scheme.parent else None
    given = last.parameters if last else presets.preset(preset)["parameters"] if preset else {}
    if above and not last and not preset:
        given = above.parameters
    version = SchemeVersion.objects.create(
        scheme=scheme,
        number=scheme.versions.count() + 1,
        above=above,
        legal_basis=last.legal_basis if last else "",
        parameters=parameters.whole(given),
        drafted_by=by,
        drafted_at=at,
    )
    filling.fill(version, last=last, preset=preset)
    trail.record(version, "draft_version", by=by, at=at, scope=scheme.county.code)
    return version


def editable(version: SchemeVersion, *, by: Any, at: datetime) -> SchemeVersion:
    """Answer the locked draft, marked as changed by this hand.

    :raises StateConflict: the version is submitted or approved
    """
    version = lock(version)
    permissions.edit_version.check(by, version)
    if version.state != VersionState.DRAFT:
        raise StateConflict(
            _("当前状态为“%(state)s”，不能修改。") % {"state": version.get_state_display()}
        )
    version.edited_by, version.edited_at = by, at
    version.save()
    return version


@transaction.atomic
def put_basis(
    version: SchemeVersion,
    *,
    legal_basis: str,
    document_number: str,
    from_on: date | None,
    sunset_on: date | None,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
) -> SchemeVersion:
    """Write what the version rests on and when it is in force.

    :raises EditedMeanwhile: a colleague changed it since `read`
    :raises RegulationBroken: SC-06
    """
    version = editable(version, by=by, at=at)
    given = {
        "legal_basis": legal_basis,
        "document_number": document_number,
        "from_on": from_on,
        "sunset_on": sunset_on,
    }
    now = {name: getattr(version, name) for name in given}
    merged = editing.settle(read, now=now, given=given)
    regulations.ends_after_it_begins.check(from_on, sunset_on)
    for name, value in given.items():
        setattr(version, name, value)
    version.save()
    trail.record(version, "put_basis", by=by, at=at, **merged)
    return version


@transaction.atomic
def put_parameters(
    version: SchemeVersion,
    *,
    by: Any,
    at: datetime,
    read: editing.Read | None = None,
    **given: Any,
) -> SchemeVersion:
    """Write the parameters.

    :raises EditedMeanwhile: a colleague changed them since `read`
    :raises RegulationBroken: SC-03, SC-08 to SC-12, SC-31, SC-32
    """
    version = editable(version, by=by, at=at)
    stands = parameters.whole(version.parameters)
    now = {name: stands.get(name) for name in given}
    merged = editing.settle(read, now=now, given=given)
    for rule in regulations.ON_PARAMETERS:
        rule.check(given)
    version.parameters = parameters.whole(given)
    regulations.parameters_stay_within.check(version)
    version.save()
    trail.record(version, "put_parameters", by=by, at=at, **merged)
    return version


@transaction.atomic
def submit(version: SchemeVersion, *, by: Any, at: datetime, opinion: str = "") -> SchemeVersion:
    """Send a draft to another admin; from here on it is fixed.

    :raises RegulationBroken: the first of SC-02 to SC-12 that is not kept
    """
    version = lock(version)
    if version.state == VersionState.DRAFT:
        permissions.edit_version.check(by, version)
        for rule in regulations.gaps(version)[:1]:
            raise RegulationBroken(str(rule.sentence), number=rule.number)
    advance(version.submit_version, by=by, at=at, opinion=opinion)
    return version


@transaction.atomic
def send_back(version: SchemeVersion, *, by: Any, at: datetime, opinion: str = "") -> SchemeVersion:
    """Give a version back to its drafters."""
    version = lock(version)
    advance(version.return_version, by=by, at=at, opinion=opinion)
    return version


@transaction.atomic
def approve(version: SchemeVersion, *, by: Any, at: datetime, opinion: str = "") -> SchemeVersion:
    """Approve what another admin wrote."""
    version = lock(version)
    advance(version.approve_version, by=by, at=at, opinion=opinion)
    return version


def use(version: SchemeVersion, county: Any, *, on: date, by: Any, at: datetime) -> SchemeVersion:
    """Take an approved version for a campaign; the first use locks it for good.

    :raises RegulationBroken: SC-17, not approved, expired, or another county's
    """
    version = lock(version)
    regulations.version_is_usable.check(version, county, on)
    if version.used_at is None:
        version.used_by, version.used_at = by, at
        version.save()
        trail.record(version, "use_version", by=by, at=at, scope=county.code)
    return version
