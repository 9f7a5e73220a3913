"""What a new draft holds: the clauses of the version above, of the last one, of a preset."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.forms import model_to_dict

from schemes.enums import AppliesTo, Measure, Metric, Provenance
from schemes.models import Clause, Correspondence, Ground, SchemeVersion
from schemes.queries import concepts, presets

_LISTS = Path(__file__).resolve().parents[1] / "presets" / "grounds.yaml"
_FOR_LEADERS = {"central_2015_10", "central_2022_15"}  # domain reference 1.5: leading posts only
# metrics of the shipped lists that the product reads under another name
_READ_AS = {"quarter_rank_from_bottom": Metric.RANK, "absent_days_year": Metric.ABSENCE}
_TEACHERS = {"SQ22-21": ["INSTITUTION", "INST_TECHNICAL"]}


def fill(version: SchemeVersion, *, last: SchemeVersion | None, preset: str) -> None:
    """Copy clauses in this order: of the last version or of the one above, then of the preset."""
    rows = [as_values(clause) for clause in _source(version, last)]
    if preset:
        held = {row["ground_id"] for row in rows}
        rows += [row for row in of_list(presets.preset(preset)["grounds"]) if _new(row, held)]
    Clause.objects.bulk_create(
        Clause(**row | {"version": version, "position": place})
        for place, row in enumerate(rows, start=1)
    )
    correspond(version, last)


def _new(row: dict[str, Any], held: set[int]) -> bool:
    return row["ground_id"] not in held


def _source(version: SchemeVersion, last: SchemeVersion | None) -> list[Clause]:
    """Answer the clauses to begin with; what the version above has gained comes behind."""
    own = list(last.clauses.order_by("position")) if last else []
    held = {clause.ground_id for clause in own}
    above = version.above.clauses.standing().order_by("position") if version.above else ()
    return own + [clause for clause in above if clause.ground_id not in held]


def as_values(clause: Clause) -> dict[str, Any]:
    """Answer all that a clause says, to be said again in another version."""
    values = model_to_dict(clause, exclude=["id", "version", "ground"])
    return values | {"ground_id": clause.ground_id}


@cache
def triggers() -> dict[str, dict[str, Any]]:
    """Answer, by a ground's code, the fields of a clause that its list's trigger fills."""
    lists = yaml.safe_load(_LISTS.read_text("utf-8"))["lists"]
    return {
        item["code"]: _conditions(item["trigger"])
        for row in lists
        for item in row["items"]
        if "trigger" in item
    }


def _conditions(trigger: dict[str, Any]) -> dict[str, Any]:
    """Answer the fields of a clause that a list's trigger fills: one condition, or any of two.

    :raises ValueError: more conditions than a clause has room for
    """
    told = trigger.get("any", [trigger])
    return {
        f"{prefix}{name}": value
        for prefix, one in zip(("", "or_"), told, strict=len(told) > 2)
        for name, value in (
            ("metric", _READ_AS.get(one["metric"], one["metric"])),
            ("op", one["op"]),
            ("value", Decimal(str(one["value"]))),
        )
    }


def of_list(code: str) -> list[dict[str, Any]]:
    """Answer a clause for each ground of a shipped list, drafted as far as the product can."""
    rows = Ground.objects.filter(set__code=code).select_related("set").order_by("position")
    return [_of_ground(ground) for ground in rows]


def _of_ground(ground: Ground) -> dict[str, Any]:
    leaders = ground.set.code in _FOR_LEADERS
    return {
        "ground_id": ground.pk,
        "title": ground.title,
        "category": ground.category,
        "applies_to": AppliesTo.LEADING if leaders else AppliesTo.ALL,
        "staff_kinds": _TEACHERS.get(ground.code, []),
        "measures": [code for code in ground.measures if code in Measure.values],
        "provenance": ground.provenance or Provenance.INFERRED,
        "requires_free_text": ground.requires_free_text,
        **triggers().get(ground.code, {}),
        **concepts.drafted(ground.code),
    }


def correspond(version: SchemeVersion, last: SchemeVersion | None) -> None:
    """Say which items of other lists mean what the clauses say: as last time, else by concept."""
    codes = dict(version.clauses.values_list("ground__code", "ground_id"))
    known = {row["code"]: row["pk"] for row in Ground.objects.values("code", "pk")}
    pairs = {
        (known[other], pk)
        for code, pk in codes.items()
        for other in concepts.alike(code)
        if other in known
    }
    if last:
        grounds = set(codes.values())
        kept = set(last.correspondences.values_list("other_id", "ground_id"))
        old = set(last.clauses.values_list("ground_id", flat=True))
        pairs = kept | {(other, pk) for other, pk in pairs if pk not in old and pk in grounds}
    Correspondence.objects.bulk_create(
        Correspondence(version=version, other_id=other, ground_id=pk) for other, pk in sorted(pairs)
    )
