"""Forms of reminders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, QuickTextarea, WholeField
from core.ui.pickers import PickField
from evidence.enums import ReminderResult, ServedHow


class ReminderForm(forms.Form):
    """Whom to remind of what, and how long they have to correct it."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("请选择"))
    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("输入姓名或拼音"))
    ground = forms.ModelChoiceField(label=_("对应情形"), queryset=None, empty_label=_("请选择"))
    facts = forms.CharField(
        label=_("事实"),
        max_length=500,
        widget=QuickTextarea(),
        help_text=_("写时间和经过，不写评价"),
    )
    correct = forms.CharField(label=_("需要改正的"), max_length=300, widget=QuickTextarea())
    days = WholeField(
        label=_("改正期（天）"),
        min_value=1,
        max_value=180,
        required=False,
        help_text=_("从送达次日起算；不填的按该单位适用的办法"),
    )

    def __init__(self, *args: Any, units: Any, people: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("cadre", people), ("ground", grounds)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class ServeForm(forms.Form):
    """How a reminder reached the person."""

    served_on = DateField(label=_("送达日期"))
    served_how = forms.ChoiceField(label=_("送达方式"), choices=ServedHow.choices)
    refused = forms.BooleanField(label=_("本人拒收"), required=False)
    served_note = forms.CharField(
        label=_("送达备注"), max_length=200, required=False, help_text=_("拒收的写明情况和见证人")
    )


class JudgeForm(forms.Form):
    """Whether what was asked for was corrected."""

    result = forms.ChoiceField(label=_("改正情况"), choices=ReminderResult.choices)
    result_note = forms.CharField(label=_("认定依据"), max_length=300, widget=QuickTextarea())


class SayForm(forms.Form):
    """What the person wants to say."""

    said = forms.CharField(label=_("说明"), max_length=500, widget=QuickTextarea())
