"""The wizard's acts, rolling campaigns, campaigns of a system, quota."""

from datetime import date

import pytest

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken, StateConflict
from recall.models import Campaign, Round
from recall.presenters.setup import suggested_end
from recall.queries import campaigns as queries
from recall.queries import compliance
from recall.services import campaign_drafts as drafts
from recall.services import campaigns
from reports.queries import figures, sheets
from schemes.services import schemes
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory
from tests.factories.recall import (
    approved_nomination,
    draft_campaign,
    open_campaign,
    submitted_nomination,
)
from tests.factories.schemes import (
    ONE_VERIFIER,
    approved,
    approved_version,
    asking,
    draft_version,
    next_version,
)
from tests.factories.units import UnitFactory
from tests.moments import CLOSES_ON, LAUNCHED_AT, NOTICE_ON, NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return UnitFactory()


@pytest.fixture
def admin(unit):
    return holder(Role.COUNTY_ADMIN, unit.county)


def create(unit, admin, **given):
    given = {"title": "批次", "version": approved_version(unit.county)} | given
    return campaigns.create(unit.county, by=admin, at=LAUNCHED_AT, **given)


def rolling(unit, admin):
    row = create(unit, admin, mode="ROLLING")
    drafts.put_window(row, notice_on=NOTICE_ON, by=admin, at=LAUNCHED_AT)
    drafts.put_units(row, units=[unit], by=admin, at=LAUNCHED_AT)
    return campaigns.launch(row, by=admin, at=LAUNCHED_AT)


def test_put_units_names_them_instead_of_those_before(unit, admin):
    row = create(unit, admin)
    second = UnitFactory(county=unit.county)
    drafts.put_units(row, units=[unit], by=admin, at=NOW)

    drafts.put_units(row, units=[], leading=[second], by=admin, at=NOW)

    named = row.campaign_units.get()
    assert (named.unit, named.leads_by_example) == (second, True)


def test_put_window_sets_the_first_round_again(unit, admin):
    row = create(unit, admin)
    assert suggested_end(row, NOTICE_ON) == date(2018, 5, 28)

    for closes_on in (CLOSES_ON, date(2018, 5, 31)):
        drafts.put_window(row, notice_on=NOTICE_ON, closes_on=closes_on, by=admin, at=NOW)

    assert row.rounds.get().closes_on == date(2018, 5, 31)


def test_sc_22_within_the_scheme(unit, admin):
    row = create(unit, admin)
    drafts.put_parameters(row, reply_days=8, practice_months=2, by=admin, at=NOW)
    assert Campaign.objects.get(pk=row.pk).reply_days == 8

    for given in ({"practice_months": 6}, {"verify_days": 20}, {"verifiers_needed": 0}):
        with pytest.raises(RegulationBroken, match="SC-22"):
            drafts.put_parameters(row, by=admin, at=NOW, **given)


def test_sc_22_practice_is_no_shorter_than_the_scheme_says(unit, admin):
    row = draft_campaign(unit, by=admin, version=asking(unit.county, practice_min=3))

    with pytest.raises(RegulationBroken, match="SC-22"):
        drafts.put_parameters(row, practice_months=2, by=admin, at=NOW)
    assert drafts.put_parameters(row, practice_months=3, by=admin, at=NOW).practice_months == 3


def test_sc_23_window_fits_mode(unit, admin):
    row = create(unit, admin)
    with pytest.raises(RegulationBroken, match="SC-23"):
        drafts.put_window(row, notice_on=NOTICE_ON, by=admin, at=NOW)

    open_ended = create(unit, admin, title="常态", mode="ROLLING")
    with pytest.raises(RegulationBroken, match="SC-23"):
        drafts.put_window(open_ended, notice_on=NOTICE_ON, closes_on=CLOSES_ON, by=admin, at=NOW)
    drafts.put_window(open_ended, notice_on=NOTICE_ON, by=admin, at=NOW)
    with pytest.raises(RegulationBroken, match="SC-23"):
        campaigns.add_round(open_ended, notice_on=TODAY, by=admin, at=NOW)
    assert suggested_end(open_ended, NOTICE_ON) is None


def test_sc_24_parent_may_hold(unit, admin):
    whole = create(unit, admin)
    part = create(unit, admin, title="教育系统", parent=whole)
    elsewhere = open_campaign()

    for parent in (part, elsewhere):
        with pytest.raises(RegulationBroken, match="SC-24"):
            create(unit, admin, title="再下一级", parent=parent)


