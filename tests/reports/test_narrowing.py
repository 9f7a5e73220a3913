"""A list that its page narrowed: the file has the page's rows, and says by what."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment.services import takedowns
from cadres.models import Gap
from core.dates import legal_day
from core.exports import sources
from evidence.enums import InspectionOutcome, InspectionSource, Practice
from evidence.services import signals
from recall.services import clocks, rehabilitations
from reports.queries import narrowing
from tests.factories import (
    assessment,
    disclosures,
    inspections,
    polls,
    recall,
    training,
    work,
)
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.units import UnitFactory
from tests.fixtures import media  # noqa: F401
from tests.moments import DECIDED_AT, NOW, YESTERDAY

pytestmark = pytest.mark.django_db


def put_signals(unit):
    person = PostFactory(unit=unit, cadre__unit=unit, cadre__name="欧阳修远").cadre
    gone = raised_signal(person, practice=Practice.BALLOT, source_pk=2)
    signals.withdraw(gone, reason="名册有误", by=holder(Role.VERIFIER, unit.county), at=NOW)
    raised_signal(person, practice=Practice.BALLOT, source_pk=3)
    raised_signal(PostFactory(unit=unit, cadre__unit=unit).cadre)
    return [{"practice": "BALLOT"}, {"practice": "POINTS"}]


def put_findings(unit):
    first = inspections.inspected(unit.county)
    second = inspections.inspected(unit.county, title="窗口作风督查")
    inspections.found(first, unit, source=InspectionSource.OPEN)
    inspections.sent(inspections.found(first, unit, source=InspectionSource.MEDIA))
    told = inspections.sent(inspections.found(second, UnitFactory(county=unit.county)))
    inspections.closed(inspections.answered(told))
    return [
        {"view": "SENT"},
        {"source": "MEDIA"},
        {"inspection": str(second.pk)},
        {"unit": str(unit.pk)},
        {"outcome": InspectionOutcome.CONFIRMED},
        {"year": str(YESTERDAY.year), "month": str(YESTERDAY.month), "view": "CLOSED"},
    ]


def put_months(unit):
    person = PostFactory(unit=unit, cadre__unit=unit).cadre
    work.month(person)
    work.month(person, date(2018, 3, 1))
    other = UnitFactory(county=unit.county)
    work.month(PostFactory(unit=other, cadre__unit=other).cadre)
    return [{"month": "2018-04-01"}, {"month": "2018-03-01", "unit": str(unit.pk)}]


def put_gaps(unit):
    other = UnitFactory(county=unit.county)
    for place, number in ((unit, "DQ-01"), (unit, "DQ-02"), (other, "DQ-01")):
        Gap.objects.create(unit=place, number=number, found_on=YESTERDAY)
    return [{"unit": str(unit.pk)}, {"number": "DQ-01"}, {"unit": str(other.pk), "number": "DQ-01"}]


def put_polls(unit):
    by = holder(Role.COUNTY_ADMIN, unit.county)
    polls.planned_poll(unit, by=by)
    polls.opened_poll(unit, by=by)
    return [{"state": "DRAFT"}, {"state": "OPEN"}]


def put_clocks(unit):
    campaign = recall.open_campaign(unit)
    recall.submitted_nomination(campaign)  # its last day is long over
    recall.conclude(recall.submitted_nomination(campaign), "NOT_MATCHED")  # its term is over
    for days in (1, 30, 30):
        fresh = recall.submitted_nomination(campaign)
        told = {"days": days, "by": fresh.submitted_by, "at": timezone.now()}
        clocks.begin(fresh, "VERIFY", **told)
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    why = {"reason": "ILLNESS", "note": "等待县医院出具鉴定意见"}
    clocks.pause(fresh.clocks.running().get(), **why, by=admin, at=timezone.now())
    return [{"view": view} for view in ("all", "late", "soon", "paused")]


def world_of(unit):
    county = unit.county
    admin = holder(Role.COUNTY_ADMIN, county)
    return SimpleNamespace(
        county=county,
        unit=unit,
        admin=admin,
        manager=holder(Role.CLASS_MANAGER, county),
        decider=holder(Role.DECIDER, county),
        campaign=training.campaign(county, admin),
    )


def put_disclosures(unit):
    world = world_of(unit)
    now = timezone.now()
    disclosures.proposed(world)
    hung = disclosures.shown(world)
    then = {"by": world.admin, "at": assessment.LATER}
    takedowns.put_up(hung, title="一楼公示栏", put_up_on=legal_day(assessment.LATER), **then)
    disclosures.shown(world, at=now)
    disclosures.shown(world, at=now)
    return [{"view": view} for view in ("waiting", "shown", "owing", "over")]


def put_assessments(unit):
    world = world_of(unit)
    for _n in range(3):
        assessment.opened(world)
    for _n in range(2):
        assessment.concluded(world)
    assessment.decide(world, assessment.concluded(world).case)
    return [{"view": view} for view in ("pending", "assessed", "decided")]


def put_clearings(unit):
    campaign = recall.open_campaign(unit)
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    for _n in range(3):
        row = recall.conclude(recall.submitted_nomination(campaign), "NOT_MATCHED")
        made = rehabilitations.open_(row, scope="本单位班子成员", by=admin, at=DECIDED_AT)
    recall.conclude(recall.submitted_nomination(campaign), "NOT_MATCHED")
    recall.printed(made.letter)
    told = {"note": "在班子会上宣读澄清函", "by": admin, "at": DECIDED_AT}
    for kind in ("LETTER", "UNIT", "FILE"):
        rehabilitations.clear(made, kind=kind, done_on=DECIDED_AT.date(), **told)
    rehabilitations.close(made, by=admin, at=DECIDED_AT)
    return [{"view": "open"}, {"view": "done"}]


LISTS = {
    "evidence:signal-list": put_signals,
    "evidence:finding-list": put_findings,
    "evidence:work-list": put_months,
    "cadres:gap-list": put_gaps,
    "evidence:poll-list": put_polls,
    "recall:clock-list": put_clocks,
    "assessment:disclosure-list": put_disclosures,
    "assessment:assessment-list": put_assessments,
    "recall:rehabilitation-list": put_clearings,
}


@pytest.mark.parametrize("name", LISTS)
def test_file_has_the_rows_of_the_page(client, media, name):  # noqa: F811
    unit = UnitFactory()
    asked = LISTS[name](unit)
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(admin)

    for given in asked:
        page = client.get(reverse(name), given).context
        shown = page["page"].paginator.count
        form = client.get(page["export_url"]).context["form"]
        source, params = sources.named(form.source), form.params

        assert len(params.keys() - {"on"}) == len(given), given
        assert source.rows(admin, params).count() == shown, given
        assert 0 < shown < source.rows(admin, {}).count(), given
        assert len(narrowing.said(admin, source.name, params)) == len(params)


def test_form_of_the_export_says_by_what_it_is_narrowed(client):
    unit = UnitFactory()
    put_findings(unit)
    client.force_login(holder(Role.COUNTY_ADMIN, unit.county))
    url = client.get(
        reverse("evidence:finding-list"), {"source": "MEDIA", "unit": unit.pk, "month": "5"}
    ).context["export_url"]

    told = client.get(url).context["narrowing"]

    assert [(one["label"], one["value"]) for one in told] == [
        ("来源", "媒体曝光"), ("月份", "5"), ("单位", str(unit)),
    ]  # fmt: skip


def test_signals_of_people_searched_for_are_the_files(client):
    unit = UnitFactory()
    put_signals(unit)
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(admin)
    client.post(reverse("evidence:signal-list"), {"q": "欧阳"})

    shown = client.get(reverse("evidence:signal-list")).context["page"].paginator.count
    page = client.get(reverse("reports:export-request"), {"source": "signals"}).context

    params = narrowing.kept("signals", {}, words="欧阳")
    assert page["form"].params == params
    assert sources.named("signals").rows(admin, params).count() == shown == 1


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("findings", {"year": "99999", "month": "13", "view": "x", "inspection": "1e3"}),
        ("findings", {"year": "0", "unit": "0", "outcome": "''"}),
        ("work-months", {"month": "2018-4-1", "unit": "\uff19"}),
        ("work-months", {"month": "x"}),
        ("gaps", {"number": "DQ-99"}),
        ("polls", {"state": "NONE"}),
        ("clocks", {"view": "late"}),
        ("clocks", {"view": "ended", "on": "2018-05-10"}),
        ("disclosures", {"view": "all", "on": "2018-05-10"}),
        ("disclosures", {"view": "over", "on": "2018-5-10"}),
        ("cleared", {"view": "waiting"}),
    ],
)
def test_nonsense_narrows_nothing(source, given):
    assert narrowing.kept(source, given) == {}


def test_view_that_depends_on_the_day_has_the_rows_of_the_day_it_was_asked_for():
    unit = UnitFactory()
    row = recall.submitted_nomination(recall.open_campaign(unit))
    admin, due = holder(Role.COUNTY_ADMIN, unit.county), row.clocks.get().due_on

    def found(view, on):
        params = narrowing.kept("clocks", {"view": view, "on": on.isoformat()})
        return sources.named("clocks").rows(admin, params).count()

    later = due + timedelta(days=1)
    assert [found("soon", due), found("late", due), found("late", later)] == [1, 0, 1]
    told = narrowing.said(admin, "clocks", {"view": "late", "on": "2018-06-01"})
    assert [(one["label"], one["value"]) for one in told] == [
        ("状态", "已超期"), ("截至", "2018-06-01"),
    ]  # fmt: skip
