"""The code on the class manager's screen, and the phone that signs by it."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.acts import perform
from core.sealing.boxes import fingerprint
from training.enums import SignKind
from training.forms.checkins import CodeForm
from training.models import Session, WalkIn
from training.presenters import checkins as present
from training.services import checkins

_COOKIE, _KEPT = "phone", 200 * 24 * 3600  # seconds


@never_cache
def session_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code of now, large; the panel asks for itself anew every few seconds."""
    rows = Session.objects.visible_to(request.user).select_related("training_class")
    kind = SignKind.OUT if request.GET.get("for") == "out" else SignKind.IN
    site = request.build_absolute_uri("/").rstrip("/")
    row = get_object_or_404(rows, pk=pk)
    context = present.screen(row, kind=kind, user=request.user, at=timezone.now(), site=site)
    name = "_panel" if request.headers.get("HX-Request") else "code"
    return render(request, f"training/checkins/{name}.html", context)


@never_cache
def check_in(request: HttpRequest) -> HttpResponse:
    """Sign in or out on one's own phone. Scanning fills the code in; the button signs."""
    device = request.get_signed_cookie(_COOKIE, default="", salt="check-in") or uuid4().hex

    def show(form: Any, status: int) -> HttpResponse:
        context = present.phone(request.user, form, at=timezone.now())
        return render(request, "training/checkins/phone.html", context, status=status)

    def act(_none: None, *, code: str, **who: Any) -> Any:
        return checkins.sign(code=code, device=fingerprint(f"device:{device}"), **who)

    def to(row: Any) -> str:
        if isinstance(row, WalkIn):
            messages.warning(request, _("您不在这个班的名册上，已按未编班到课登记，不计入出勤。"))
        return reverse("training:check-in")

    if request.method == "POST":
        form = CodeForm(request.POST)
        answer = perform(request, act, None, form, done=_("已签好"), to=to, show=show)
    else:
        answer = show(CodeForm(initial={"code": request.GET.get("code", "")[:20]}), 200)
    answer.set_signed_cookie(
        _COOKIE,
        device,
        salt="check-in",
        max_age=_KEPT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
