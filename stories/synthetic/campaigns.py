"""Ten years of campaigns in one county: rounds, reports, nominations and their cases."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import User
from core.dates import ZONE
from recall.models import (
    Campaign,
    CampaignGround,
    CampaignStep,
    CampaignUnit,
    Round,
    ZeroReport,
)
from schemes.models import SchemeVersion
from schemes.queries import parameters
from schemes.services import schemes
from stories.synthetic import nominations
from stories.synthetic.copying import Copier, steps
from stories.synthetic.counties import County
from stories.synthetic.sizes import YEARS, Size
from units.models import Jurisdiction

_SCHEME = "shiquan_2018_13"
# Beside the recalled: (way of the nomination, share of the recalled); the last three are of now.
_OTHERS = {"rejected": 0.03, "not matched": 0.05, "withdrawn": 0.03}
_UNDECIDED = {"draft": 0.03, "submitted": 0.05, "verified": 0.03, "heard": 0.04}


@dataclass
class Year:
    """One campaign with what its nominations need."""

    pk: int
    county: County
    year: int
    is_last: bool
    until: date
    opens_on: date
    grounds: list[int]
    clauses: dict[int, int]
    version: SchemeVersion
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def by(self, hand: str, unit: int, pick: int) -> int:
        """Answer whose hand a move is: the unit's own, or one of the county's office holders."""
        if hand in ("head", "clerk"):
            return self.county.by_unit[f"UNIT_{hand.upper()}", unit]
        role = {"admin": "COUNTY_ADMIN", "manager": "CLASS_MANAGER"}.get(hand, hand.upper())
        held = self.county.holders[role]
        return held[pick % len(held)]


def campaigns(county: County, size: Size, copier: Copier) -> None:
    """Write the campaigns of a county, the last one still open."""
    draw = random.Random(f"{size.seed}:campaigns:{county.code}")  # noqa: S311
    version = _version(county, size)
    clauses = dict(version.clauses.order_by("position").values_list("ground_id", "pk"))
    for number in range(YEARS):
        year = size.until.year - YEARS + 1 + number
        last = number == YEARS - 1
        opens_on = date(year, 2, 20)
        pk = copier.ids(Campaign, 1)[0]
        one = Year(pk, county, year, last, size.until, opens_on, list(clauses), clauses, version)
        _campaign(one, copier, draw)
        silent = nominations.write(one, _ways(size, last), copier, draw)
        _zero_reports(one, silent, copier, draw)


def _version(county: County, size: Size) -> SchemeVersion:
    """Let the county's first administrator make its scheme, and the second approve it."""
    maker, other = (User.objects.get(pk=pk) for pk in county.holders["COUNTY_ADMIN"][:2])
    first = size.until.year - YEARS + 1
    then = at(date(first, 1, 4))
    place = Jurisdiction.objects.get(pk=county.pk)
    scheme = schemes.make(place, title="干部召回办法", preset=_SCHEME, by=maker, at=then)
    version = schemes.put_basis(
        scheme.versions.get(),
        legal_basis="依据公务员法和干部管理的有关规定制定。",
        document_number=f"县委发〔{first}〕1号",
        from_on=date(first - 1, 1, 1),
        sunset_on=date(size.until.year + 5, 12, 31),
        by=maker,
        at=then,
    )
    schemes.submit(version, by=maker, at=then)
    version = schemes.approve(version, by=other, at=then)
    return schemes.use(version, place, on=then.date(), by=maker, at=then)


def _ways(size: Size, is_last: bool) -> list[str]:
    """Answer the way of each nomination of a campaign."""
    recalled = size.campaign_cases
    back = recalled // 30
    ways = ["sent back"] * back + ["approved"] * (recalled - back)
    for way, share in (_OTHERS | (_UNDECIDED if is_last else {})).items():
        ways += [way] * max(1, round(recalled * share))
    return ways


def at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _campaign(one: Year, copier: Copier, draw: random.Random) -> None:
    admin = one.by("admin", 0, 0)
    launched, closed = at(one.opens_on, 15), at(date(one.year, 12, 25), 16)
    ended = {} if one.is_last else {"closed_by_id": admin, "closed_at": closed}
    row = {
        "id": one.pk,
        "county_id": one.county.pk,
        "title": f"{one.year}年干部召回",
        "scheme_version_id": one.version.pk,
        "state": "OPEN" if one.is_last else "CLOSED",
        "created_by_id": admin,
        "created_at": at(one.opens_on - timedelta(days=3)),
        "launched_by_id": admin,
        "launched_at": launched,
        **parameters.for_campaign(one.version.parameters),
        **({"closed_by_id": None, "closed_at": None} | ended),
    }
    copier.write(Campaign, [row])
    moves = [("launch", "DRAFT", "OPEN", admin, launched)]
    moves += [] if one.is_last else [("close", "OPEN", "CLOSED", admin, closed)]
    copier.write(CampaignStep, steps(one.pk, moves))
    copier.write(CampaignGround, [{"campaign_id": one.pk, "ground_id": pk} for pk in one.grounds])
    people = Counter(row["unit_id"] for row in one.county.people)
    units = [
        {"campaign_id": one.pk, "unit_id": pk, "size": people[pk]} for pk in one.county.offices
    ]
    copier.write(CampaignUnit, units)
    one.rounds = _rounds(one, copier)
    copier.write(Round, one.rounds)


def _rounds(one: Year, copier: Copier) -> list[dict[str, Any]]:
    return [
        {
            "id": pk,
            "campaign_id": one.pk,
            "number": number,
            "notice_on": one.opens_on + timedelta(days=offset),
            "closes_on": one.opens_on + timedelta(days=offset + 25),
        }
        for pk, number, offset in zip(copier.ids(Round, 2), (1, 2), (1, 60), strict=True)
    ]


def _zero_reports(
    one: Year, reported: set[tuple[int, int]], copier: Copier, draw: random.Random
) -> None:
    """Let nearly every unit that nominated nobody in a round sign a zero report."""
    rows = []
    for round_ in one.rounds:
        for unit in one.county.offices:
            if (round_["id"], unit) in reported or draw.random() < 0.04:
                continue
            signed_on = round_["notice_on"] + timedelta(days=draw.randrange(2, 30))
            rows.append(
                {
                    "round_id": round_["id"],
                    "unit_id": unit,
                    "reason": "经集体研究，本单位没有符合情形的人员。",
                    "signed_by_id": one.by("head", unit, 0),
                    "signed_at": at(signed_on, 10),
                }
            )
    copier.write(ZeroReport, rows)
