"""Forms of a conditional outcome: a note, the proposal, the meeting's decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.forms.votes import CountedVotes
from assessment.services.outcomes import Meeting
from core.ui.forms import DateField, QuickTextarea, RadioPair

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


class DecideForm(CountedVotes):
    """What the meeting said to the proposal; the votes tell the result."""

    name = forms.CharField(
        label=_("会议名称"), max_length=80, error_messages={"required": _("请填写会议名称")}
    )
    field_order = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree_count"].label = _("同意执行票数")

    def clean(self) -> dict[str, Any]:
        """Answer the meeting as one value, once every field is right."""
        values = super().clean() or {}
        if self.errors:
            return values
        return {"meeting": Meeting(**values)}
