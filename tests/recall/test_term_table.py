"""The table of terms in docs/clocks.md names every day that a scheme or a row can hold."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from recall.enums import ClockKind
from recall.services.messages import turn
from schemes.queries.parameters import PARAMETERS

PAGE = Path(settings.BASE_DIR, "docs", "clocks.md")
_DATE = re.compile(r"(^|_)(due|until|last|closes|ends)_on$")
_DAYS = re.compile(r"(^|_)days(_|$)")


def named():
    return set(re.findall(r"`([\w.]+)`", PAGE.read_text()))


def fields():
    """Answer every date and count of days of our own models that may be a last day or a term."""
    ours = [model for model in apps.get_models() if Path(settings.BASE_DIR) in _home(model).parents]
    return {
        f"{model._meta.label}.{field.name}"
        for model in ours
        if ".venv" not in str(_home(model))
        for field in model._meta.local_concrete_fields
        if (isinstance(field, models.DateField) and _DATE.search(field.name))
        or (isinstance(field, models.IntegerField) and _DAYS.search(field.name))
    }


def _home(model):
    return Path(apps.get_app_config(model._meta.app_label).path)


def test_every_parameter_in_days_stands_in_the_table():
    keys = {one.key for one in PARAMETERS if _DAYS.search(one.key)}

    assert keys - named() == set()
    assert {"assess_days", "outcome_days", "serve_days"} <= keys


def test_every_last_day_of_a_row_stands_in_the_table():
    found = fields()

    assert found - named() == set()
    assert {"assessment.Outcome.serve_until_on", "recall.Clock.due_on"} <= found


def test_the_table_names_nothing_that_is_not_there():
    rows = {name for name in named() if re.fullmatch(r"[a-z]+\.[A-Z]\w+\.\w+", name)}

    for name in rows:
        label, _dot, field = name.rpartition(".")
        apps.get_model(label)._meta.get_field(field)
    assert rows >= fields()


@pytest.mark.parametrize("kind", ClockKind)
def test_every_kind_of_clock_has_somebody_whose_turn_it_is(kind):
    assert turn(kind)
