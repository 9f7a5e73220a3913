"""待遇影响: a case's effects with their acts, the month's table, the person's own page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from assessment import permissions
from assessment.forms import pay as forms
from assessment.models import PayEffect, PayRun
from assessment.presenters import pay as present
from assessment.queries import pay as queries
from assessment.regulations import pay as rules
from assessment.services import pay, payruns
from core import dates
from core.acts import perform, shown
from core.documents import storage
from core.documents.errors import DocumentDamaged
from core.ui import lists
from recall.models import Case
from recall.views.responses import sealed

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _today() -> Any:
    return dates.legal_day(timezone.now())


@vary_on_headers("HX-Request")
def pay_run_list(request: HttpRequest) -> HttpResponse:
    """The tables of the months; the office works out the next one here."""
    return _runs(request, None, 200)


def _runs(request: HttpRequest, form: Any, status: int) -> HttpResponse:
    rows = PayRun.objects.visible_to(request.user)
    related = rows.select_related("county", "prepared_by", "checked_by")
    page = lists.page_of(related.order_by("-month", "-version", "pk"), request.GET)
    context = {
        "title": _("待遇变动"),
        "crumbs": present.crumbs(),
        "page": page,
        "lines": [
            {"row": row, "month": present.spoken(row.month), "mark": present.run_mark(row)}
            for row in page
        ],
        "due": present.due_tables(request.user, on=_today()),
        "form": form,
    }
    return render(request, "assessment/pay/runs.html", context, status=status)


@require_POST
def pay_run_prepare(request: HttpRequest, county_pk: int) -> HttpResponse:
    """Work out a county's month."""
    return perform(
        request,
        payruns.prepare,
        get_object_or_404(queries.counties_of(request.user), pk=county_pk),
        forms.PrepareForm(request.POST),
        done=_("已制表，请另一人复核"),
        to=lambda row: reverse("assessment:pay-run", args=[row.pk]),
        show=lambda form, status: _runs(request, form, status),
    )


def pay_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One month's table; the second hand signs it here."""
    rows = PayRun.objects.visible_to(request.user)
    rows = rows.select_related("county", "prepared_by", "checked_by")
    row = shown(request, get_object_or_404(rows, pk=pk))

    def show(form: Any, status: int) -> HttpResponse:
        fresh = get_object_or_404(rows, pk=pk)
        page = lists.page_of(fresh.lines.order_by("pk"), request.GET)
        context = present.run(fresh, user=request.user, form=form, page=page)
        return render(request, "assessment/pay/run.html", context, status=status)

    if request.method != "POST":
        return show(forms.CheckForm(initial={"content_hash": row.content_hash}), 200)
    return perform(
        request,
        payruns.check,
        row,
        forms.CheckForm(request.POST),
        done=_("已签发，可以下载报财政部门"),
        to=lambda _row: reverse("assessment:pay-run", args=[pk]),
        show=show,
    )


def pay_run_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook as it was signed, after its hash was checked."""
    rows = PayRun.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("county"), pk=pk)
    if not rules.run_is_signed.is_kept(row.checked_at):
        return _told(str(rules.run_is_signed.sentence), 409)
    try:
        body = storage.verified(row.file, row.file_sha256)
    except DocumentDamaged as error:
        return _told(str(error), 409)
    shown(request, row, act="download")
    response = HttpResponse(body, content_type=_TYPE)
    name = f"pay-{row.county.code}-{row.month:%Y-%m}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return sealed(response)


def _told(words: str, status: int) -> HttpResponse:
    return sealed(HttpResponse(words, "text/plain; charset=utf-8", status=status))


def _case(request: HttpRequest, pk: int) -> Case:
    rows = Case.objects.visible_to(request.user).filter(county__in=present.reads(request.user))
    related = ("cadre", "unit", "campaign__scheme_version", "receipt")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def pay_case(request: HttpRequest, case_pk: int) -> HttpResponse:
    """A case's effects."""
    row = shown(request, _case(request, case_pk))
    context = present.case(row, user=request.user, on=_today())
    return render(request, "assessment/pay/case.html", context)


def own_pay(request: HttpRequest, case_pk: int) -> HttpResponse:
    """The person's own page: what is less, from when to when, on whose word."""
    rows = Case.objects.of_person(request.user).select_related("cadre", "unit", "campaign")
    row = shown(request, get_object_or_404(rows, pk=case_pk))
    context = present.case(row, user=request.user, on=_today())
    return render(request, "assessment/pay/own.html", context)


def pay_order(request: HttpRequest, case_pk: int) -> HttpResponse:
    """Let somebody get less, on the scheme's or the outcome's word."""
    row = shown(request, _case(request, case_pk))
    facts = present.order_facts(row)
    after = _(
        "依据和批准机关取自办法或者处理结果，不能另写；登记后不能修改，只能停止、恢复或者撤销。"
    )
    told = {"title": _("登记待遇影响"), "facts": facts, "after": after}
    refusal = permissions.order_pay.refusal(request.user, row)
    form = forms.OrderForm(request.POST or None, initial={"source": "SCHEME"})
    return _act(request, pay.order, row, form, case=row, refusal=refusal, **told)


CHANGES: dict[str, tuple[Any, Any]] = {
    "stop": (pay.stop, gettext_lazy("停止")),
    "resume": (pay.resume, gettext_lazy("恢复执行")),
    "reverse": (pay.reverse, gettext_lazy("撤销并补发")),
}


def pay_change(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Stop, resume or take back one effect from a month on."""
    if name not in CHANGES:
        raise Http404
    rows = PayEffect.objects.visible_to(request.user).select_related("case__cadre")
    row = shown(request, get_object_or_404(rows, pk=pk))
    act, title = CHANGES[name]
    refusal = permissions.order_pay.refusal(request.user, row.case)
    told = {"title": f"{title}　{row}", "facts": [], "after": "", "refusal": refusal}
    form = forms.ChangeForm(request.POST or None)
    return _act(request, act, row, form, case=row.case, **told)


def _act(
    request: HttpRequest, act: Any, row: Any, form: Any, *, case: Case, **told: Any
) -> HttpResponse:
    back = reverse("assessment:pay-case", args=[case.pk])

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "submit": _("确认"),
            "about": str(case.cadre),
            "crumbs": present.crumbs((str(case), back), (_("登记"), None)),
            "back": back,
            **told,
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(request, act, row, form, done=_("已登记"), to=lambda _row: back, show=show)
