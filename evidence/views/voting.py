"""The voter's pages: no account needed, nothing in the address, nothing noted of who votes."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from core.acts import status_of
from core.audit import origin
from core.errors import DomainError, RegulationBroken
from core.guesses import Guesses
from evidence.forms.ballots import BallotForm, CodeForm
from evidence.presenters import voting as present
from evidence.queries import polls as queries
from evidence.services import voting

TRIES = 30  # wrong codes from one address
WRONG = Guesses("vote", TRIES)


@sensitive_post_parameters()
@login_not_required
def vote(request: HttpRequest) -> HttpResponse:
    """Take a code, then show its ballot, then put the ballot into the urn: three answers."""
    if request.method != "POST":
        return _door(request, CodeForm(auto_id="id_vote_%s"), 200)
    if WRONG.are_spent(origin.address()):
        form = CodeForm(request.POST, auto_id="id_vote_%s")
        form.add_error(None, _("这个网络地址输错的次数太多，请十分钟后再试。"))
        return _door(request, form, 429)
    form = CodeForm(request.POST, auto_id="id_vote_%s")
    if not form.is_valid():
        return _door(request, form, 422)
    try:
        drawn = voting.offered(form.cleaned_data["code"], moment=timezone.now())
    except RegulationBroken as error:
        WRONG.note(origin.address())
        form.add_error(None, str(error))
        return _door(request, form, 422)
    return _ballot(request, drawn) if "cast" in request.POST else _paper(request, drawn)


def _ballot(request: HttpRequest, drawn: voting.Drawn) -> HttpResponse:
    form = BallotForm(request.POST, poll=drawn.poll, subjects=present.subjects(drawn.poll))
    if not form.is_valid():
        return _paper(request, drawn, form, 422)
    if not form.cleaned_data["marks"] and "blank" not in request.POST:
        return _paper(request, drawn, form, 422, is_blank=True)
    try:
        poll = voting.cast(drawn.code, marks=form.cleaned_data["marks"], moment=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return _paper(request, drawn, form, status_of(error))
    return render(request, "evidence/vote/done.html", present.done(poll))


def _paper(
    request: HttpRequest,
    drawn: voting.Drawn,
    form: Any = None,
    status: int = 200,
    *,
    is_blank: bool = False,
) -> HttpResponse:
    subjects = present.subjects(drawn.poll)
    form = form or BallotForm(initial={"code": drawn.code}, poll=drawn.poll, subjects=subjects)
    context = present.ballot(drawn, form) | {"is_blank": is_blank}
    return render(request, "evidence/vote/ballot.html", context, status=status)


def _door(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    user = request.user
    waiting = queries.to_draw(user, at=timezone.now()) if user.is_authenticated else []
    context = {"form": form, "waiting": waiting}
    return render(request, "evidence/vote/code.html", context, status=status)


@require_POST
def vote_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a signed-in voter a code and show the ballot with it at once."""
    poll = get_object_or_404(queries.to_draw(request.user, at=timezone.now()), pk=pk)
    try:
        drawn = voting.draw(poll, by=request.user, at=timezone.now())
    except DomainError as error:
        return _door(request, _refused(str(error)), status_of(error))
    return _paper(request, drawn)


def _refused(sentence: str) -> CodeForm:
    form = CodeForm({"code": "-"}, auto_id="id_vote_%s")
    form.add_error(None, sentence)
    return form


@login_not_required
def poll_check(request: HttpRequest, code: str) -> HttpResponse:
    """The published list of ballots with its hash, for everybody who holds the poll's code.

    Of a poll about trainees the turnout and the hash alone: who holds the code reads the ballot's
    numbers as names, and the list would tell each trainee's result to all of them.
    """
    poll = queries.counted(code)
    if poll is None or ("text" in request.GET and not present.is_list_public(poll)):
        raise Http404
    if "text" in request.GET:
        return HttpResponse(queries.ballot_list(poll), content_type="text/plain; charset=utf-8")
    return render(request, "evidence/vote/check.html", present.check(poll))
