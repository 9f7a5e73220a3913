"""The counts of a meeting that decides, as every form of such a decision asks for them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, WholeField


class CountedVotes(forms.Form):
    """Day of the meeting, members due, and how many were for, against or for later."""

    held_on = DateField(label=_("会议日期"), error_messages={"required": _("请填写会议日期")})
    due_count = WholeField(
        label=_("应到人数"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写应到人数")},
    )
    agree_count = WholeField(
        label=_("同意票数"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写同意票数")},
    )
    disagree_count = WholeField(label=_("不同意票数"), min_value=0, max_value=99, initial=0)
    defer_count = WholeField(label=_("缓议票数"), min_value=0, max_value=99, initial=0)
