"""One page for each act on a row of a practice, told by a table, and its files as downloads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.acts import perform
from evidence.enums import EXTENSIONS, FileKind
from evidence.services import files


def _nothing(_row: Any, _user: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One act: its service, its form and what that needs, its words, what is shown beside it."""

    act: Callable[..., Any]
    form: Any
    title: Any
    done: Any
    refusal: Callable[[Any, Any], str]  # user, row → why not, empty if they may
    after: Any = ""
    given: Callable[[Any, Any], dict[str, Any]] = _nothing  # row, user → the form's arguments
    more: Callable[[Any, Any], dict[str, Any]] = _nothing  # row, user → what stands beside it
    submit: Any = ""  # words of the button; the title if none
    stays: bool = False  # comes back to its own page: one more of the same


def act_page(
    request: HttpRequest,
    row: Any,
    page: Page,
    *,
    back: str,
    about: str,
    crumbs: list[tuple[str, str | None]],
) -> HttpResponse:
    """Show an act's page, or do the act and go on to `back`."""
    given = page.given(row, request.user)

    def show(form: Any, status: int) -> HttpResponse:
        context = {
            "form": form,
            "title": page.title,
            "about": about,
            "after": page.after,
            "submit": page.submit or page.title,
            "refusal": page.refusal(request.user, row),
            "back": back,
            "crumbs": crumbs,
            **page.more(row, request.user),
        }
        return render(request, "evidence/act.html", context, status=status)

    if request.method != "POST":
        return show(page.form(**given), 200)
    return perform(
        request,
        page.act,
        row,
        page.form(request.POST, request.FILES, **given),
        done=str(page.done),
        to=lambda _row: request.path if page.stays else back,
        show=show,
    )


def form_page(
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


def content_of(file: Any) -> bytes:
    """Answer an upload's bytes; one byte past the limit is enough to refuse it."""
    return bytes(file.read(settings.UPLOAD_MAX_BYTES + 1))


def file_response(file: Any, *, pk: int) -> HttpResponse:
    """Answer an evidence file as a download; its name says nothing about anybody."""
    try:
        content = files.read(file)
    except files.NotReleased as error:
        return sealed(HttpResponse(str(error), "text/plain; charset=utf-8", status=409))
    response = HttpResponse(content, content_type=file.kind)
    name = f"evidence-{pk}{EXTENSIONS[FileKind(file.kind)]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return sealed(response)


def sealed(response: HttpResponse) -> HttpResponse:
    """Keep a personal file out of caches and out of the site's own context."""
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
