"""Every act's way from form to answer, so that views stay three lines."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.db import OperationalError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from core.audit import budget, refusals, trail
from core.editing import EditedMeanwhile
from core.errors import DomainError, NotAllowed, StateConflict
from core.ui.merging import Merging

Row = TypeVar("Row", bound=Model)


def status_of(error: DomainError) -> int:
    """Answer the HTTP status that tells the refusal's kind."""
    if isinstance(error, StateConflict):
        return 409
    return 403 if isinstance(error, NotAllowed) else 422


def note_refusal(request: HttpRequest, error: DomainError) -> None:
    """Keep on record that a rule or the row's state refused an act, with the rule's number.

    A 403 is noted by the middleware already, as is a page that is not the user's.
    """
    if not isinstance(error, NotAllowed):
        rule = getattr(error, "number", "")
        refusals.note(request, status=status_of(error), at=timezone.now(), rule=rule)


def _waited(act: Callable[..., Any], subject: Any, **given: Any) -> Any:
    """Run an act; whoever holds its rows longer than the database waits was faster."""
    try:
        return act(subject, **given)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StateConflict(
                _("别人正在办理同一件，请稍等片刻再试；您填写的内容还在。")
            ) from error
        raise


def perform(
    request: HttpRequest,
    act: Callable[..., Any],
    subject: Any,
    form: BaseForm,
    *,
    done: str,
    to: Callable[[Any], str],
    show: Callable[[BaseForm, int], HttpResponse],
) -> HttpResponse:
    """Run one act with a form's cleaned values.

    Success says `done` and redirects to `to(result)`. A refusal leaves an audit entry and shows the
    page again by `show(form, status)` with the row's state and the sentence in the form. A form of
    which a picker looks for rows (core.ui.pickers) is shown again and never acted upon.
    """
    if "look" in request.POST:  # a picker of the form looks for rows; nothing is done yet
        form.errors.clear()
        return show(form, 200)
    if not form.is_valid():
        return show(form, 422)
    try:
        result = _waited(act, subject, by=request.user, at=timezone.now(), **form.cleaned_data)
    except DomainError as error:
        if isinstance(error, EditedMeanwhile) and isinstance(form, Merging):
            form.meet(error)
        form.add_error(None, str(error))
        note_refusal(request, error)
        return show(form, status_of(error))
    messages.success(request, done)
    return redirect(to(result))


def shown(request: HttpRequest, row: Row, *, act: str = "read") -> Row:
    """Note that the user is about to be shown `row`, and answer it. A POST notes its own act.

    :raises BudgetSpent: so many people in one day ask for a reason; core.audit.middleware asks it
    """
    if request.method in ("GET", "HEAD"):
        now = timezone.now()
        budget.require(row, by=request.user, at=now)
        trail.saw(row, by=request.user, at=now, act=act)
    return row


_WORDS_KEPT = 40  # characters


def searched(request: HttpRequest, place: str) -> HttpResponse | None:
    """Keep a posted search in the session and answer the way back; None if none was posted.

    People are searched by name, and a name must stand in no address: no history, no log.
    """
    if request.method == "POST" and "q" in request.POST:
        request.session[f"words:{place}"] = request.POST["q"].strip()[:_WORDS_KEPT]
        return redirect(request.get_full_path())
    if "forget" in request.GET:
        request.session.pop(f"words:{place}", None)
        return redirect(request.path)
    return None


def words_of(request: HttpRequest, place: str) -> str:
    """Answer what was last searched for at this place, empty if nothing."""
    return str(request.session.get(f"words:{place}", ""))
