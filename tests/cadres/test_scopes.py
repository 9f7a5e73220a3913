import pytest

from accounts.enums import Role
from cadres.models import Cadre
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory
from tests.factories.units import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.COUNTY_ADMIN, ["own", "neighbour"]),
        (Role.VERIFIER, ["own", "neighbour"]),
        (Role.DECIDER, ["own", "neighbour"]),
        (Role.UNIT_CLERK, ["own"]),
        (Role.UNIT_HEAD, ["own"]),
        (Role.READER, []),
        (Role.CLASS_MANAGER, []),
        (Role.HOST, []),
    ],
)
def test_visible_to_shows_the_place_of_the_role_only(role, answer):
    unit = UnitFactory()
    CadreFactory(name="own", unit=unit)
    CadreFactory(name="neighbour", unit=UnitFactory(county=unit.county))
    CadreFactory(name="foreign")
    place = unit if role.startswith("UNIT") or role == Role.HOST else unit.county

    rows = Cadre.objects.visible_to(holder(role, place)).order_by("pk")

    assert [row.name for row in rows] == answer


def test_visible_to_shows_oneself():
    cadre = CadreFactory(user=UserFactory())
    CadreFactory()

    assert list(Cadre.objects.visible_to(cadre.user)) == [cadre]


def test_of_unit_keeps_the_units_people():
    cadre = CadreFactory()
    CadreFactory()

    assert list(Cadre.objects.of_unit(cadre.unit_id)) == [cadre]
