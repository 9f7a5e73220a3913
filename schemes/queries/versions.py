"""Which version and clause were in force on a day."""

from datetime import date
from typing import Any

from django.db.models import Q

from schemes.enums import VersionState
from schemes.models import Clause, Correspondence, Scheme, SchemeVersion


def in_force(scheme: Scheme | None, on: date) -> SchemeVersion | None:
    """Answer the approved version in force on a day, of the scheme or of the one above it."""
    while scheme is not None:
        found = (
            scheme.versions.filter(state=VersionState.APPROVED, from_on__lte=on)
            .filter(Q(sunset_on=None) | Q(sunset_on__gte=on))
            .order_by("-from_on", "-number")
            .first()
        )
        if found:
            return found
        scheme = scheme.parent
    return None


def ruling(unit: Any, on: date) -> list[SchemeVersion]:
    """Answer the versions that rule a unit on a day, the newest of each scheme.

    Its own schemes rule it, without one those of the unit above it, then of its county, then of
    the division above.
    """
    whole = {"unit": None}
    above = [{"unit": unit.parent_id}] if unit.parent_id else []
    scopes: list[dict[str, Any]] = [{"unit": unit.pk}, *above, {"county": unit.county_id} | whole]
    if unit.county.parent_id:
        scopes.append({"county": unit.county.parent_id} | whole)
    for scope in scopes:
        rows = SchemeVersion.objects.filter(
            state=VersionState.APPROVED, from_on__lte=on, scheme__in=Scheme.objects.filter(**scope)
        ).filter(Q(sunset_on=None) | Q(sunset_on__gte=on))
        if found := list(rows.order_by("scheme", "-from_on", "-number").distinct("scheme")):
            return found
    return []


def usable(county: Any, on: date) -> Any:
    """Answer the versions that a campaign of a county may use: approved and not past their end."""
    return (
        SchemeVersion.objects.filter(state=VersionState.APPROVED)
        .filter(Q(scheme__county=county) | Q(scheme__county=county.parent_id, scheme__unit=None))
        .filter(Q(sunset_on=None) | Q(sunset_on__gte=on))
        .select_related("scheme__county", "scheme__unit")
        .order_by("-from_on", "-pk")
    )


def clause_on(version: SchemeVersion, ground: Any, on: date) -> Clause | None:
    """Answer the clause to cite for a fact of a day, None if what was in force has none for it.

    :param version: the campaign's; its own clause is cited where nothing was in force that day
    """
    then = in_force(version.scheme, on) or version
    rows = then.clauses.standing().select_related("ground")
    exact = rows.filter(ground=ground).first()
    if exact or then == version:
        return exact
    earlier = Correspondence.objects.filter(version=version, ground=ground).values("other")
    later = Correspondence.objects.filter(version=then, other=ground).values("ground")
    return rows.filter(Q(ground__in=earlier) | Q(ground__in=later)).order_by("position").first()


def previous(version: SchemeVersion) -> SchemeVersion | None:
    """Answer the version before this one of the same scheme."""
    rows = SchemeVersion.objects.filter(scheme=version.scheme_id, number__lt=version.number)
    return rows.order_by("-number").first()
