"""Whom a file is about."""

from datetime import date

import pytest

from cadres.enums import Found
from cadres.models import Cadre
from cadres.queries.matching import match
from cadres.services import numbers
from core import identifiers
from tests.factories.cadres import CadreFactory

pytestmark = pytest.mark.django_db
FIRST = "52232219800101123"
NUMBER = FIRST + identifiers.id_check_digit(FIRST)


def person(**fields):
    number = fields.pop("id_number", "")
    cadre = CadreFactory(**{"name": "张三", "born_on": date(1980, 1, 1)} | fields)
    numbers.put(cadre, id_number=number)
    cadre.save()
    return cadre


def asked(**given):
    told = {"name": "张三", "birth_month": "198001"} | given
    found = match(Cadre.objects.all(), **told)
    return found.found, found.cadre


def test_the_id_number_counts_before_the_name():
    cadre = person(id_number=NUMBER)
    person()

    assert asked(id_number=f" {NUMBER} ", name="别名") == (Found.BY_NUMBER, cadre)


def test_one_of_the_name_and_month_is_meant():
    cadre = person()
    person(born_on=date(1980, 2, 1))

    assert asked() == (Found.BY_NAME, cadre)
    assert asked(id_number=NUMBER) == (Found.BY_NAME, cadre)


def test_two_of_the_name_and_month_stop_the_match():
    person()
    person(born_on=date(1980, 1, 31))

    assert asked() == (Found.SEVERAL, None)


def test_another_number_on_file_is_a_contradiction():
    person(id_number=NUMBER)

    assert asked(id_number="11010519491231002X") == (Found.CONTRADICTION, None)


@pytest.mark.parametrize("month", ["", "1980", "1980-1", "198003", "198013", "000001"])
def test_nobody_is_found_by_a_month_that_is_none(month):
    person()

    assert asked(birth_month=month) == (Found.NOBODY, None)
