from datetime import date

import factory

from cadres.models import Cadre, Pair, Post, Protection
from tests.factories.accounts import UserFactory
from tests.factories.units import UnitFactory
from tests.moments import EARLIER, TODAY


class CadreFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cadre

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"干部{n}")
    sex = "M"
    born_on = date(1980, 1, 1)
    staff_kind = "CIVIL_SERVANT"
    level = "ORDINARY"


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Post

    cadre = factory.SubFactory(CadreFactory)
    unit = factory.SelfAttribute("cadre.unit")
    title = "科员"
    from_on = EARLIER


class ProtectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Protection

    cadre = factory.SubFactory(CadreFactory)
    kind = "ILLNESS"
    from_on = EARLIER


def paired(first, second):
    """Answer the open pair of two files of one county."""
    given = {"county": first.unit.county, "rules": ["DU-01"], "found_on": TODAY}
    return Pair.objects.create(first=first, second=second, **given)
