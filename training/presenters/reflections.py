"""What the pages of reflections show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import dates
from core.sealing import boxes
from core.ui import lists
from core.ui.forms import NoFields
from training.enums import ReflectionState
from training.models import Reflection, ReflectionTask
from training.permissions import reflections as permissions
from training.presenters.acts import act, form_of
from training.presenters.classes import session_crumbs
from training.queries import reflections as queries
from training.queries import similarity, suspensions
from training.regulations import reflections as rules

_LOOKS = {
    ReflectionState.NONE: ("line", "minus"),
    ReflectionState.DRAFT: ("line", "pencil"),
    ReflectionState.WAITING: ("amber", "clock"),
    ReflectionState.RETURNED: ("blue", "undo-2"),
    ReflectionState.ACCEPTED: ("green", "check"),
}


def badge_of(state: str) -> tuple[str, str, str]:
    """Answer words, tone and icon of a state."""
    told = ReflectionState(state)
    return str(told.label), *_LOOKS[told]


def listing(training_class: Any, *, user: Any) -> dict[str, Any]:
    """Answer a class's tasks; a trainee reads of each where the own one stands."""
    refusal = permissions.set_reflection.refusal(user, training_class)
    rows = list(queries.of_class(training_class, user))
    mine = queries.own_states(rows, user) if refusal else {}
    return {
        "training_class": training_class,
        "crumbs": session_crumbs(training_class, _("心得")),
        "rows": [
            {"row": row, "state": badge_of(mine.get(row.pk, ReflectionState.NONE))} for row in rows
        ],
        "refusal": refusal,
        "is_outside": bool(refusal) and not queries.sits(training_class, user),
    }


def bound(task: ReflectionTask) -> str:
    """Answer in words what a task is about besides its title, empty if nothing."""
    if task.session:
        return _("课次：%(title)s") % {"title": task.session.title}
    return _("第 %(n)s 个锻炼月") % {"n": task.month} if task.month else ""


