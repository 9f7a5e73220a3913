"""The resident's page: no account, nothing asked about the person, good for one word."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from core.acts import status_of
from core.audit import origin
from core.errors import DomainError, RegulationBroken
from core.guesses import Guesses
from training.forms.problems import SayForm
from training.services import problems

TRIES = 20  # wrong codes from one address
WRONG = Guesses("resident", TRIES)


@sensitive_post_parameters()
@login_not_required
def resident_word(request: HttpRequest, code: str) -> HttpResponse:
    """Show the problem and its result, and keep one word about it."""
    if WRONG.are_spent(origin.address()):
        return _closed(request, _("这个网络地址试错的次数太多，请十分钟后再试。"), 429)
    try:
        invite = problems.offered(code, moment=timezone.now())
    except RegulationBroken as error:
        WRONG.note(origin.address())
        return _closed(request, str(error), 404)
    form = SayForm(request.POST) if request.method == "POST" else SayForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, invite, form, 422 if form.is_bound else 200)
    try:
        problems.say(code, moment=timezone.now(), **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, invite, form, status_of(error))
    return _bare(render(request, "training/problems/said.html"))


def _page(request: HttpRequest, invite: Any, form: Any, status: int) -> HttpResponse:
    steps = invite.problem.steps.order_by("on", "pk")
    context = {"problem": invite.problem, "steps": steps, "form": form}
    return _bare(render(request, "training/problems/say.html", context, status=status))


def _closed(request: HttpRequest, said: str, status: int) -> HttpResponse:
    return _bare(render(request, "training/problems/closed.html", {"said": said}, status=status))


def _bare(response: HttpResponse) -> HttpResponse:
    """The address is a key: it goes to no other site and into no cache.

    `no-referrer` would make the form's own origin null, and the page could not be sent.
    """
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
