import os

from django.apps import apps
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from tools import schema


def test_a_database_migrated_the_quick_way_is_the_same_to_the_line(capsys):
    """The ground floor here; every app by `make schema`."""
    count, wrong = schema.compare(["units", "accounts"])

    assert (wrong, count > 500) == ([], True)


def test_a_difference_is_found(monkeypatch):
    told = iter([["a", "b"], ["a", "c"]])
    monkeypatch.setattr(schema, "migrate", lambda url, way, apps: 0.0)
    monkeypatch.setattr(schema, "dump", lambda url: next(told))

    assert schema.compare([])[1][-2:] == ["-b", "+c"]
    assert os.environ["DATABASE_URL"]


def test_what_is_put_in_place_is_known_to_the_rendered_models():
    """`migrating.render_less` holds in every test run (tests/conftest.py)."""
    state = ProjectState()
    for model in (apps.get_model("units", "Jurisdiction"), apps.get_model("units", "Unit")):
        state.add_model(ModelState.from_model(model, exclude_rels=True))
    unit, place = (state.apps.get_model("units", name) for name in ("unit", "jurisdiction"))
    link = models.ForeignKey("units.Jurisdiction", models.PROTECT, related_name="found")
    held = models.CheckConstraint(condition=models.Q(pk__gt=0), name="held")

    state.add_field("units", "unit", "found_in", link, True)
    state.add_constraint("units", "unit", held)

    assert state.apps.get_model("units", "unit") is unit
    assert unit._meta.get_field("found_in").related_model is place
    assert [one.name for one in place._meta.related_objects] == ["found"]
    assert held in unit._meta.constraints
    state.remove_constraint("units", "unit", "held")
    assert held not in unit._meta.constraints
