"""Lists of grounds, and schemes that have gone through the real acts."""

from datetime import date
from typing import Any

import factory

from accounts.enums import Role
from schemes.models import Ground, GroundSet, Scheme, SchemeVersion
from schemes.services import clauses, schemes
from tests.factories.accounts import holder
from tests.moments import LAUNCHED_AT, NOW

SCHEME = "shiquan_2018_13"
FROM_ON, SUNSET_ON = date(2018, 1, 1), date(2030, 12, 31)
# the named exception of a scheme: most tests are about what comes after one finding
WHY_ONE = "核实人员不足，由一位同志核实，部务会逐件复核"
ONE_VERIFIER = {"verifiers_needed": 1, "verifiers_reason": WHY_ONE}
BASIS = {
    "legal_basis": "依据公务员法和本县干部管理规定。",
    "document_number": "县委发〔2018〕1号",
    "from_on": FROM_ON,
    "sunset_on": SUNSET_ON,
}


class GroundSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroundSet
        django_get_or_create = ("code",)

    code = SCHEME
    title = "石泉县2018年十三种情形"
    title_en = "Thirteen grounds"
    jurisdiction = "石泉县"
    year = 2018


class GroundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ground
        django_get_or_create = ("code",)

    set = factory.SubFactory(GroundSetFactory)
    code = "SQ18-01"
    title = "工作不在状态"
    title_en = "Not in working condition"
    category = "attitude"
    provenance = "published"
    confidence = "high"
    position = 1


def draft_version(county: Any, *, by: Any = None, title: str = "干部召回办法", **given: Any) -> Any:
    """Let an admin make a scheme from the preset; answer its first draft, complete but unsent."""
    GroundFactory()
    by = by or holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title=title, by=by, at=LAUNCHED_AT, **{"preset": SCHEME} | given)
    return schemes.put_basis(scheme.versions.get(), by=by, at=LAUNCHED_AT, **BASIS)


def approved(version: SchemeVersion) -> SchemeVersion:
    """Let the drafter submit a draft and another admin approve it."""
    row = schemes.submit(version, by=version.drafted_by, at=LAUNCHED_AT)
    other = holder(Role.COUNTY_ADMIN, row.scheme.county)
    return schemes.approve(row, by=other, at=LAUNCHED_AT)


def asking(county: Any, *, title: str = "另定参数的办法", **given: Any) -> SchemeVersion:
    """Answer the approved version of a scheme with parameters of its own."""
    version = draft_version(county, title=title)
    told = version.parameters | ONE_VERIFIER | {"practice_min": 1} | given
    return approved(schemes.put_parameters(version, by=version.drafted_by, at=LAUNCHED_AT, **told))


def approved_version(county: Any) -> SchemeVersion:
    """Answer the approved version of the county's scheme, made on the first asking."""
    held = Scheme.objects.filter(county=county, unit=None).order_by("pk").first()
    if held:
        return held.versions.filter(state="APPROVED").order_by("number").first()
    version = draft_version(county)
    by, given = version.drafted_by, version.parameters | ONE_VERIFIER | {"practice_min": 1}
    return approved(schemes.put_parameters(version, by=by, at=LAUNCHED_AT, **given))


def next_version(version: SchemeVersion, *, by: Any = None, **basis: Any) -> SchemeVersion:
    """Begin the version after an approved one, in force from 2019 on unless said otherwise."""
    by = by or version.drafted_by
    row = schemes.begin(version.scheme, by=by, at=NOW)
    given = BASIS | {"from_on": date(2019, 1, 1)} | basis
    return schemes.put_basis(row, by=by, at=NOW, **given)


def write(version: SchemeVersion, *, clause: Any = None, **changes: Any) -> Any:
    """Write a clause as it is but for the changes, or add one."""
    names = ("title", "text", "category", "evidence", "applies_to", "staff_kinds", "measures")
    names += ("metric", "op", "value", "or_metric", "or_op", "or_value")
    names += ("examples", "counter_examples", "requires_free_text")
    start = {"title": "上班打牌", "text": "工作时间打牌，经查实。", "category": "discipline"}
    start |= {"evidence": "", "applies_to": "ALL", "staff_kinds": [], "measures": ["talk"]}
    start |= {"metric": "", "op": "", "value": None, "or_metric": "", "or_op": "", "or_value": None}
    start |= {"examples": "", "counter_examples": "", "requires_free_text": False}
    if clause is not None:
        start = {name: getattr(clause, name) for name in names}
    by = version.drafted_by
    return clauses.write(version, clause=clause, by=by, at=NOW, **start | changes)
