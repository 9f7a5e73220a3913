"""Forms of a conditional outcome: a note, the proposal, the meeting's decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.services.outcomes import Meeting
from core.ui.forms import DateField, QuickTextarea, RadioPair, WholeField

_KEPT = [("kept", _("遵守")), ("broken", _("违反"))]


class NoteForm(forms.Form):
    """On a day the condition was kept or broken, and on what that rests."""

    on = DateField(label=_("日期"), error_messages={"required": _("请填写日期")})
    is_kept = forms.ChoiceField(
        label=_("条件是否得到遵守"),
        choices=_KEPT,
        widget=RadioPair(),
        error_messages={"required": _("请选择遵守或者违反")},
    )
    text = forms.CharField(
        label=_("情况和依据"),
        max_length=300,
        widget=QuickTextarea(),
        help_text=_("写明看到了什么、依据哪一份记录"),
        error_messages={"required": _("请写明情况和依据")},
    )

    def clean_is_kept(self) -> bool:
        return bool(self.cleaned_data["is_kept"] == "kept")


class ProposeForm(forms.Form):
    """Why a meeting should let the outcome be carried out."""

    proposal = forms.CharField(
        label=_("提请执行的理由"),
        max_length=300,
        widget=QuickTextarea(),
        error_messages={"required": _("请写明理由")},
    )


class DecideForm(forms.Form):
    """What the meeting said to the proposal; the votes tell the result."""

    name = forms.CharField(
        label=_("会议名称"), max_length=80, error_messages={"required": _("请填写会议名称")}
    )
    held_on = DateField(label=_("会议日期"), error_messages={"required": _("请填写会议日期")})
    due_count = WholeField(
        label=_("应到人数"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写应到人数")},
    )
    agree_count = WholeField(
        label=_("同意执行票数"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写同意票数")},
    )
    disagree_count = WholeField(label=_("不同意票数"), min_value=0, max_value=99, initial=0)
    defer_count = WholeField(label=_("缓议票数"), min_value=0, max_value=99, initial=0)

    def clean(self) -> dict[str, Any]:
        """Answer the meeting as one value, once every field is right."""
        values = super().clean() or {}
        if self.errors:
            return values
        return {"meeting": Meeting(**values)}
