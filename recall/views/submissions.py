"""The page on which two submissions of one nomination stand against each other."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.acts import shown
from core.ui import lists
from recall.presenters import nominations as about
from recall.presenters import submissions as present
from recall.views.nominations import scoped


def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit changed after it was sent back, field by field; `?n=` names the later one."""
    row = shown(request, scoped(request, pk))
    offered = present.offered(row)
    if not offered:
        raise Http404
    params = request.GET.copy()
    if params.get("n") not in {value for value, _label, _count in offered}:
        params["n"] = offered[0][0]
    context = {
        "nomination": row,
        "crumbs": about.crumbs(row, _("两次报送的差异")),
        "tabs": lists.tabs(params, offered, name="n"),
        **present.changes(row, number=int(params["n"])),
    }
    return render(request, "recall/nominations/changes.html", context)
