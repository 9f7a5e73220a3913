"""The page of one act with a form, as most practices need it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.acts import perform


def act_page(
    request: HttpRequest,
    act: Callable[..., Any],
    subject: Any,
    form: Any,
    *,
    done: Any,
    to: Callable[[Any], str],
    **context: Any,
) -> HttpResponse:
    """Show an act's form, or do it and go to `to(result)`.

    :param context: title, crumbs, and as needed about, after, back, facts, refusal (why the user
        may not, said beside a disabled button)
    """

    def show(form: Any, status: int) -> HttpResponse:
        told = {"form": form, "submit": context["title"], **context}
        return render(request, "evidence/books/act.html", told, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(request, act, subject, form, done=str(done), to=to, show=show)


def posted(request: HttpRequest) -> Any:
    """Answer what was posted, None on the first look."""
    return request.POST if request.method == "POST" else None
