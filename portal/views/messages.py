"""A person's own messages: the list, opening one, and whether mail tells of new ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from core.acts import perform
from core.notify import channels, inbox, reading
from core.notify.models import Message
from core.ui.forms import NoFields
from portal.forms import ReminderForm
from portal.presenters import messages as present


@vary_on_headers("HX-Request")
def message_list(request: HttpRequest) -> HttpResponse:
    """Show one's messages, the unread first."""
    is_part = bool(request.htmx and request.method == "GET")
    context = present.page(request.user, request.GET, is_part=is_part)
    return render(request, "portal/messages.html", context)


@require_POST
def message_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one of one's messages as read and lead to what it is about, as far as that is seen."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    (line,) = reading.lines([message], user=request.user)
    return perform(
        request,
        inbox.mark_read,
        message,
        NoFields(request.POST),
        done=_("消息已标为已读"),
        to=lambda _row: line.url or reverse("portal:message-list"),
        show=lambda form, status: message_list(request),
    )


@require_POST
def messages_read(request: HttpRequest) -> HttpResponse:
    """Mark all of one's messages as read."""
    return perform(
        request,
        inbox.mark_all_read,
        request.user,
        NoFields(request.POST),
        done=_("全部消息已标为已读"),
        to=lambda _count: reverse("portal:message-list"),
        show=lambda form, status: message_list(request),
    )


def message_settings(request: HttpRequest) -> HttpResponse:
    """Choose whether mail says that something waits, and see what was sent."""
    chosen = reading.choice(request.user)
    stored = {
        "is_on": bool(chosen and chosen.is_on),
        "address": chosen.address.reveal() if chosen and chosen.address else "",
    }

    def show(form: ReminderForm, status: int) -> HttpResponse:
        context = {
            "form": form,
            "is_ready": channels.named(channels.MAIL).is_ready(),
            "deliveries": reading.deliveries(request.user),
            "frame": present.frame(request.user),
        }
        return render(request, "portal/message_settings.html", context, status=status)

    if request.method != "POST":
        return show(ReminderForm(initial=stored), 200)
    return perform(
        request,
        inbox.choose,
        request.user,
        ReminderForm(request.POST),
        done=_("提醒方式已保存"),
        to=lambda _row: reverse("portal:message-settings"),
        show=show,
    )
