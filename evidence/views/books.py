"""The books of a practice, one book, one period, one person's statement, one's own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from accounts.enums import Role
from core.acts import perform, shown
from core.dates import legal_day
from core.ui import lists
from evidence.enums import Practice
from evidence.forms.books import BookForm
from evidence.models import Book, BookMember, BookPeriod
from evidence.presenters import books as present
from evidence.queries import books
from evidence.services import books as acts
from units.models import Unit


def units_of(request: HttpRequest) -> Any:
    """Answer the units for which the user may open a book."""
    seen = Unit.objects.visible_to(request.user).standing()
    heads = seen.filter(pk__in=request.user.units(Role.UNIT_HEAD))
    return (heads | seen.filter(county__in=request.user.counties(Role.COUNTY_ADMIN))).order_by(
        "name"
    )


def book_of(request: HttpRequest, pk: int) -> Book:
    rows = Book.objects.visible_to(request.user).select_related("unit", "county")
    return get_object_or_404(rows, pk=pk)


def period_of(request: HttpRequest, pk: int) -> BookPeriod:
    rows = BookPeriod.objects.visible_to(request.user)
    related = ("book", "book__unit", "rule", "rule__ground", "closed_by", "final_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def member_of(request: HttpRequest, pk: int) -> BookMember:
    rows = BookMember.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("book", "book__unit", "cadre"), pk=pk)


@vary_on_headers("HX-Request")
def book_list(request: HttpRequest, kind: str) -> HttpResponse:
    context = {
        "title": str(Practice(kind).label),
        "page": lists.page_of(
            books.listed(Book.objects.visible_to(request.user), kind), request.GET
        ),
        "crumbs": [(_("依据与线索"), reverse("evidence:home")), (str(Practice(kind).label), None)],
        "kind": kind,
        "can_open": units_of(request).exists(),
    }
    return render(request, "evidence/books/list.html", context)


def book_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Open a book; 404 for who keeps none."""
    units = units_of(request)
    if kind not in present.LISTS or not units.exists():
        raise Http404
    form = BookForm(
        request.POST or None,
        kind=kind,
        grounds=present.grounds(),
        preset=books.preset(kind),
        units=units,
    )

    def show(form: Any, status: int) -> HttpResponse:
        context = present.new_page(Practice(kind)) | {"form": form}
        return render(request, "evidence/books/act.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        lambda _none, *, unit, **told: acts.open_(unit, **told),
        None,
        form,
        done=_("已建立台账"),
        to=lambda row: reverse("evidence:book", args=[row.pk]),
        show=show,
    )


def book(request: HttpRequest, pk: int) -> HttpResponse:
    context = present.book_page(book_of(request, pk), user=request.user)
    return render(request, "evidence/books/detail.html", context)


@vary_on_headers("HX-Request")
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking; each number leads to the lines that it adds up."""
    context = present.period_page(period_of(request, pk), user=request.user, params=request.GET)
    return render(request, "evidence/books/period.html", context)


def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's account, for the unit and for the person; made to be printed."""
    row = shown(request, member_of(request, pk))
    asked = request.GET.get("period", "")
    source = request.GET.get("source", "")
    context = present.statement(
        row,
        user=request.user,
        period=books.period_named(row.book, asked),
        source=source if source in books.SOURCES else "",
        params=request.GET,
        on=legal_day(timezone.now()),
    )
    return render(request, "evidence/books/statement.html", context)


def own_books(request: HttpRequest) -> HttpResponse:
    """The books in which the signed-in person stands."""
    rows = BookMember.objects.visible_to(request.user).filter(cadre__user=request.user)
    context = {
        "members": rows.select_related("book", "book__unit").order_by("-book__year", "pk"),
        "crumbs": [(_("我的积分"), None)],
    }
    return render(request, "evidence/books/own.html", context)
