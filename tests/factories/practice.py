"""Places, photos and what is written in practice."""

import itertools
import uuid
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from tests.factories import training as make
from training.models import HostPlace, Problem
from training.services import places, problems

_numbers = itertools.count(1)


def place(world: Any, **fields: Any) -> HostPlace:
    facts = {
        "name": f"两河镇第{next(_numbers)}村",
        "kind": "VILLAGE",
        "capacity": 3,
        "seat_km": 28,
        "lodging": "村委会有宿舍和食堂",
        **fields,
    }
    unit = facts.pop("unit", world.host)
    return places.enter(unit, by=world.manager, at=make.NOW, **facts)


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", **more: Any) -> bytes:
    """A picture that compresses badly enough to be a photo."""
    out = BytesIO()
    noise = Image.effect_noise((max(width // 4, 1), max(height // 4, 1)), 90)
    noise.resize((width, height)).convert("RGB").save(out, kind, **more)
    return out.getvalue()


def problem(posting: Any, **fields: Any) -> Problem:
    facts = {
        "token": uuid.uuid4(),
        "what": "水塔建好后没人管护，水质不好",
        "place": "高原村全村",
        "found_on": date(2018, 7, 5),
        "by": posting.case.subject,
        "at": make.NOW.replace(month=8, day=20),
        **fields,
    }
    return problems.raise_(posting, **facts)


def closed_problem(row: Problem, **fields: Any) -> Problem:
    told = {"by": row.posting.case.subject, "at": make.NOW.replace(month=8, day=20)}
    problems.act(row, on=date(2018, 7, 8), text="修好全村 11 处水塔，派专人管护", **told)
    facts = {"on": date(2018, 8, 10), "is_solved": True, "text": "水清了", **told, **fields}
    return problems.close(row, **facts)
