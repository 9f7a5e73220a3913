"""One test or more for each numbered regulation of schemes, named by its number."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from accounts.enums import Role
from core.errors import RegulationBroken
from schemes import regulations as r
from schemes.models import Clause, SchemeVersion
from schemes.queries import diffs, parameters
from schemes.services import clauses, schemes
from tests.factories.accounts import holder
from tests.factories.schemes import (
    BASIS,
    ONE_VERIFIER,
    approved,
    approved_version,
    draft_version,
    next_version,
    write,
)
from tests.factories.units import CountyFactory, PrefectureFactory, UnitFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
REASON = "州办法该项不适用于本县，已报备。"


@pytest.fixture
def county():
    return CountyFactory(parent=PrefectureFactory())


@pytest.fixture
def child(county):
    """A county's draft under an approved scheme of its prefecture, with one clause."""
    above = approved(draft_version(county.parent, title="州办法"))
    admin = holder(Role.COUNTY_ADMIN, county)
    scheme = schemes.make(county, title="县办法", parent=above.scheme, by=admin, at=NOW)
    return schemes.put_basis(scheme.versions.get(), by=admin, at=NOW, **BASIS)


def given(**changes):
    return parameters.whole(changes)


def test_sc_01_parent_is_the_level_above(county):
    whole = draft_version(county.parent, title="州办法").scheme
    own = draft_version(county).scheme
    unit = UnitFactory(county=county)
    of_unit = draft_version(county, title="局办法", unit=unit).scheme

    answers = [
        r.parent_is_the_level_above.is_kept(parent, county, place)
        for parent, place in (
            (None, None),
            (whole, None),
            (own, None),
            (own, unit),
            (whole, unit),
            (of_unit, unit),
        )
    ]

    assert answers == [True, True, False, True, False, False]


def test_sc_02_nothing_falls_out(child):
    assert r.nothing_falls_out.is_kept(draft_version(child.scheme.county))
    assert r.nothing_falls_out.is_kept(child)

    Clause.objects.filter(version=child).update(is_dropped=True, reason="太短")
    assert [rule.number for rule in r.gaps(child)] == ["SC-05", "SC-02"]

    Clause.objects.filter(version=child).update(reason=REASON)
    assert r.nothing_falls_out.is_kept(child)
    Clause.objects.filter(version=child).delete()
    assert not r.nothing_falls_out.is_kept(child)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"reply_days": 10}, True),
        ({"verify_days": 30}, False),
        ({"class_days_max": 5}, True),
        ({"quota_on": True, "quota_basis": "县委常委会"}, False),
        ({"exposure": "NONE"}, True),
        ({"exposure": "PUBLIC", "exposure_basis": "本人同意"}, False),
        ({"legal_profile": "as_practised"}, False),
        ({"remind_days": 10}, False),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_sc_03_parameters_stay_within(child, changes, kept):
    values = child.parameters | changes
    by = child.drafted_by

    if kept:
        assert schemes.put_parameters(child, by=by, at=NOW, **values)
    else:
        with pytest.raises(RegulationBroken, match="SC-03"):
            schemes.put_parameters(child, by=by, at=NOW, **values)


def clause(applies_to="ALL", staff_kinds=(), metric="", op="", value=None):
    return Clause(
        applies_to=applies_to, staff_kinds=list(staff_kinds), metric=metric, op=op, value=value
    )


def either(first, second=None):
    """A clause that names whoever is absent too long, running or in the year."""
    told = {"metric": "absent_days_running", "op": ">", "value": first}
    if second is not None:
        told |= {"or_metric": "absent_days", "or_op": ">", "or_value": second}
    return Clause(applies_to="ALL", staff_kinds=[], **told)


SHARE = {"metric": "unfit_vote_share", "op": ">="}
FEW = {"metric": "satisfaction_rate", "op": "<"}


