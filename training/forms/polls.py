"""The form that opens a poll about trainees."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from core import dates
from core.ui.forms import DateTimeInput, RadioCards
from training.enums import PollWay

_DAYS, _HOUR = 3, 18


class OpenForm(forms.Form):
    closes_at = forms.DateTimeField(
        label=_("截止时间"),
        widget=DateTimeInput(),
        help_text=_("须为整点；到时或全部投完后截止、计票"),
        error_messages={
            "required": _("请填写截止时间"),
            "invalid": _("请填写日期和整点，例如 2026-11-30 18:00"),
        },
    )
    channel = forms.ChoiceField(
        label=_("投票方式"),
        choices=PollWay,
        initial=PollWay.APP,
        widget=RadioCards(
            hints={
                PollWay.APP: _("有账号的登录后领票，没有账号的发投票码票条"),
                PollWay.PAPER: _("打印选票，收回后由两人各录入一遍"),
            }
        ),
        error_messages={"required": _("请选择投票方式")},
    )


def closing(at: datetime) -> datetime:
    """Answer the hour that is proposed: the evening of the third day."""
    day = at.astimezone(dates.ZONE) + timedelta(days=_DAYS)
    return day.replace(hour=_HOUR, minute=0, second=0, microsecond=0)
