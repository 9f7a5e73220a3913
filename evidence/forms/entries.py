"""Forms of single points: entered, taken back, objected to, answered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, FormToken
from core.ui.pickers import PickField
from evidence.enums import ObjectionFinding


class EntryForm(forms.Form):
    """Points for a person by an item."""

    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("输入姓名或拼音"))
    item = forms.ModelChoiceField(label=_("项目"), queryset=None, empty_label=_("请选择"))
    on = DateField(label=_("发生日期"))
    reason = forms.CharField(
        label=_("事由"), max_length=200, widget=forms.Textarea({"class": "inp", "rows": 3})
    )
    source = forms.CharField(
        label=_("依据材料"),
        max_length=120,
        required=False,
        help_text=_("例如：督办单、签到表、文号"),
    )
    token = FormToken()

    def __init__(self, *args: Any, people: Any, items: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = _worded  # type: ignore[attr-defined]


def _worded(item: Any) -> str:
    veto = _("一票否决") if item.is_veto else ""
    return f"{item.title}　{veto or format(item.points, '+f')}"


class ReverseForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(label=_("冲正原因"), max_length=200)
    token = FormToken()


class ObjectionForm(forms.Form):
    """What the person says against an entry."""

    text = forms.CharField(
        label=_("异议"), max_length=300, widget=forms.Textarea({"class": "inp", "rows": 4})
    )


class AnswerForm(forms.Form):
    """What the head found."""

    finding = forms.ChoiceField(label=_("结论"), choices=ObjectionFinding, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("答复"), max_length=300, widget=forms.Textarea({"class": "inp", "rows": 3})
    )
