"""The question guide from a nomination's fact form to a ground."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.acts import searched, words_of
from recall.presenters import grounds as present
from recall.views.drafting import editable


def guide(request: HttpRequest, pk: int) -> HttpResponse:
    """One question at a time, each answer an address; and a search beside it."""
    row = editable(request, pk)
    if answer := searched(request, "grounds"):
        return answer
    given = {name: request.GET.get(name, "") for name in ("area", "category", "kind")}
    context = present.guide_page(row, given, words_of(request, "grounds"))
    return render(request, "recall/nominations/guide.html", context)
