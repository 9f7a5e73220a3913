"""公示栏: what staff read of others now, and what the person reads and answers of themselves."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from assessment.models import DisclosureEntry
from assessment.presenters import disclosures as present
from assessment.queries import disclosures as queries
from assessment.services import disclosures, takedowns
from core.acts import perform
from core.ui import lists
from core.ui.forms import NoFields

_ANSWERS = {"consent": disclosures.consent, "decline": takedowns.decline}


@never_cache
@vary_on_headers("HX-Request")
def disclosure_board(request: HttpRequest) -> HttpResponse:
    """What stands for the reader at this very moment; after its last day it is gone."""
    page = lists.page_of(queries.board(request.user, at=timezone.now()), request.GET)
    context = {
        "title": _("公示栏"),
        "crumbs": [(_("公示栏"), None)],
        "tabs": None,  # the phone's own tabs are no views of this list
        "page": page,
        "lines": list(page),
        "has_grounds": any(one.ground for one in page),
    }
    return render(request, "assessment/disclosures/board.html", context)


@never_cache
def own_disclosures(request: HttpRequest) -> HttpResponse:
    """What is shown of the person, to whom, until when, and what they are asked."""
    return _own(request, None, 200)


def _own(request: HttpRequest, form: object, status: int) -> HttpResponse:
    context = {"lines": present.own(request.user, at=timezone.now()), "form": form}
    return render(request, "assessment/disclosures/own.html", context, status=status)


@require_POST
def own_disclosure_answer(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Consent to being shown, or decline; a consent is taken back the same way."""
    if name not in _ANSWERS:
        raise Http404
    rows = DisclosureEntry.objects.told_to(request.user).select_related("disclosure", "case")
    return perform(
        request,
        _ANSWERS[name],
        get_object_or_404(rows, pk=pk),
        NoFields(request.POST),
        done=_("已登记您的答复"),
        to=lambda _row: reverse("assessment:own-disclosures"),
        show=lambda form, status: _own(request, form, status),
    )