def test_wizard_by_somebody_else_or_after_the_launch_is_refused(unit, admin):
    row = draft_campaign(unit, by=admin)
    with pytest.raises(NotAllowed):
        drafts.put_units(row, units=[unit], by=UserFactory(), at=NOW)

    campaigns.launch(row, by=admin, at=NOW)
    with pytest.raises(StateConflict, match="向导"):
        drafts.put_parameters(row, reply_days=8, by=admin, at=NOW)


def test_rolling_campaign_is_never_late_and_nobody_owes_a_report(unit, admin):
    row = rolling(unit, admin)
    round_ = row.rounds.get()

    assert (round_.closes_on, round_.is_over(date(2030, 1, 1))) == (None, False)
    assert compliance.reports(row, on=date(2030, 1, 1)) == []
    assert not compliance.owed({unit.pk}, on=date(2030, 1, 1)).exists()
    sent = submitted_nomination(row)
    assert (sent.state, sent.late_reason) == ("SUBMITTED", "")
    board = queries.boards(admin, on=date(2030, 1, 1))[0]
    assert (board["nominating"], board["waiting"]) == (1, None)


def test_round_with_a_window_is_over_on_the_day_after():
    row = Round(closes_on=CLOSES_ON)

    assert (row.is_over(CLOSES_ON), row.is_over(date(2018, 5, 19))) == (False, True)


def test_clone_takes_what_is_now_in_force_and_leaves_closed_units_out(unit, admin):
    closed = UnitFactory(county=unit.county)
    old = open_campaign(unit, closed, practice_months=2)
    type(closed).objects.filter(pk=closed.pk).update(until_on=TODAY)
    newer = approved(next_version(old.scheme_version, from_on=TODAY))

    row = drafts.clone(old, title="次年", by=admin, at=NOW)

    assert (row.state, row.practice_months, row.scheme_version) == ("DRAFT", 2, newer)
    assert [r.unit for r in row.campaign_units.all()] == [unit]
    assert not row.rounds.exists()


def test_clone_takes_the_versions_terms_where_it_forbids_the_old_ones(unit, admin):
    old = open_campaign(unit)
    second = next_version(old.scheme_version, from_on=TODAY)
    given = second.parameters | {"reply_days": 10}
    schemes.put_parameters(second, by=second.drafted_by, at=NOW, **given)
    approved(type(second).objects.get(pk=second.pk))

    assert drafts.clone(old, title="次年", by=admin, at=NOW).reply_days == 10


def test_campaign_of_a_system_counts_into_its_parents_totals(unit, admin):
    """As in Shiquan 2019: own grounds, schools alone, figures in the county's sum."""
    school = UnitFactory(county=unit.county, kind="SCHOOL", sector="EDUCATION")
    for _time in range(3):
        CadreFactory(unit=school)
    whole = open_campaign(unit)
    approved_nomination(whole)
    version = approved(draft_version(unit.county, title="教育系统办法", unit=school))
    part = draft_campaign(school, by=admin, title="教育系统专项", version=version, parent=whole)
    part = campaigns.launch(part, by=admin, at=LAUNCHED_AT)
    submitted_nomination(part)
    campaigns.require_units(part, units=[unit], by=admin, at=NOW)  # in both: counted once

    rows = queries.totals(whole)

    assert [(r["units"], r["nominated"], r["recalled"]) for r in rows] == [
        (1, 1, 1),
        (2, 1, 0),
        (2, 2, 1),
    ]
    assert (rows[1]["people"], rows[2]["campaign"]) == (3, None)
    assert len(queries.totals(part)) == 1


def test_recalls_by_quota_are_counted_apart(unit, admin):
    version = draft_version(unit.county)
    quota = {"quota_on": True, "quota_basis": "州委常委会〔2014〕9号"}
    on = version.parameters | quota | ONE_VERIFIER
    schemes.put_parameters(version, by=version.drafted_by, at=NOW, **on)
    version = approved(type(version).objects.get(pk=version.pk))
    CadreFactory(unit=unit)
    row = open_campaign(unit, version=version)
    for _time in range(2):
        approved_nomination(row)

    told = queries.by_quota(Campaign.objects.get(pk=row.pk))

    assert told == [{"unit": unit, "size": 1, "quota": 1, "recalled": 2, "within": 1}]
    assert queries.by_quota(open_campaign()) == []
    counted = figures.compute(Campaign.objects.get(pk=row.pk), as_of=date(2018, 8, 1))
    assert counted.quota == {"recalled_by_quota": 1, "recalled_beyond_quota": 1}
    assert not [one for one in figures.partitions(counted) if one.cut == "total"]
    told = sheets.sheet(counted)["quota"]
    assert [(one["label"], one["n"]) for one in told] == [("按名额召回", 1), ("名额以外召回", 1)]
    assert figures.compute(open_campaign(title="无名额"), as_of=date(2018, 8, 1)).quota == {}
