"""What the practices hold about the signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.acts import shown
from evidence.presenters import own as present
from evidence.presenters import own_polls
from evidence.queries import own_tallies


def own_records(request: HttpRequest) -> HttpResponse:
    return render(request, "evidence/own.html", present.page(request.user))


def poll_own(request: HttpRequest, pk: int) -> HttpResponse:
    """The result of a counted poll for who stood in it; 404 for all others."""
    row = shown(request, get_object_or_404(own_tallies.subjects(request.user), poll=pk))
    return render(request, "evidence/polls/own.html", own_polls.page(row))
