"""Rule replay: which past cases a list reads, small numbers hidden, and the job."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.enums import Role
from core.errors import NotAllowed, RegulationBroken
from core.jobs import worker
from core.jobs.models import Job
from reports.models import Replay
from reports.queries import replays as queries
from reports.services import replays
from schemes.services import clauses, schemes
from tests.factories.accounts import holder
from tests.factories.recall import (
    approved_nomination,
    conclude,
    decide,
    heard_nomination,
    open_campaign,
    submitted_nomination,
)
from tests.factories.schemes import (
    GroundFactory,
    approved,
    draft_version,
    next_version,
    write,
)
from tests.factories.units import UnitFactory
from tests.moments import DECIDED_AT, NOW, TODAY
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return open_campaign()


@pytest.fixture
def draft(campaign):
    return next_version(campaign.scheme_version)


def counted(base, version):
    cells, last = queries.read(base, version, after=0)
    table = [0] * 4
    for row in cells:
        table[queries._column(row[4], row[5])] += row[6]
    return table, last


def ask(draft, base, by=None, token=None):
    by = by or draft.drafted_by
    return replays.ask(draft, base=base, token=token or uuid4(), by=by, at=NOW)


def test_the_same_list_reads_the_same_cases(campaign, draft):
    approved_nomination(campaign)
    decide(heard_nomination(campaign), is_approved=False)
    submitted_nomination(campaign)  # without a conclusion: not a past case

    table, last = counted(campaign.scheme_version, draft)

    assert (table, last > 0, queries.total(draft)) == ([2, 0, 0, 0], True, 2)


def test_a_fact_found_untrue_is_read_by_no_list(campaign, draft):
    row = submitted_nomination(campaign)
    untrue = {pk: ("NOT_PROVED", "") for pk in row.facts.values_list("pk", flat=True)}
    conclude(row, "NOT_MATCHED", findings=untrue)

    assert counted(campaign.scheme_version, draft)[0] == [0, 0, 0, 1]


def test_a_dropped_clause_lets_its_cases_fall_out_and_back_it_brings_them_in(campaign, draft):
    approved_nomination(campaign)
    clause, by = draft.clauses.get(), draft.drafted_by
    clauses.drop(draft, clause=clause, reason="不再作为召回情形处理。", by=by, at=NOW)

    assert counted(campaign.scheme_version, draft)[0] == [0, 0, 1, 0]
    assert counted(draft, campaign.scheme_version)[0] == [0, 1, 0, 0]


def test_a_clause_for_others_reads_nobody_it_is_not_for(campaign, draft):
    row = approved_nomination(campaign)
    clause = draft.clauses.get()

    write(draft, clause=clause, staff_kinds=["FIRM"])
    assert counted(campaign.scheme_version, draft)[0] == [0, 0, 1, 0]

    post = "LEADING" if row.is_leading else "ORDINARY"
    write(draft, clause=clause, staff_kinds=[row.staff_kind], applies_to=post)
    assert counted(campaign.scheme_version, draft)[0] == [1, 0, 0, 0]


def test_another_list_reads_what_it_says_corresponds(campaign, draft):
    approved_nomination(campaign)
    old, by = draft.clauses.get(), draft.drafted_by
    new = write(draft, title="新写的一项")
    clauses.drop(draft, clause=old, reason="由新写的一项代替，见对应。", by=by, at=NOW)

    assert counted(campaign.scheme_version, draft)[0] == [0, 0, 1, 0]
    clauses.correspond(draft, clause=new, others=[old.ground], by=by, at=NOW)
    assert counted(campaign.scheme_version, draft)[0] == [1, 0, 0, 0]


def test_a_units_scheme_is_tried_on_its_own_cases(campaign):
    approved_nomination(campaign)
    elsewhere = UnitFactory(county=campaign.county)
    of_unit = draft_version(campaign.county, title="局办法", unit=elsewhere)
    own = campaign.campaign_units.get().unit
    of_own = draft_version(campaign.county, title="镇办法", unit=own)

    assert (queries.total(of_unit), queries.total(of_own)) == (0, 1)
    assert counted(campaign.scheme_version, of_unit) == ([0, 0, 0, 0], 0)
    assert counted(campaign.scheme_version, of_own)[0] == [1, 0, 0, 0]


def test_a_systems_scheme_is_tried_on_the_units_that_reported_by_it_wherever_they_hang():
    town = UnitFactory()
    bureau = UnitFactory(county=town.county)
    closed = UnitFactory(county=town.county, parent=bureau)
    grandchild = UnitFactory(
        county=town.county, parent=UnitFactory(county=town.county, parent=bureau)
    )
    Unit.objects.filter(pk=closed.pk).update(until_on=TODAY)
    first = approved(draft_version(town.county, title="教体系统办法", unit=bureau))

    before = queries.scope(first)["units"]
    open_campaign(town, title="教师召回", version=first)

    assert {bureau.pk, closed.pk, grandchild.pk} <= set(before)
    assert set(queries.scope(first)["units"]) - set(before) == {town.pk}


def test_the_job_keeps_the_result_alone_with_both_lists(campaign, draft):
    for _time in range(5):
        approved_nomination(campaign)
    GroundFactory()
    token = uuid4()
    row = ask(draft, campaign.scheme_version, token=token)
    assert ask(draft, campaign.scheme_version, token=token) == row

    worker.drain(replays.LANE, at=DECIDED_AT, seconds=30)

    row, job = Replay.objects.get(), Job.objects.get(kind="reports.replay")
    assert (row.cells, job.done_count, job.total_count, job.state) == ([], 5, 5, "DONE")
    assert row.result["level"]["total"] == [5, 0, 0, 0]
    assert [len(one["clauses"]) for one in row.lists] == [1, 1]
    assert not replays.step(row, job=job, by=row.asked_by, at=DECIDED_AT)
    assert str(row).count("→") == 1


def test_the_command_runs_a_replay_and_tells_how_long_it_took(campaign, draft, capsys):
    approved_nomination(campaign)

    call_command("replay", draft.pk, "--against", campaign.scheme_version_id)

    assert '"cases": 1' in capsys.readouterr().out


def test_ask_by_somebody_else_or_for_the_same_version_is_refused(campaign, draft):
    with pytest.raises(NotAllowed):
        ask(draft, campaign.scheme_version, by=holder(Role.READER, campaign.county))
    with pytest.raises(RegulationBroken, match="SC-25"):
        ask(draft, draft)
    row = ask(draft, campaign.scheme_version)
    with pytest.raises(IntegrityError, match="replay_of_two_versions"), transaction.atomic():
        Replay.objects.filter(pk=row.pk).update(base=draft)


def test_sc_25_two_versions(campaign, draft):
    assert schemes.versions.previous(draft) == campaign.scheme_version
    assert ask(draft, campaign.scheme_version).base == campaign.scheme_version


def test_published_hides_a_small_total_in_every_dimension():
    cells = [
        ["TOWN", "ORDINARY", "M", "30", True, True, 9],
        ["TOWN", "ORDINARY", "F", "40", True, False, 2],
        ["SCHOOL", "SECTION_LEVEL", "F", "50", False, True, 30],
    ]

    told = queries.published(cells)

    totals = {name: table["total"] for name, table in told.items()}
    assert len({str(total) for total in totals.values()}) == 1
    assert totals["sex"][2] is None
    assert all(2 not in row for table in told.values() for row in table["rows"])
    assert queries.published([])["kind"] == {"keys": [], "rows": [], "total": [0, 0, 0, 0]}
    assert queries.labels("age", ["0", "50"]) == ["30岁以下", "50岁以上"]
    assert queries.labels("kind", ["TOWN", "X"]) == ["乡镇", "X"]
