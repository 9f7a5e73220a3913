"""A county with three units, and somebody in each office who can sign in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import Role
from core.dates import ZONE, legal_day
from schemes.services import grounds
from tests.factories.accounts import grant
from tests.factories.cadres import PostFactory
from tests.factories.units import CountyFactory, UnitFactory
from tests.journeys.walker import open_account

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
    person = open_account("person", "欧阳䶮", at=now)
    PostFactory(cadre__unit=unit, cadre__user=person, cadre__name=person.name)
    PostFactory(cadre__unit=unit, cadre__name="李国强")
    return Town(county, unit, quiet_unit, host, person, people, legal_day(now), now)


def iso(day: date, days: int = 0) -> str:
    """Answer a day as a date field takes it."""
    return (day + timedelta(days=days)).isoformat()


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), ZONE)
