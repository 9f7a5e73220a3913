"""A county with three units, and somebody in each office who can sign in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from core.dates import ZONE, legal_day
from schemes.models import SchemeVersion
from schemes.services import grounds, schemes
from tests.factories.accounts import grant
from tests.factories.cadres import PostFactory
from tests.factories.schemes import ONE_VERIFIER
from tests.factories.units import CountyFactory, UnitFactory
from tests.journeys.walker import open_account

SCHEME = "石泉县干部退回再教育办法"
CAMPAIGN = "第一批干部召回"
FACT = "本月值班期间三次离岗，防汛值守电话无人接听，经提醒仍未改正。"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Town:
    """The county and the accounts, by what they are there for."""

    county: Any
    unit: Any
    quiet_unit: Any
    host: Any
    person: Any
    people: dict[str, Any]
    today: date
    now: datetime

    @property
    def version(self) -> SchemeVersion:
        """The approved version of the county's scheme."""
        return SchemeVersion.objects.get(scheme__county=self.county, number=1)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.people[name]
        except KeyError as error:
            raise AttributeError(name) from error


def town() -> Town:
    """Build what exists before a county's first campaign: units, accounts, roles, one cadre."""
    now = timezone.now()
    grounds.import_grounds()
    county = CountyFactory(name="石泉县", document_mark="石组召")
    unit = UnitFactory(county=county, name="城关镇")
    quiet_unit = UnitFactory(county=county, name="水利局", kind="GOVERNMENT")
    host = UnitFactory(county=county, name="饶峰镇大湾村", kind="VILLAGE")
    offices = {
        "admin": ("陈建民", Role.COUNTY_ADMIN, county),
        "approver": ("马国英", Role.COUNTY_ADMIN, county),
        "verifier": ("何静", Role.VERIFIER, county),
        "decider": ("周志远", Role.DECIDER, county),
        "second": ("吴桂兰", Role.DECIDER, county),
        "manager": ("刘敏", Role.CLASS_MANAGER, county),
        "clerk": ("孙玉兰", Role.UNIT_CLERK, unit),
        "head": ("郑国栋", Role.UNIT_HEAD, unit),
        "quiet_head": ("冯春梅", Role.UNIT_HEAD, quiet_unit),
        "mentor": ("赵永红", Role.HOST, host),
    }
    people = {
        key: grant(open_account(key, name, at=now), role, place)
        for key, (name, role, place) in offices.items()
    }
    _scheme(county, people, now)
    person = open_account("person", "欧阳䶮", at=now)
    PostFactory(cadre__unit=unit, cadre__user=person, cadre__name=person.name)
    PostFactory(cadre__unit=unit, cadre__name="李国强")
    return Town(county, unit, quiet_unit, host, person, people, legal_day(now), now)


def _scheme(county: Any, people: dict[str, Any], now: datetime) -> None:
    """Let the admin draft the county's scheme from a preset, and another admin approve it."""
    by = people["admin"]
    scheme = schemes.make(county, title=SCHEME, preset="shiquan_2018_13", by=by, at=now)
    version = schemes.put_basis(
        scheme.versions.get(),
        legal_basis="依据公务员法和干部管理的有关规定制定。",
        document_number="石委发〔2018〕6号",
        from_on=date(now.year - 1, 1, 1),
        sunset_on=date(now.year + 4, 12, 31),
        by=by,
        at=now,
    )
    own = (
        version.parameters | ONE_VERIFIER | {"practice_min": 1}
    )  # a month is enough to walk through
    version = schemes.put_parameters(version, **own, by=by, at=now)
    schemes.approve(schemes.submit(version, by=by, at=now), by=people["approver"], at=now)


def iso(day: date, days: int = 0) -> str:
    """Answer a day as a date field takes it."""
    return (day + timedelta(days=days)).isoformat()


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZONE)