@pytest.mark.parametrize(
    ("own", "above", "answer"),
    [
        (clause(), None, True),
        (clause("LEADING"), clause(), True),
        (clause(), clause("LEADING"), False),
        (clause(staff_kinds=["WORKER"]), clause(), True),
        (clause(), clause(staff_kinds=["WORKER"]), False),
        (clause(staff_kinds=["FIRM"]), clause(staff_kinds=["WORKER"]), False),
        (clause(**SHARE, value=0.5), clause(**SHARE, value=0.3), True),
        (clause(**SHARE, value=0.2), clause(**SHARE, value=0.3), False),
        (clause(), clause(**SHARE, value=0.3), False),
        (clause(**FEW, value=0.5), clause(**FEW, value=0.6), True),
        (clause(**SHARE, value=0.5), clause(**FEW, value=0.6), False),
        (either(15, 30), either(15, 30), True),
        (either(20, 40), either(15, 30), True),
        (either(15, 20), either(15, 30), False),
        (either(15, 30), either(15), False),  # another way in is wider
        (either(15), either(15, 30), False),  # a condition falls out silently
        (Clause(is_dropped=True), clause("LEADING"), True),
    ],
)
def test_sc_04_clause_stays_within(own, above, answer):
    assert r.clause_stays_within.is_kept(own, above) is answer


def test_sc_04_is_kept_when_a_clause_is_written(child):
    above = child.above.clauses.get()
    assert write(child, clause=child.clauses.get(), applies_to="LEADING").applies_to == "LEADING"
    assert above.applies_to == "ALL"

    assert write(child)  # an own one is bound by nothing above


def test_sc_05_version_is_complete(county):
    version = draft_version(county)
    assert r.version_is_complete.is_kept(version)

    version.document_number = " "
    assert not r.version_is_complete.is_kept(version)


def test_sc_06_ends_after_it_begins(county):
    version = draft_version(county)

    with pytest.raises(RegulationBroken, match="SC-06"):
        schemes.put_basis(
            version, by=version.drafted_by, at=NOW, **BASIS | {"sunset_on": BASIS["from_on"]}
        )
    assert r.ends_after_it_begins.is_kept(None, date(2018, 1, 1))


def test_sc_07_begins_after_the_last(county):
    first = approved_version(county)
    second = next_version(first, from_on=BASIS["from_on"])

    assert [rule.number for rule in r.gaps(second)] == ["SC-07"]
    assert r.begins_after_the_last.is_kept(first)
    assert r.begins_after_the_last.is_kept(SchemeVersion(scheme=first.scheme, number=2))


def test_sc_08_quota_has_a_basis():
    assert not r.quota_has_a_basis.is_kept(given(quota_on=True, quota_basis=" "))
    assert r.quota_has_a_basis.is_kept(given(quota_on=True, quota_basis="州委常委会"))
    assert r.quota_has_a_basis.is_kept(given())


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, True),
        ({"verifiers_needed": 2}, True),
        ({"verifiers_needed": 1}, False),
        ({"verifiers_needed": 1, "verifiers_reason": "人手不够"}, False),
        (ONE_VERIFIER, True),
    ],
    ids=["by default", "two", "no reason", "too short", "told"],
)
def test_sc_32_a_single_verifier_has_a_reason(changes, kept):
    assert r.single_verifier_has_a_reason.is_kept(given(**changes)) is kept


def test_sc_32_one_verifier_is_named_in_the_comparison_and_two_are_the_rule(county):
    first = draft_version(county)
    by = first.drafted_by
    alone = first.parameters | {"verifiers_needed": 1}
    assert first.parameters["verifiers_needed"] == 2
    with pytest.raises(RegulationBroken, match="SC-32"):
        schemes.put_parameters(first, by=by, at=NOW, **alone)
    approved(first)
    second = next_version(first)
    told = second.parameters | ONE_VERIFIER

    schemes.put_parameters(second, by=second.drafted_by, at=NOW, **told)

    diff = diffs.compare(first, SchemeVersion.objects.get(pk=second.pk))
    assert {c.label for c in diff.parameters} == {"每件核实人数", "例外由一人核实的理由"}


