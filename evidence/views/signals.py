"""The desks of the practices, the list of signals, and one signal with what stands behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.enums import Role
from core.acts import searched, shown, words_of
from core.ui import lists
from evidence.models import Signal
from evidence.presenters import practices
from evidence.presenters import signals as present
from evidence.queries import signals


def home(request: HttpRequest) -> HttpResponse:
    """Every practice that one of the user's roles opens, with its standing signals."""
    counts = signals.counts(Signal.objects.visible_to(request.user).standing())
    context = {
        "desks": practices.offered(request.user),
        "signal_count": sum(counts.values()),
        "reads_triggers": bool(request.user.counties(Role.COUNTY_ADMIN)),
        "crumbs": [(_("依据与线索"), None)],
    }
    return render(request, "evidence/home.html", context)


def signal_list(request: HttpRequest) -> HttpResponse:
    if answer := searched(request, "signals"):
        return answer
    seen = Signal.objects.visible_to(request.user).standing()
    words = words_of(request, "signals")
    rows = signals.listed(seen, q=words, practice=request.GET.get("practice", ""))
    context = {
        "title": _("线索"),
        "page": lists.page_of(rows, request.GET),
        "tabs": present.tabs(request.GET, signals.counts(seen)),
        "q": words,
    }
    return render(request, "evidence/signals/list.html", context)


def signal(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Signal.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("cadre", "unit", "ground", "withdrawn_by"), pk=pk)
    context = present.detail(shown(request, row), user=request.user)
    return render(request, "evidence/signals/detail.html", context)
