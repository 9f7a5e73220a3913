"""Migrate in a tenth of the time: render of the historical models only what an operation reads.

Django renders a model and all its neighbours anew for every operation, and here nearly every model
is a neighbour of the county's and the user's. A trigger is in no rendered model; a new model,
field, index or constraint changes no other model's columns, so it is put in place into what is
rendered (docs/adr/0029-migrations-render-less.md).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db.migrations.state import ModelState, ProjectState, StateApps
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_Forwards = Callable[[Any, str, ProjectState], None]
_Change = Callable[..., None]


@contextmanager
def _set_aside(state: ProjectState) -> Iterator[StateApps | None]:
    """Hand out the rendered models and let the state change as if there were none."""
    rendered = state.__dict__.pop("apps", None)
    yield rendered
    if rendered is not None:
        state.__dict__["apps"] = rendered


def _unrendered(forwards: _Forwards) -> _Forwards:
    """Let the operation change the state without its rendered models."""

    @wraps(forwards)
    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        with _set_aside(state):
            forwards(self, app_label, state)

    return state_forwards


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    """Do what ProjectState.add_model does, but render the new model alone."""
    with _set_aside(self) as rendered:
        _DJANGO["add_model"](self, model_state)
    if rendered is not None:
        rendered.render_multiple([model_state])


def _add_field(
    self: ProjectState, app_label: str, model_name: str, name: str, field: Any, *default: bool
) -> None:
    """Do what ProjectState.add_field does, but put the field into the model that is rendered."""
    with _set_aside(self) as rendered:
        _DJANGO["add_field"](self, app_label, model_name, name, field, *default)
    if rendered is not None:
        new = self.models[app_label, model_name].fields[name].clone()
        new.contribute_to_class(rendered.get_model(app_label, model_name), name)
        rendered.clear_cache()


def _in_place(change: _Change) -> _Change:
    """Let a change of indexes or constraints reach the rendered model without a new one."""

    @wraps(change)
    def changed(
        self: ProjectState, app_label: str, model_name: str, option_name: str, *given: Any
    ) -> None:
        with _set_aside(self) as rendered:
            change(self, app_label, model_name, option_name, *given)
        if rendered is not None:
            options = rendered.get_model(app_label, model_name)._meta
            setattr(options, option_name, self.models[app_label, model_name].options[option_name])

    return changed


_DJANGO = {name: getattr(ProjectState, name) for name in ("add_model", "add_field")}


def render_less() -> None:
    """Change Django's and pgtrigger's operations for this process; twice does no harm."""
    if ProjectState.add_model is not _add_model:
        for ours in (_add_model, _add_field):
            setattr(ProjectState, ours.__name__[1:], ours)
        for name in ("_append_option", "_remove_option"):
            setattr(ProjectState, name, _in_place(getattr(ProjectState, name)))
        operations: tuple[Any, ...] = (AddTrigger, RemoveTrigger)
        for operation in operations:
            operation.state_forwards = _unrendered(operation.state_forwards)
