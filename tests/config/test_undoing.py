"""What an import may take back, the web's database role may remove."""

import pytest
from django.db import connection, transaction
from psycopg import sql

from accounts.enums import Role
from cadres.enums import HonourKind
from cadres.models import AnnualRating
from cadres.services import bulk_ratings, records
from evidence.services import bulk_commendations
from tests.config.test_privileges import role
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory
from tests.factories.units import CountyFactory
from tests.moments import NOW, TODAY
from units.models import Unit
from units.services import bulk as bulk_units
from units.services import units

__all__ = ["role"]
pytestmark = pytest.mark.django_db


def _ratings():
    person = CadreFactory(staff_kind="CIVIL_SERVANT")
    ids = bulk_ratings.enter([{"cadre": person.pk, "year": 2017, "rating": "称职"}])
    return AnnualRating, lambda: bulk_ratings.remove(ids)


def _commendations():
    person = CadreFactory()
    given = {"kind": HonourKind.HONOUR, "title": "先进个人", "awarded_by": "县委"}
    by = holder(Role.COUNTY_ADMIN, person.unit.county)
    row = records.honour(person, awarded_on=TODAY, by=by, at=NOW, **given)
    return type(row), lambda: bulk_commendations.remove([row.pk], by=by, at=NOW)


def _units():
    county = CountyFactory()
    by = holder(Role.COUNTY_ADMIN, county)
    told = {"name": "县乡村振兴局", "kind": "GOVERNMENT", "from_on": TODAY}
    row = units.found_unit(county, **told, by=by, at=NOW)
    return Unit, lambda: bulk_units.remove([row.pk])


@pytest.mark.parametrize("made", [_ratings, _commendations, _units], ids=lambda made: made.__name__)
def test_web_takes_back_what_an_import_entered(role, made):
    model, take_back = made()
    before = model.objects.count()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)).as_string())
        take_back()

    assert model.objects.count() == before - 1
