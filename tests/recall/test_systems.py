"""A campaign of one system: Shiquan's schools of 2019, 31 teachers of 30 schools out of 1,861."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.enums import Role
from cadres.models import Cadre
from core.errors import RegulationBroken
from recall.forms.nominations import FactForm
from recall.queries import campaigns as queries
from recall.services import campaigns, compliance
from reports.queries import figures
from tests.factories.accounts import grant, holder
from tests.factories.cadres import CadreFactory, PostFactory
from tests.factories.recall import (
    draft_campaign,
    draft_nomination,
    open_campaign,
    put_fact,
    submitted_nomination,
)
from tests.factories.schemes import approved, draft_version, write
from tests.factories.units import UnitFactory
from tests.moments import LAUNCHED_AT, NOW, TODAY

pytestmark = pytest.mark.django_db

SCHOOLS, TEACHERS, NAMED = 30, 1861, 31


def school_of(county, n):
    return UnitFactory(county=county, kind="SCHOOL", sector="EDUCATION", name=f"第{n}小学")


def own_scheme(county, *titles):
    """The education bureau's scheme, whose grounds stand in no list but its own."""
    bureau = UnitFactory(county=county, kind="GOVERNMENT", sector="EDUCATION", name="教体局")
    version = draft_version(county, title="教体系统召回办法", unit=bureau, preset="")
    for title in titles:
        version = write(version, title=title, text=f"{title}，经查实。").version
    return approved(version)


@pytest.fixture
def system():
    """The county's campaign with one town, and under it that of two schools."""
    town = UnitFactory()
    whole = open_campaign(town)
    schools = [school_of(town.county, n) for n in range(2)]
    return SimpleNamespace(town=town, whole=whole, part=opened(whole, schools))


def opened(whole, schools):
    """Launch the campaign of the schools under the county's."""
    admin = holder(Role.COUNTY_ADMIN, whole.county)
    version = own_scheme(whole.county, "体罚学生", "有偿补课")
    given = {"title": "教体系统专项", "version": version, "parent": whole}
    part = draft_campaign(*schools, by=admin, **given)
    return campaigns.launch(part, by=admin, at=LAUNCHED_AT)


def offered(nomination):
    return [one.title for one in FactForm(nomination=nomination).fields["ground"].queryset]


def test_grounds_are_the_systems_own_and_not_those_of_the_campaign_above(system):
    mine, theirs = draft_nomination(system.part), draft_nomination(system.whole)
    parents = system.whole.campaign_grounds.get().ground

    assert offered(mine) == ["体罚学生", "有偿补课"]
    assert offered(theirs) == [parents.title]
    with pytest.raises(RegulationBroken, match="SC-19"):
        put_fact(mine, ground=parents)


def test_sc_26_unit_is_of_the_system(system, client):
    stranger = PostFactory(cadre__unit=system.town).cadre
    with pytest.raises(RegulationBroken, match="SC-26"):
        draft_nomination(system.part, cadre=stranger)
    round_, head = system.part.rounds.get(), holder(Role.UNIT_HEAD, system.town)
    with pytest.raises(RegulationBroken, match="SC-26"):
        compliance.sign_zero_report(
            system.town, round_=round_, reason="无符合情形的人员。", by=head, at=NOW
        )

    clerk = holder(Role.UNIT_CLERK, system.town)
    client.force_login(clerk)
    address = reverse("recall:nomination-start", args=[round_.pk, system.town.pk])
    given = {"pk": stranger.pk, "token": uuid4()}
    assert client.post(address, given).status_code == 404  # the round is not shown to the town
    grant(clerk, Role.UNIT_CLERK, system.part.campaign_units.earliest("pk").unit)
    answer = client.post(address, given)
    assert (answer.status_code, "SC-26" in answer.content.decode()) == (422, True)
    assert not system.part.nominations.exists()
    assert draft_nomination(system.whole, cadre=stranger).campaign == system.whole


def test_31_teachers_of_30_schools_out_of_1861(client):
    town = UnitFactory()
    CadreFactory(unit=town)
    whole = open_campaign(town)
    schools = [school_of(town.county, n) for n in range(SCHOOLS)]
    named = [PostFactory(cadre__unit=schools[n % SCHOOLS]).cadre for n in range(NAMED)]
    Cadre.objects.bulk_create(
        CadreFactory.build(user=None, unit=schools[n % SCHOOLS]) for n in range(TEACHERS - NAMED)
    )
    part = opened(whole, schools)
    for cadre in named:
        submitted_nomination(part, cadre=cadre)

    county, own, both = queries.totals(whole)
    assert [(row["units"], row["people"], row["nominated"]) for row in (county, own, both)] == [
        (1, 1, 0),
        (SCHOOLS, TEACHERS, NAMED),
        (SCHOOLS + 1, TEACHERS + 1, NAMED),
    ]
    admin = holder(Role.COUNTY_ADMIN, town.county)
    board = next(row for row in queries.boards(admin, on=TODAY) if row["campaign"] == part)
    assert (board["due"], board["nominating"], board["zero"]) == (SCHOOLS, SCHOOLS, 0)
    told = figures.compute(part, as_of=date(2018, 8, 1))
    assert (told.total["nominated"], len(told.units)) == (NAMED, SCHOOLS)
    client.force_login(admin)
    page = client.get(reverse("recall:campaign", args=[whole.pk])).content.decode()
    assert f'data-l="在册人数">{TEACHERS}</td>' in page
    assert f'data-l="已报送提名">{NAMED}</td>' in page
