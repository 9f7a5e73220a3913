"""Migrate in a third of the time: render of the historical models only what an operation reads.

Django renders a model and all its neighbours anew for every operation, and here nearly every model
is a neighbour of the county's and the user's. Two cases make 44 of 64 seconds and need none of it:
a trigger is in no rendered model, and a new model changes no other one's columns
(docs/adr/0029-migrations-render-less.md).
"""

from collections.abc import Callable

from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_Forwards = Callable[[IndexOperation, str, ProjectState], None]


def _unrendered(forwards: _Forwards) -> _Forwards:
    """Let the operation change the state without its rendered models."""

    def state_forwards(self: IndexOperation, app_label: str, state: ProjectState) -> None:
        rendered = state.__dict__.pop("apps", None)
        forwards(self, app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered

    return state_forwards


def _add_model(self: ProjectState, model_state: ModelState) -> None:
    """Do what ProjectState.add_model does, but render the new model alone."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:
        self.apps.render_multiple([model_state])


def render_less() -> None:
    """Change Django's and pgtrigger's operations for this process; twice does no harm."""
    if ProjectState.add_model is not _add_model:
        ProjectState.add_model = _add_model  # type: ignore[method-assign]
        for operation in (AddTrigger, RemoveTrigger):
            operation.state_forwards = _unrendered(operation.state_forwards)  # type: ignore[method-assign]
