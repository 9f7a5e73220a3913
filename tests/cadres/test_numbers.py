"""ID number and phone: sealed, checked, held once, shown with a reason only."""

from datetime import date

import pytest
from django.db import connection

from accounts.enums import Role
from cadres.models import Cadre
from cadres.services import cadres, numbers
from core import identifiers
from core.audit.models import Entry
from core.errors import NotAllowed, RegulationBroken
from tests.factories.accounts import UserFactory, holder
from tests.factories.cadres import CadreFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db

FIRST = "52232219800101123"
NUMBER = FIRST + identifiers.id_check_digit(FIRST)
PHONE = "13885912345"


def enrol(**given):
    person = {
        "unit": UnitFactory(),
        "title": "科员",
        "from_on": TODAY,
        "name": "张三",
        "sex": "M",
        "born_on": date(1980, 1, 1),
        "staff_kind": "CIVIL_SERVANT",
        "level": "ORDINARY",
        "id_number": NUMBER,
        "phone": PHONE,
    }
    return cadres.enrol(**(person | given), by=UserFactory(), at=NOW)


def test_no_dump_of_the_database_holds_a_number():
    enrol()

    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        text = b""
        for table in tables:
            with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as dump:
                text += b"".join(bytes(part) for part in dump)
    for canary in (NUMBER, PHONE):
        assert canary.encode() not in text
        assert canary.encode().hex().encode() not in text


def test_numbers_are_found_by_equality_in_any_writing():
    cadre = enrol()

    assert list(numbers.with_id_number(f" {NUMBER[:6]} {NUMBER[6:]}")) == [cadre]
    assert list(numbers.with_id_number("1")) == []


def test_pe_03_an_id_number_is_held_once():
    enrol()

    with pytest.raises(RegulationBroken, match="PE-03"):
        enrol()
    assert Cadre.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({"id_number": "1"}, "PE-01"),
        ({"sex": "F"}, "PE-02"),
        ({"born_on": date(1980, 1, 2)}, "PE-02"),
        ({"phone": "110"}, "PE-04"),
    ],
)
def test_pe_01_pe_02_pe_04_bad_numbers_are_refused_and_nothing_is_written(given, number):
    with pytest.raises(RegulationBroken, match=number) as refused:
        enrol(**given)
    assert NUMBER not in str(refused.value)
    assert Cadre.objects.count() == 0


def test_amend_holds_birth_date_against_the_number_on_file():
    cadre = enrol()
    admin = holder(Role.COUNTY_ADMIN, cadre.unit.county)

    with pytest.raises(RegulationBroken, match="PE-02"):
        cadres.amend(cadre, born_on=date(1981, 1, 1), by=admin, at=NOW)
    amended = cadres.amend(cadre, name="张叁", phone="13900000000", by=admin, at=NOW)

    assert amended.phone.reveal() == "13900000000"
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.act, entry.detail) == ("amend_cadre", {"changed": ["name", "phone"]})


def test_reveal_answers_the_number_and_enters_who_and_why():
    cadre = enrol()
    admin = holder(Role.COUNTY_ADMIN, cadre.unit.county)

    shown = numbers.reveal(cadre, kind="id_number", reason=" 核对档案 ", by=admin, at=NOW)

    assert shown == NUMBER
    entry = Entry.objects.order_by("-pk").first()
    assert (entry.act, entry.by, entry.row_id) == ("reveal_number", admin, cadre.pk)
    assert entry.detail == {"kind": "id_number", "reason": "核对档案"}


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.DECIDER, Role.UNIT_CLERK, Role.UNIT_HEAD])
def test_reveal_by_any_other_role_is_refused_and_leaves_no_entry(role):
    cadre = enrol()
    user = holder(role, cadre.unit if role.startswith("UNIT") else cadre.unit.county)
    before = Entry.objects.count()

    with pytest.raises(NotAllowed):
        numbers.reveal(cadre, kind="phone", reason="核对档案", by=user, at=NOW)
    assert Entry.objects.count() == before


def test_pe_10_pe_11_a_reason_and_a_number_are_needed():
    cadre = CadreFactory()
    admin = holder(Role.COUNTY_ADMIN, cadre.unit.county)

    with pytest.raises(RegulationBroken, match="PE-10"):
        numbers.reveal(cadre, kind="phone", reason="  看 ", by=admin, at=NOW)
    with pytest.raises(RegulationBroken, match="PE-11"):
        numbers.reveal(cadre, kind="phone", reason="核对档案", by=admin, at=NOW)
    with pytest.raises(ValueError, match="name"):
        numbers.reveal(cadre, kind="name", reason="核对档案", by=admin, at=NOW)
