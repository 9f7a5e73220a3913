"""Forms of asking the county where the person now is, and of its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import COLLECTIVE
from core.ui.forms import QuickTextarea, RadioCards


class AskForm(forms.Form):
    """Which outcome is meant, and why."""

    kind = forms.ChoiceField(label=_("拟作结果"), choices=[(one, one.label) for one in COLLECTIVE])
    reason = forms.CharField(label=_("拟作理由"), max_length=500, widget=QuickTextarea())


class AnswerForm(forms.Form):
    """Agreed or not, with the opinion."""

    is_agreed = forms.TypedChoiceField(
        label=_("会签结论"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=RadioCards(),
        error_messages={"required": _("请选择会签结论")},
    )
    opinion = forms.CharField(label=_("会签意见"), max_length=500, widget=QuickTextarea())
