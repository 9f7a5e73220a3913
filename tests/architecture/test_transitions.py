"""Guard 1 and 4: every transition has a label and a rule; a state is written by the engine only."""

import pytest
from django.apps import apps
from django_fsm import FSMField

from core.permissions import Rule
from core.workflow.models import Step
from recall.models import Nomination
from tests.architecture.house import calls, each, modules, tree_of

MACHINES = [
    (model, field)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, FSMField)
]
TRANSITIONS = [
    (model, spec)
    for model, field in MACHINES
    for spec in getattr(model(), f"get_all_{field.name}_transitions")()
]


def named(value):
    return getattr(value, "__name__", getattr(value, "name", ""))


def test_machines_are_found():
    assert Nomination in {model for model, _field in MACHINES}


@pytest.mark.parametrize(("model", "spec"), TRANSITIONS, ids=named)
def test_transition_has_a_label_a_rule_and_plain_ends(model, spec):
    assert str(spec.custom["label"])
    assert isinstance(spec.custom["rule"], Rule)
    assert {spec.source, spec.target} <= set(dict(model._meta.get_field("state").choices))
    assert not spec.conditions


@pytest.mark.parametrize(("model", "field"), MACHINES, ids=named)
def test_state_is_protected_and_steps_are_kept(model, field):
    assert field.name == "state"
    assert field.protected
    assert issubclass(model._meta.get_field("steps").related_model, Step)
    with pytest.raises(AttributeError, match="Direct state modification"):
        model().state = field.default


@pytest.mark.parametrize(("model", "field"), MACHINES, ids=named)
def test_every_state_is_reached_and_every_machine_comes_to_an_end(model, field):
    specs = [spec for owner, spec in TRANSITIONS if owner is model]
    reached, edge = {str(field.default)}, {str(field.default)}
    while edge:
        edge = {str(s.target) for s in specs if str(s.source) in edge} - reached
        reached |= edge

    assert reached == set(dict(field.choices))
    assert reached - {str(spec.source) for spec in specs}


@each(modules())
def test_module_walks_past_no_state(path):
    for call, text in calls(tree_of(path)):
        assert not text.endswith("refresh_from_db"), f"line {call.lineno}: see docs/adr"
        if text.endswith((".update", ".bulk_update", ".bulk_create")):
            assert "state" not in {key.arg for key in call.keywords}, f"line {call.lineno}"
