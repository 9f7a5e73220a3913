"""The talent query: criteria, and who meets all of them."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.enums import Role
from cadres.models import Cadre
from cadres.queries import lists as people
from core.dates import legal_day
from core.ui import lists
from recall.forms.talents import TalentForm
from recall.presenters import talents as present
from recall.queries import talents

READERS = (Role.COUNTY_ADMIN, Role.DECIDER)


@require_GET
def talent_list(request: HttpRequest) -> HttpResponse:
    """Show who meets the criteria; the first look has the source's: eight years a town's head."""
    counties = request.user.counties(*READERS)
    if not counties:
        raise Http404
    plain = asdict(talents.Criteria())
    form = TalentForm(request.GET if "years" in request.GET else plain)
    is_good = form.is_valid()
    asked = talents.Criteria.of(form.cleaned_data) if is_good else talents.Criteria()
    today = legal_day(timezone.now())
    rows = Cadre.objects.visible_to(request.user).filter(unit__county__in=counties)
    found = talents.found(people.listed(rows, today), asked, on=today)
    page = lists.page_of(found if is_good else found.none(), request.GET)
    context = {
        "title": _("人才筛选"),
        "crumbs": [(_("人才筛选"), None)],
        "form": form,
        "said": present.said(asked) if is_good else [],
        "page": page,
        "lines": present.lines(page, on=today),
    }
    return render(request, "recall/talents/list.html", context, status=200 if is_good else 422)
