"""The criteria that a new task proposes."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from training.models import ReflectionTask, TrainingClass

_PATH = Path(__file__).resolve().parents[1] / "presets" / "rubric.yaml"


@cache
def default() -> tuple[dict[str, Any], ...]:
    """Answer the product's own proposal."""
    rows = yaml.safe_load(_PATH.read_text("utf-8"))
    return tuple({"name": row["name"], "points": row["points"]} for row in rows)


def proposed(training_class: TrainingClass) -> list[dict[str, Any]]:
    """Answer the rubric of the class's last task, none if that had none.

    At first that of the county's programme by which the class was laid out, or the default.
    """
    last = ReflectionTask.objects.filter(training_class=training_class).order_by("-pk").first()
    if last is not None:
        return list(last.rubric)
    programme = training_class.programme
    if programme is None or programme.rubric is None:
        return list(default())
    return list(programme.rubric)


def spoken(rubric: list[dict[str, Any]]) -> str:
    """Answer a rubric as it is typed: a line for each criterion."""
    return "\n".join(f"{one['name']} {one['points']}" for one in rubric)
