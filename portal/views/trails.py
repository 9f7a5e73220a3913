"""The auditor's page: who saw this person's case, when, from where."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.acts import searched, shown, words_of
from portal.forms import TrailForm
from portal.presenters import trails as present
from portal.queries import trails


def trail(request: HttpRequest) -> HttpResponse:
    """Search a person by name or number (posted), then read the trail page by page."""
    if not trails.may_ask(request.user):
        raise Http404
    if answer := searched(request, "trail"):
        return answer
    words = words_of(request, "trail")
    person = _person(request)
    chosen = trails.about(person)
    form = TrailForm(request.GET or None, actors=trails.actors(chosen))
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    question = trails.Question(**(told | {"about": chosen.about}))
    mark = present.mark_from(request.GET.get("after", ""))
    context = present.page(question, mark) | {
        "filters": form,
        "person": person,
        "q": words,
        "people": [] if person else trails.people(words),
        "files": present.files(chosen) if person else [],
        "mergers": present.mergers(chosen),
        "export_url": present.export_url(person),
    }
    return render(request, "portal/trail.html", context)


def _person(request: HttpRequest) -> Any:
    """Answer the person asked about; that the auditor asked is noted as well."""
    asked = request.GET.get("about", "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        return None
    person = trails.person(int(asked))
    return shown(request, person, act="ask_trail") if person else None
