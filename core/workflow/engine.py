"""The only writer of any state field: check the rule, move, save, leave a step and an entry."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from core.audit import trail
from core.errors import StateConflict

Row = TypeVar("Row", bound=models.Model)


class Move(NamedTuple):
    """A transition as a page shows it: name, label, and why it may not be used now."""

    name: str
    label: str
    refusal: str


class Event(NamedTuple):
    """What happened, by whom and when."""

    label: str
    by: Any
    at: datetime


def lock(row: Row) -> Row:
    """Read the row again, locked until the transaction ends.

    Never refresh_from_db: see docs/adr on django-fsm-2.

    :raises RuntimeError: outside a transaction, where a lock is worth nothing
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("lock() must run inside a service's transaction")
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _spec(move: Callable[..., Any]) -> Any:
    """Answer the transition; django-fsm lists one of several sources once for each source."""
    row = move.__self__  # type: ignore[attr-defined]
    named = [t for t in row.get_all_state_transitions() if t.name == move.__name__]
    return next((t for t in named if t.source == row.state), named[0])


def advance(move: Callable[..., Any], *, by: Any, at: datetime, opinion: str = "") -> None:
    """Make one transition of a locked row.

    :raises RuntimeError: outside a transaction
    :raises NotAllowed: the rule refuses, with its sentence
    :raises StateConflict: the row is in another state by now
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("advance() must run inside a service's transaction")
    row = move.__self__  # type: ignore[attr-defined]
    before, spec = row.state, _spec(move)
    if before != spec.source:
        raise StateConflict(_conflict(row, spec))
    spec.custom["rule"].check(by, row)
    try:
        move(by=by, at=at)
    except TransitionNotAllowed as error:
        raise StateConflict(_conflict(row, spec)) from error
    row.save()
    row.steps.create(move=spec.name, before=before, after=row.state, by=by, at=at, opinion=opinion)
    trail.record(row, spec.name, by=by, at=at, before=before, after=row.state)


def _conflict(row: Any, spec: Any) -> str:
    return _("当前状态为“%(state)s”，不能%(act)s。") % {
        "state": row.get_state_display(),
        "act": spec.custom["label"],
    }


def moves_for(user: Any, row: Any) -> dict[str, Move]:
    """Answer the moves that the row's state offers, each with the user's refusal if any."""
    offered, refusals = {}, {}
    for spec in row.get_all_state_transitions():
        if row.state == spec.source:
            rule = spec.custom["rule"]
            if rule not in refusals:  # several moves share a rule, and a rule may ask the database
                refusals[rule] = rule.refusal(user, row)
            offered[spec.name] = Move(spec.name, str(spec.custom["label"]), refusals[rule])
    return offered


def history(row: Any, *, begun: Event) -> list[dict[str, Any]]:
    """Answer the row's steps for a timeline, newest first: label, who, at, opinion, tone.

    A move may carry `own_label`, its name when the row's subject made it themself.

    :param begun: how the row came to be, which no step tells
    """
    said = {spec.name: spec.custom for spec in row.get_all_state_transitions()}
    steps = [
        {
            "label": _label(row, step, said.get(step.move, {"label": step.move})),
            "who": step.by.name,
            "at": step.at,
            "opinion": step.opinion,
            "tone": "now" if place == 0 else "",
        }
        for place, step in enumerate(row.steps.select_related("by").order_by("-pk"))
    ]
    return [*steps, {"label": begun.label, "who": begun.by.name, "at": begun.at, "tone": ""}]


def _label(row: Any, step: Any, said: dict[str, Any]) -> Any:
    is_own = "own_label" in said and step.by_id == row.subject_id
    return said["own_label" if is_own else "label"]
