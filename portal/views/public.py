"""社会公众: the pages that need no login. Numbers by default; a name only while a notice stands."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core.audit import origin
from core.guesses import Guesses
from portal.presenters import public as present

ASKED = Guesses("public", 300)  # pages of one address in ten minutes: an office shares one


def _unindexed(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines and their copies, which no clock takes down."""
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@login_not_required
@never_cache
def public_list(request: HttpRequest) -> HttpResponse:
    context = {"counties": present.counties()}
    return _unindexed(render(request, "portal/public_list.html", context))


@login_not_required
@never_cache
def public(request: HttpRequest, code: str) -> HttpResponse:
    """A county's numbers of whole years; names only while an approved notice stands.

    One address may ask so often: whoever reads county after county by a programme is held up.
    """
    if ASKED.are_spent(origin.address()):
        return _unindexed(render(request, "portal/public_later.html", status=429))
    ASKED.note(origin.address())
    county = get_object_or_404(present.counties(), code=code)
    context = present.page(county, at=timezone.now())
    return _unindexed(render(request, "portal/public.html", context))
