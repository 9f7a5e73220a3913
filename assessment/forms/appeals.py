"""Forms of review and appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import AppealState, OutcomeKind
from core.ui.forms import Checks, DateField, QuickTextarea, WholeField


class FileForm(forms.Form):
    """What the person asks for and why."""

    step = forms.ChoiceField(label=_("途径"), widget=forms.RadioSelect)
    filed_on = DateField(label=_("提出日期"))
    text = forms.CharField(label=_("请求和理由"), max_length=5000, widget=QuickTextarea())
    late_reason = forms.CharField(
        label=_("逾期理由"),
        max_length=200,
        required=False,
        help_text=_("过了期限才填：不可抗力等正当理由及证明"),
    )

    def __init__(self, *args: Any, steps: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps
        self.fields["step"].choices = [(key, label) for key, (label, _o) in steps.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "step" in values:
            _label, found = self.steps[values.pop("step")]
            values |= {"remedy": found.remedy, "outcome": found.outcome, "pay": found.pay}
        return values


class ReasonForm(forms.Form):
    """Why a step is not accepted."""

    reason = forms.CharField(label=_("不予受理的理由"), max_length=2000, widget=QuickTextarea())


class ExtendForm(forms.Form):
    """How much longer, and why."""

    days = WholeField(label=_("延长（日）"), min_value=1, max_value=30)
    reason = forms.CharField(label=_("延长理由"), max_length=200, widget=QuickTextarea())


class DecideForm(forms.Form):
    """The result, its reasons and the panel."""

    result = forms.ChoiceField(
        label=_("处理结果"),
        choices=[
            (AppealState.MAINTAINED, _("维持原处理")),
            (AppealState.CHANGED, _("变更原处理")),
            (AppealState.UPHELD, _("撤销原处理")),
        ],
        widget=forms.RadioSelect,
    )
    new_kind = forms.ChoiceField(
        label=_("变更为"),
        choices=[("", _("不变更")), *OutcomeKind.choices],
        required=False,
        help_text=_("只能轻于原结果"),
    )
    decision = forms.CharField(label=_("处理决定"), max_length=5000, widget=QuickTextarea())
    members = forms.ModelMultipleChoiceField(
        label=_("公正委员会成员"), queryset=None, required=False, widget=Checks
    )
    others = forms.CharField(
        label=_("没有账号的成员"),
        max_length=200,
        required=False,
        help_text=_("用顿号隔开；申诉、再申诉须三人以上单数"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = people  # type: ignore[attr-defined]

    def clean_members(self) -> list[Any]:
        return list(self.cleaned_data["members"])

    def clean_others(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["others"].split("、") if name.strip()]


class TellForm(forms.Form):
    """When the answer reached the person."""

    told_on = DateField(label=_("答复送达日期"))


class DayForm(forms.Form):
    """One day to write down."""

    on = DateField(label=_("日期"))


class PutBackForm(forms.Form):
    """How one effect was put back; a row that others keep may prove to be of another cause."""

    keeps = forms.BooleanField(
        label=_("经核对与所撤决定无关，予以保留"),
        required=False,
        help_text=_("选择保留的，在办理情况中写明依据"),
    )
    note = forms.CharField(label=_("办理情况"), max_length=200, widget=QuickTextarea())

    def __init__(self, *args: Any, is_of_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_of_others:
            del self.fields["keeps"]