@pytest.mark.parametrize("switch", ["pay_on", "fee_on"])
def test_sc_09_pay_has_a_basis(switch):
    named = {"pay_basis": "国家规定", "pay_approver": "省人社厅"}

    assert not r.pay_has_a_basis.is_kept(given(**{switch: True}))
    assert not r.pay_has_a_basis.is_kept(given(**{switch: True, "pay_basis": "国家规定"}))
    assert r.pay_has_a_basis.is_kept(given(**{switch: True}, **named))


def test_sc_10_exposure_has_a_basis():
    assert not r.exposure_has_a_basis.is_kept(given(exposure="PUBLIC"))
    assert r.exposure_has_a_basis.is_kept(given(exposure="PUBLIC", exposure_basis="单独同意"))
    assert r.exposure_has_a_basis.is_kept(given())


def test_sc_11_weights_sum_to_a_hundred():
    assert r.weights_sum_to_a_hundred.is_kept(given())
    assert not r.weights_sum_to_a_hundred.is_kept(given(weight_class=41))


def test_sc_12_ranges_fit():
    assert r.ranges_fit.is_kept(given())
    assert not r.ranges_fit.is_kept(given(class_days_min=8))
    assert not r.ranges_fit.is_kept(given(quota_large_min=35))


def test_sc_13_drop_is_explained(county):
    version = draft_version(county)

    with pytest.raises(RegulationBroken, match="SC-13"):
        clauses.drop(
            version, clause=version.clauses.get(), reason="不要", by=version.drafted_by, at=NOW
        )


def test_sc_14_trigger_is_whole(county):
    version = draft_version(county)

    for half in (
        {"metric": "points"},
        {"or_metric": "points", "or_op": "<", "or_value": 1},  # a second one, but no first
        {"metric": "points", "op": "<", "value": 1, "or_metric": "points"},
    ):
        with pytest.raises(RegulationBroken, match="SC-14"):
            write(version, **half)


def test_sc_15_title_is_new(county):
    draft_version(county)

    with pytest.raises(RegulationBroken, match="SC-15"):
        draft_version(county)


def test_sc_16_no_other_draft(county):
    version = draft_version(county)
    assert not r.no_other_draft.is_kept(version.scheme)

    approved(version)
    assert r.no_other_draft.is_kept(version.scheme)


def test_sc_17_version_is_usable(county):
    version = draft_version(county)
    assert not r.version_is_usable.is_kept(version, county, TODAY)

    version = approved(version)
    answers = [
        r.version_is_usable.is_kept(version, place, on)
        for place, on in (
            (county, TODAY),
            (county, date(2031, 1, 1)),
            (CountyFactory(), TODAY),
            (CountyFactory(parent=county.parent), TODAY),
        )
    ]
    assert answers == [True, False, False, False]
    whole = approved(draft_version(county.parent, title="州办法"))
    assert r.version_is_usable.is_kept(whole, county, TODAY)


def test_sc_18_clause_is_for_the_person():
    row = clause("LEADING", ["CIVIL_SERVANT"])

    answers = [
        r.clause_is_for_the_person.is_kept(row, is_leading, kind)
        for is_leading, kind in (
            (True, "CIVIL_SERVANT"),
            (False, "CIVIL_SERVANT"),
            (True, "WORKER"),
        )
    ]

    assert answers == [True, False, False]
    assert r.clause_is_for_the_person.is_kept(clause("ORDINARY"), False, "WORKER")


def test_sc_19_clause_was_in_force():
    assert not r.clause_was_in_force.is_kept(None)
    assert r.clause_was_in_force.is_kept(Clause())


def test_sc_20_happened_under_the_scheme():
    version = Row(is_in_force=lambda on: on >= date(2018, 1, 1))

    assert r.happened_under_the_scheme.is_kept(Row(version=version), TODAY)
    assert not r.happened_under_the_scheme.is_kept(Row(version=version), date(2017, 1, 1))
    assert not r.happened_under_the_scheme.is_kept(None, TODAY)
    assert r.happened_under_the_scheme.severity == "warn"
