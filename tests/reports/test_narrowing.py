"""A list that its page narrowed: the file has the page's rows, and says by what."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Gap
from core.exports import sources
from evidence.enums import InspectionOutcome, InspectionSource, Practice
from evidence.services import signals
from reports.queries import narrowing
from tests.factories import inspections, polls, work
from tests.factories.accounts import holder
from tests.factories.cadres import PostFactory
from tests.factories.evidence import raised_signal
from tests.factories.units import UnitFactory
from tests.moments import NOW, YESTERDAY

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


LISTS = {
    "evidence:signal-list": put_signals,
    "evidence:finding-list": put_findings,
    "evidence:work-list": put_months,
    "cadres:gap-list": put_gaps,
    "evidence:poll-list": put_polls,
}


@pytest.mark.parametrize("name", LISTS)
def test_file_has_the_rows_of_the_page(client, name):
    unit = UnitFactory()
    asked = LISTS[name](unit)
    admin = holder(Role.COUNTY_ADMIN, unit.county)
    client.force_login(admin)

    for given in asked:
        page = client.get(reverse(name), given).context
        shown = page["page"].paginator.count
        address = QueryDict(page["export_url"].partition("?")[2])
        source = sources.named(address["source"])
        params = narrowing.kept(source.name, address)

        assert len(params) == len(given), given
        assert source.rows(admin, params).count() == shown, given
        assert 0 < shown < source.rows(admin, {}).count(), given
        assert len(narrowing.said(admin, source.name, params)) == len(given)


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
    ],
)
def test_nonsense_narrows_nothing(source, given):
    assert narrowing.kept(source, given) == {}
