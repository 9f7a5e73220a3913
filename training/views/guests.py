"""Invitations by link and code: the desk's pages, the door, a teacher's lessons."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from accounts.services.accounts import note_sign_in
from accounts.session_store import ADDRESS, AGENT
from core import dates
from core.acts import perform, shown
from core.audit import origin
from core.guesses import Guesses
from core.ui.codes import code_of
from core.ui.forms import NoFields
from training.forms import guests as forms
from training.models import Guest, PracticePosting, TrainingClass
from training.permissions import guests as permissions
from training.presenters import guests as present
from training.queries import guests as queries
from training.regulations.guests import code_is_good
from training.services import guests

TRIES = 20  # wrong codes from one address in ten minutes, whichever link
WRONG = Guesses("guest", TRIES)


def _posting(request: HttpRequest, pk: int) -> PracticePosting:
    rows = PracticePosting.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("case__cadre", "mentor"), pk=pk)
    if permissions.invite.refusal(request.user, row):
        raise Http404
    return shown(request, row)


def _class(request: HttpRequest, pk: int) -> TrainingClass:
    row = get_object_or_404(TrainingClass.objects.visible_to(request.user), pk=pk)
    if permissions.invite.refusal(request.user, row):
        raise Http404
    return row


def guest_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A posting's contact and mentor without an account."""
    context = present.of_posting(_posting(request, pk), user=request.user, at=timezone.now())
    return render(request, "training/guests/list.html", context)


def class_guests(request: HttpRequest, pk: int) -> HttpResponse:
    """A class's teachers who take the roll of their own lessons."""
    context = present.of_class(_class(request, pk), user=request.user, at=timezone.now())
    return render(request, "training/guests/list.html", context)


def guest_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite the host unit's contact, and show link and code once."""
    row = _posting(request, pk)
    title = _("邀请接收单位联系人")
    given = {
        "title": title,
        "about": row.case.cadre.name,
        "crumbs": present.posting_crumbs(row, title),
        "back": reverse("training:guest-list", args=[pk]),
    }
    return _hand_over(request, guests.invite_host, row, forms.HostGuestForm, given)


def class_guest_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a teacher, and show link and code once."""
    row = _class(request, pk)
    title = _("邀请授课教师")
    given = {
        "title": title,
        "about": row.title,
        "crumbs": present.class_crumbs(row, title),
        "back": reverse("training:class-guests", args=[pk]),
    }

    def form(*posted: Any) -> forms.TeacherGuestForm:
        return forms.TeacherGuestForm(*posted, teachers=queries.teachers_of(row))

    return _hand_over(request, guests.invite_teacher, row, form, given)


ACTS: dict[str, tuple[Callable[..., Any], Any, Any, Any]] = {
    "slip": (
        guests.issue_slip,
        forms.SlipForm,
        gettext_lazy("发邀请条"),
        gettext_lazy("以前的邀请条和登录码作废，已经打开的手机要用新的重新打开。"),
    ),
    "code": (
        guests.issue_code,
        NoFields,
        gettext_lazy("发新码"),
        gettext_lazy(
            "邀请条不变。新码在下一页显示一次，请打电话告诉本人；已经打开的手机要用新码重新打开。"
        ),
    ),
    "revoke": (
        guests.revoke,
        NoFields,
        gettext_lazy("收回邀请"),
        gettext_lazy("邀请条、登录码和已经打开的手机立即失效；写过的内容保留。"),
    ),
}


def guest_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Issue a slip or a code once more, or take an invitation back."""
    rows = Guest.objects.visible_to(request.user).select_related(
        "user", "posting__case__cadre", "training_class"
    )
    row = get_object_or_404(rows, pk=pk)
    if name not in ACTS:
        raise Http404
    act, form, title, after = ACTS[name]
    given = {
        "title": str(title),
        "about": f"{row.user.name}　{row.get_role_display()}",
        "after": after,
        "crumbs": present.crumbs(row, str(title)),
        "back": present.back(row),
        "refusal": permissions.invite.refusal(request.user, row),
        "is_danger": name == "revoke",
    }
    return _hand_over(request, act, shown(request, row), form, given)


def _hand_over(
    request: HttpRequest, act: Callable[..., Any], row: Any, form: Any, given: dict[str, Any]
) -> HttpResponse:
    """Show an act's form; after it link and code on the one page that ever shows them."""
    issued: list[dict[str, Any]] = []

    def show(form: Any, status: int) -> HttpResponse:
        context = {"form": form, **given}
        return render(request, "training/guests/act.html", context, status=status)

    def done(row: Any, *, together: bool = False, **told: Any) -> Any:
        result = act(row, **told)
        if isinstance(result, guests.Slip):
            issued.append(_slip(request, result, together=together))
        return result

    if request.method != "POST":
        return show(form(), 200)
    answer = perform(
        request,
        done,
        row,
        form(request.POST),
        done="" if given["title"] != _("收回邀请") else _("已收回"),
        to=lambda _row: given["back"],
        show=show,
    )
    if not issued:
        return answer
    return render(request, "training/guests/slip.html", {**given, **issued[0]})


def _slip(request: HttpRequest, slip: guests.Slip, *, together: bool) -> dict[str, Any]:
    address = ""
    if slip.link:
        path = reverse("training:guest-door", args=[slip.link])
        address = request.build_absolute_uri(path)
    return {
        "guest": slip.guest,
        "address": address,
        "qr": code_of(address) if address else None,
        "code": f"{slip.code[:4]} {slip.code[4:]}",
        "together": together,
        "days": guests.CODE_GOOD_FOR.days,
    }


@sensitive_post_parameters()
@login_not_required
def guest_door(request: HttpRequest, link: str) -> HttpResponse:
    """Ask for the code; the page is the same whether the link is one of ours or not."""
    if WRONG.are_spent(origin.address()):
        said = {"said": _("这个网络地址试错的次数太多，请十分钟后再试。")}
        return _bare(render(request, "training/guests/over.html", said, status=429))
    form = forms.CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with transaction.atomic():  # a code that let nobody in is not burnt
            guest = guests.try_code(link, code=form.cleaned_data["code"], moment=timezone.now())
            if guest:
                return _let_in(request, guest)
        WRONG.note(origin.address())
        form.add_error("code", str(code_is_good.sentence))
    status = 422 if form.is_bound else 200
    return _bare(render(request, "training/guests/door.html", {"form": form}, status=status))


def _let_in(request: HttpRequest, guest: Guest) -> HttpResponse:
    """Begin the session of an invited person: it ends idle or old, as everybody's does."""
    login(request, guest.user)
    request.session[ADDRESS] = origin.address()
    request.session[AGENT] = request.headers.get("User-Agent", "")[:200]
    note_sign_in(guest.user, by=guest.user, at=timezone.now())
    return _bare(redirect(settings.LOGIN_REDIRECT_URL))


def _bare(response: HttpResponse) -> HttpResponse:
    """The address is half a key: it goes to no other site and into no cache."""
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def own_lessons(request: HttpRequest) -> HttpResponse:
    """An invited teacher's own lessons, each open for its roll in its time."""
    now = timezone.now()
    guest = queries.standing_of(request.user, on=dates.legal_day(now))
    if guest is None or guest.teacher_id is None:
        raise Http404
    context = {"guest": guest, "lessons": present.lessons(guest, at=now)}
    return render(request, "training/guests/lessons.html", context)
