"""Two administrators at one pair, and at two pairs with one file in common."""

from functools import partial

import pytest

from accounts.enums import Role
from cadres.models import Cadre, Merger, Pair
from cadres.services import duplicates
from tests.factories.accounts import holder
from tests.factories.cadres import CadreFactory
from tests.factories.units import UnitFactory
from tests.moments import NOW, TODAY
from tests.races.starting import kinds, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_mergers_of_one_pair_and_of_a_neighbour_pair_have_one_effect_each():
    unit = UnitFactory()
    admins = [holder(Role.COUNTY_ADMIN, unit.county) for _ in range(2)]
    a, b, c = (CadreFactory(unit=unit, name="王小明", user=None) for _ in range(3))
    given = {"county": unit.county, "rules": ["DU-01"], "found_on": TODAY}
    first = Pair.objects.create(first=a, second=b, **given)
    second = Pair.objects.create(first=b, second=c, **given)

    answers = race(
        [
            partial(duplicates.merge, first, keep=a.pk, by=admins[0], at=NOW),
            partial(duplicates.merge, first, keep=b.pk, by=admins[1], at=NOW),
            partial(duplicates.merge, second, keep=c.pk, by=admins[1], at=NOW),
        ]
    )

    done = kinds(answers).get("Merger", 0)
    assert done == Merger.objects.count() == Cadre.objects.exclude(merged_into=None).count()
    assert Merger.objects.filter(pair=first).count() <= 1
    assert 1 <= done <= 2
    assert not Cadre.objects.filter(merged_into__merged_into__isnull=False).exists()
