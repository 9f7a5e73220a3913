"""A fact cites version and clause in force on its day; "其他" waits for a second admin."""

from datetime import date

import pytest

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Fact, Nomination
from recall.presenters import facts as present
from recall.queries.reasons import reasons
from recall.services import nominations, notices, verifications
from schemes.services import clauses
from tests.factories.accounts import grant, holder
from tests.factories.recall import (
    PDF,
    approved_nomination,
    conclude,
    draft_nomination,
    open_campaign,
    put_fact,
    put_opinion,
    submitted_nomination,
)
from tests.factories.schemes import (
    FROM_ON,
    GroundFactory,
    approved,
    approved_version,
    draft_version,
    next_version,
    write,
)
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY, VERIFIED_AT, YESTERDAY

pytestmark = pytest.mark.django_db


def tell(row, ground, on=YESTERDAY):
    return nominations.put_fact(
        row, ground=ground, happened_on=on, text="写明了经过", by=row.drafted_by, at=NOW
    )


def test_fact_cites_the_clause_of_the_campaigns_version():
    row = draft_nomination()

    fact = put_fact(row)

    version = row.campaign.scheme_version
    assert (fact.clause.version, fact.clause.ground) == (version, fact.ground)
    assert present.cited(fact).startswith("干部召回办法（第1版）第1项")
    assert present.before_the_scheme(fact) == ""


def test_fact_of_before_the_scheme_is_told_with_the_number():
    row = draft_nomination()
    ground = row.campaign.campaign_grounds.get().ground

    fact = tell(row, ground, on=date(2017, 12, 31))

    assert fact.clause.version == row.campaign.scheme_version
    assert "SC-20" in present.before_the_scheme(fact)


def test_fact_of_an_earlier_version_cites_that_version_through_the_correspondence():
    unit = UnitFactory()
    first = approved_version(unit.county)
    second = next_version(first, from_on=date(2018, 5, 9))
    old, by = second.clauses.get(), second.drafted_by
    new = write(second, title="新写的一项")
    clauses.drop(second, clause=old, reason="由新写的一项代替，见对应。", by=by, at=NOW)
    clauses.correspond(second, clause=new, others=[old.ground], by=by, at=NOW)
    row = draft_nomination(open_campaign(unit, version=approved(second)))

    before, after = tell(row, new.ground, on=date(2018, 5, 8)), tell(row, new.ground)

    assert [before.clause.version, after.clause.version] == [first, second]
    assert before.clause.ground == old.ground


def test_fact_of_a_later_version_cites_the_later_one():
    unit = UnitFactory()
    first = approved_version(unit.county)
    row = draft_nomination(open_campaign(unit))
    second = next_version(first, from_on=date(2018, 5, 9))
    approved(second)

    fact = tell(row, row.campaign.campaign_grounds.get().ground)

    assert (row.campaign.scheme_version, fact.clause.version) == (first, second)


def test_sc_19_a_ground_that_was_not_in_force_that_day_is_refused():
    unit = UnitFactory()
    second = next_version(approved_version(unit.county), from_on=date(2018, 5, 9))
    new = write(second, title="新写的一项")
    row = draft_nomination(open_campaign(unit, version=approved(second)))

    with pytest.raises(RegulationBroken, match="SC-19"):
        tell(row, new.ground, on=date(2018, 5, 8))
    with pytest.raises(RegulationBroken, match="SC-19"):
        tell(row, GroundFactory(code="X-9"))
    assert tell(row, new.ground).clause.version == second


def test_sc_18_a_clause_for_others_is_refused():
    unit = UnitFactory()
    version = draft_version(unit.county)
    write(version, clause=version.clauses.get(), staff_kinds=["FIRM"])
    row = draft_nomination(open_campaign(unit, version=approved(version)))

    with pytest.raises(RegulationBroken, match="SC-18"):
        put_fact(row)
    assert not Fact.objects.exists()


def test_notice_prints_version_and_clause():
    row = approved_nomination()

    facts = notices.snapshot(reasons(row.pk), on=TODAY)["facts"]

    assert facts[0]["cited"] == "《干部召回办法》（县委发〔2018〕1号）第1版第1项"
    assert notices.cited(None) == ""
    assert row.facts.get().clause.version.from_on == FROM_ON


@pytest.fixture
def other():
    """A submitted nomination whose only fact is under "其他"."""
    unit = UnitFactory()
    GroundFactory(requires_free_text=True)
    row = draft_nomination(open_campaign(unit))
    fact = put_fact(row, text="不属于所列各项，具体表现是多次无故拒绝参加应急演练。")
    nominations.attach(row, fact=fact, content=PDF, title="记录.pdf", by=row.drafted_by, at=NOW)
    put_opinion(row)
    row = Nomination.objects.get(pk=row.pk)
    return nominations.submit(row, by=holder(Role.UNIT_HEAD, unit), at=NOW)


def test_sc_21_other_is_found_to_match_only_after_a_second_admin_confirmed_it(other):
    with pytest.raises(RegulationBroken, match="SC-21"):
        conclude(other)

    admin = holder(Role.COUNTY_ADMIN, other.county)
    verifications.confirm(other, fact=other.facts.get(), by=admin, at=VERIFIED_AT)

    assert other.facts.get().confirmed_by == admin
    assert not other.facts.get().waits_for_confirmation
    assert conclude(other).state == "VERIFIED"


def test_sc_21_the_verifier_is_not_the_second(other):
    both = grant(holder(Role.VERIFIER, other.county), Role.COUNTY_ADMIN, other.county)
    verifications.confirm(other, fact=other.facts.get(), by=both, at=VERIFIED_AT)

    with pytest.raises(RegulationBroken, match="SC-21"):
        conclude(other, by=both)


def test_confirm_by_a_verifier_of_it_or_too_late_is_refused(other):
    both = grant(holder(Role.VERIFIER, other.county), Role.COUNTY_ADMIN, other.county)
    conclude(other, "SENT_BACK", by=both)
    admin = holder(Role.COUNTY_ADMIN, other.county)

    for by, error in ((both, NotAllowed), (admin, StateConflict)):
        with pytest.raises(error):
            verifications.confirm(other, fact=other.facts.get(), by=by, at=VERIFIED_AT)


def test_a_changed_fact_must_be_confirmed_again(other):
    admin = holder(Role.COUNTY_ADMIN, other.county)
    fact = other.facts.get()
    verifications.confirm(other, fact=fact, by=admin, at=VERIFIED_AT)
    conclude(other, "SENT_BACK")

    nominations.put_fact(
        Nomination.objects.get(pk=other.pk),
        fact=fact,
        ground=fact.ground,
        happened_on=YESTERDAY,
        text="另写的经过，仍然不属于所列各项，写满二十个字。",
        by=other.drafted_by,
        at=NOW,
    )

    assert other.facts.get().waits_for_confirmation


def test_a_fact_of_before_the_versions_cites_nothing():
    row = submitted_nomination()
    row.facts.update(clause=None)

    fact = row.facts.get()

    assert present.cited(fact) == ""
    assert "SC-20" in present.before_the_scheme(fact)
