import factory

from tests.moments import EARLIER
from units.models import Jurisdiction, Unit


class CountyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    code = factory.Sequence(lambda n: f"{610900 + n}")
    name = factory.Sequence(lambda n: f"试验{n}县")
    level = "COUNTY"


class PrefectureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Jurisdiction

    code = factory.Sequence(lambda n: f"{520000 + n}")
    name = factory.Sequence(lambda n: f"试验{n}州")
    level = "PREFECTURE"


class UnitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Unit

    county = factory.SubFactory(CountyFactory)
    name = factory.Sequence(lambda n: f"第{n}镇")
    kind = "TOWN"
    from_on = EARLIER
