"""Dull rows for class, practice and assessment; every maker takes what the test cares about."""

import itertools
import uuid
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.hashers import make_password

from accounts.enums import Role
from accounts.models import Grant, User
from cadres.models import Cadre
from core.dates import ZONE, legal_day
from recall.models import Campaign, Case, Nomination, Round, ServiceReceipt
from tests.factories.schemes import approved_version
from training.services import classes, enrolments, postings
from units.models import Jurisdiction, Unit

OPENS_ON = date(2018, 6, 4)
NOW = datetime(2018, 6, 4, 9, 0, tzinfo=ZONE)
_numbers = itertools.count(1)


def county(**fields: Any) -> Jurisdiction:
    number = next(_numbers)
    return Jurisdiction.objects.create(
        code=f"{number:06d}", name=f"第{number}县", level="COUNTY", **fields
    )


def unit(county: Jurisdiction, **fields: Any) -> Unit:
    fields = {"name": f"第{next(_numbers)}局", "kind": "GOVERNMENT", **fields}
    return Unit.objects.create(county=county, from_on=date(2010, 1, 1), **fields)


def user(**fields: Any) -> User:
    number = next(_numbers)
    return User.objects.create(
        **{
            "username": f"user{number}",
            "name": f"用户{number}",
            "password": make_password("a-long-password"),
            **fields,
        }
    )


def holder(role: Role, scope: Jurisdiction | Unit) -> User:
    """A user with one role on a county or a unit."""
    person = user()
    where = {"county": scope} if isinstance(scope, Jurisdiction) else {"unit": scope}
    Grant.objects.create(user=person, role=role, from_on=date(2010, 1, 1), **where)
    return person


def world(**campaign_fields: Any) -> SimpleNamespace:
    """A county with an open campaign, one unit, and an office that runs classes and decides."""
    home = county()
    admin = holder(Role.COUNTY_ADMIN, home)
    return SimpleNamespace(
        county=home,
        unit=unit(home),
        host=unit(home, kind="VILLAGE"),
        admin=admin,
        manager=holder(Role.CLASS_MANAGER, home),
        decider=holder(Role.DECIDER, home),
        mentor=user(),
        campaign=campaign(home, admin, **campaign_fields),
    )


def campaign(county: Jurisdiction, by: User, **fields: Any) -> Campaign:
    row = Campaign.objects.create(
        **{
            "county": county,
            "title": f"第{next(_numbers)}批",
            "scheme_version": approved_version(county),
            "legal_profile": "in_force",
            "practice_months": 3,
            "weights": {"class": 40, "practice": 40, "unit": 20},
            "state": "OPEN",
            "created_by": by,
            "created_at": NOW,
            "launched_by": by,
            "launched_at": NOW,
            **fields,
        }
    )
    Round.objects.create(
        campaign=row, number=1, notice_on=date(2018, 5, 10), closes_on=date(2018, 5, 31)
    )
    return row


def case(campaign: Campaign, unit: Unit, **fields: Any) -> Case:
    """A case with person, account, decided nomination and receipt; served unless told."""
    by = campaign.created_by
    subject = fields.pop("subject", None) or user()
    person = {"staff_kind": "CIVIL_SERVANT", "level": "ORDINARY", "is_leading": False}
    person |= {key: fields.pop(key) for key in list(fields) if key in person}
    cadre = Cadre.objects.create(
        user=subject, unit=unit, name=subject.name, sex="M", born_on=date(1980, 1, 1), **person
    )
    nomination = Nomination.objects.create(
        campaign=campaign,
        round=campaign.rounds.get(number=1),
        county_id=campaign.county_id,
        unit=unit,
        cadre=cadre,
        subject=subject,
        token=uuid.uuid4(),
        post_title="科员",
        state="APPROVED",
        drafted_by=by,
        drafted_at=NOW,
        **person,
    )
    row = Case.objects.create(
        **{
            "nomination": nomination,
            "campaign": campaign,
            "county_id": campaign.county_id,
            "unit": unit,
            "cadre": cadre,
            "subject": subject,
            "state": "SERVED",
            "opened_by": by,
            "opened_at": NOW - timedelta(days=12),
            **fields,
        }
    )
    ServiceReceipt.objects.create(
        case=row,
        served_on=OPENS_ON - timedelta(days=10),
        manner="IN_PERSON",
        received_by=subject.name,
        objection_until_on=OPENS_ON + timedelta(days=20),
        served_by=by,
        served_at=NOW - timedelta(days=10),
    )
    return row


def planned_class(world: SimpleNamespace, **fields: Any) -> Any:
    facts = {
        "title": f"第{next(_numbers)}期班",
        "venue": "县委党校",
        "opens_on": OPENS_ON,
        "blocks": [("THEORY", 5)],
        **fields,
    }
    return classes.plan(world.campaign, by=world.manager, at=NOW, **facts)


def hour_about(now: datetime) -> dict[str, datetime]:
    """Answer begin and end of an hour about `now` within one day, however late it is."""
    day = datetime.combine(legal_day(now), datetime.min.time(), ZONE)
    start = max(day, now - timedelta(minutes=30))
    last = day + timedelta(hours=23, minutes=59)
    return {"starts_at": start, "ends_at": min(start + timedelta(hours=1), last)}


def session(training_class: Any, by: User, *, day: int = 0, hour: int = 8, **fields: Any) -> Any:
    """A lesson of two hours on the class's n-th day."""
    start = datetime.combine(training_class.opens_on, datetime.min.time(), ZONE)
    start += timedelta(days=day, hours=hour)
    facts = {
        "kind": "THEORY",
        "title": "理论学习",
        "room": "报告厅",
        "teacher": "何静",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        **fields,
    }
    return classes.add_session(training_class, by=by, at=NOW, **facts)


def enrolled(world: SimpleNamespace, training_class: Any, **fields: Any) -> Any:
    row = case(world.campaign, world.unit, **fields)
    return enrolments.enrol(training_class, row, by=world.manager, at=NOW)


def posting(world: SimpleNamespace, case: Case, **fields: Any) -> Any:
    facts = {
        "host_unit": world.host,
        "mentor": world.mentor,
        "place": "饶峰镇大湾村",
        "from_on": date(2018, 7, 1),
        "months": 3,
        "tasks": "驻村帮扶",
        **fields,
    }
    return postings.send(case, **{"by": world.manager, "at": NOW, **facts})