def crumbs(task: ReflectionTask, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Answer the way from the class to a task, and on."""
    page = reverse("training:reflection-list", args=[task.training_class_id])
    own = reverse("training:reflection-task", args=[task.pk]) if more else None
    head = session_crumbs(task.training_class, "")[:-1]
    return [*head, (_("心得"), page), (task.title, own), *more]


def desk(
    task: ReflectionTask, *, user: Any, on: date, params: Any, bound_form: Any = None
) -> dict[str, Any]:
    """Answer a task's page for who runs the class: each trainee, who has not handed in first."""
    page = lists.page_of(queries.asked(task), params)
    people = list(page)
    found = queries.of_task(task, people)
    spans = queries.still([row.case for row in people])
    tally = queries.tally(task)
    return {
        "row": task,
        "bound": bound(task),
        "crumbs": crumbs(task),
        "page": page,
        "people": [_line(task, row, found.get(row.pk), spans, on) for row in people],
        "missing": tally["asked"] - tally["handed_in"],
        "tally": tally,
        "acts": _acts(task, tally["handed_in"], bound_form),
        "form": bound_form,
    }


def _line(task: ReflectionTask, place: Any, row: Any, spans: Any, on: date) -> dict[str, Any]:
    due = queries.due_of(task, place, spans[place.case_id])
    state = row.state if row else ReflectionState.NONE
    is_open = state in (ReflectionState.NONE, ReflectionState.DRAFT)
    return {
        "name": place.case.cadre.name,
        "unit": place.case.unit_then,
        "state": badge_of(ReflectionState.NONE if is_open else state),
        "row": row,
        "is_open": is_open,
        "due_on": due,
        "is_moved": due is not None and due != task.due_on,
        "is_overdue": is_open and due is not None and on > due,
    }


def _acts(task: ReflectionTask, handed_in: int, bound_form: Any) -> list[dict[str, Any]]:
    if handed_in or task.cancelled_at:
        return []
    return [
        act(
            "cancel",
            _("取消这项心得"),
            reverse("training:reflection-cancel", args=[task.pk]),
            refusal="",
            form=form_of("cancel", NoFields, bound_form),
            after=_("还没有人交稿，可以取消；学员的草稿只有本人能看。"),
            danger=True,
        )
    ]


def paper(
    task: ReflectionTask, reflection: Reflection | None, form: Any, *, user: Any
) -> dict[str, Any]:
    """Answer the trainee's page: the task, the draft, every version and what was said of it."""
    place = reflection.enrolment if reflection else queries.place_of(task, user)
    state = reflection.state if reflection else ReflectionState.NONE  # type: ignore[attr-defined]
    spans = queries.still([place.case])[place.case_id] if place else []
    due = queries.due_of(task, place, spans) if place else task.due_on
    is_open = state not in (ReflectionState.WAITING, ReflectionState.ACCEPTED)
    has_left = place is not None and place.withdrawn_at is not None
    return {
        "row": task,
        "bound": bound(task),
        "form": form,
        "has_left": has_left,
        "unsent": reflection.draft if reflection and has_left and is_open else "",
        "state": badge_of(state),
        "is_returned": state == ReflectionState.RETURNED,
        "is_open": is_open and place is not None and not has_left and task.cancelled_at is None,
        "due_on": due,
        "is_still": due is None,
        "is_suspended": place is not None and suspensions.open_of(place.case) is not None,
        "versions": queries.versions(reflection) if reflection else [],
        "seal": boxes.fingerprint(f"journal:{user.pk}"),
        **saved(reflection),
    }


def saved(reflection: Reflection | None) -> dict[str, Any]:
    """Answer when the draft was kept, and how many characters it has."""
    return {
        "saved_at": reflection.saved_at if reflection else None,
        "count": rules.count(reflection.draft) if reflection else 0,
    }


def reading(row: Reflection, form: Any, *, user: Any) -> dict[str, Any]:
    """Answer a reviewer's page: the newest version, the hint, earlier versions below."""
    told = queries.versions(row)
    near = similarity.near(queries.with_numbers(told[0]))
    seen = queries.seen(user, [one.reflection_id for one in near])
    return {
        "row": row,
        "task": row.task,
        "bound": bound(row.task),
        "crumbs": _way(row, user),
        "newest": told[0],
        "earlier": told[1:],
        "state": badge_of(row.state),  # type: ignore[attr-defined]
        "near": [{"near": one, "is_seen": one.reflection_id in seen} for one in near],
        "form": form,
        "refusal": permissions.review_reflection.refusal(user, row),
    }


def _way(row: Reflection, user: Any) -> list[tuple[str, str | None]]:
    """Answer the way to a text: over the class, for a mentor over the own trainees."""
    name = row.enrolment.case.cadre.name
    if permissions.set_reflection.allows(user, row.task.training_class):
        return crumbs(row.task, (name, None))
    return [(_("带教"), reverse("training:my-trainees")), (name, None)]


def compared(row: Reflection, other: Reflection, *, user: Any) -> dict[str, Any]:
    """Answer the newest version beside that of the other person which is most like it; marked is
    what both have."""
    mine = queries.with_numbers(queries.versions(row)[0])
    theirs = similarity.nearest(mine, other.versions.all())  # type: ignore[attr-defined]
    back = reverse("training:reflection", args=[row.pk])
    *way, (name, _here) = _way(row, user)
    return {
        "row": row,
        "crumbs": [*way, (name, back), (_("对照"), None)],
        "sides": [
            _side(row, mine, similarity.parts(mine.text, theirs.text)),
            _side(other, theirs, similarity.parts(theirs.text, mine.text)),
        ],
        "back": back,
    }


def _side(row: Reflection, version: Any, parts: list[similarity.Part]) -> dict[str, Any]:
    return {
        "name": row.enrolment.case.cadre.name,
        "task": row.task.title,
        "version": version,
        "parts": parts,
    }


def due_of(user: Any, at: datetime) -> list[dict[str, Any]]:
    """Answer what the trainee still owes, with the last day that stands for them."""
    rows = queries.due_tasks(user)
    if not rows:
        return []
    place = queries.place_of(rows[0], user)
    spans = queries.still([place.case])[place.case_id] if place else []
    told = []
    for row in rows:
        due = queries.due_of(row, place, spans) if place else row.due_on
        told.append(
            {
                "row": row,
                "due_on": due,
                "is_late": due is not None and dates.legal_day(at) > due,
                "is_returned": row.is_returned,  # type: ignore[attr-defined]
            }
        )
    return told
