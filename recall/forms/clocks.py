"""Forms of clocks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import QuickTextarea, WholeField
from recall.enums import PauseReason


class PauseForm(forms.Form):
    """Why a term stands still."""

    reason = forms.ChoiceField(label=_("暂停原因"), choices=PauseReason)
    note = forms.CharField(
        label=_("说明"),
        max_length=200,
        widget=QuickTextarea(),
        help_text=_("写明等待什么、何时可以恢复；暂停当日起不计入期限"),
    )


class ExtendForm(forms.Form):
    """How much longer, and why."""

    days = WholeField(label=_("延长（工作日）"), min_value=1, max_value=10)
    reason = forms.CharField(
        label=_("延长理由"), max_length=200, widget=QuickTextarea(), help_text=_("只能延长一次")
    )
