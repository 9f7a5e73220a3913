"""The search over everything. What is looked for is posted: a name must stand in no address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from core.acts import searched, words_of
from portal.presenters import finding

_PLACE = "search"


@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Show what the kept words find; htmx, which asks at every letter, keeps none."""
    if request.htmx and request.method == "POST":
        words = request.POST.get("q", "")
    elif answer := searched(request, _PLACE):
        return answer
    else:
        words = words_of(request, _PLACE)
    context = finding.page(request.user, words, kind=request.GET.get("kind", ""))
    return render(request, "portal/search.html", context)
