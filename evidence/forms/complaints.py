"""Forms of complaint shares."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, PointsField, WholeField
from core.ui.pickers import PickField
from evidence.enums import Channel, ComplaintFinding, ComplaintKind, CountRule, LineMeasure

MOST = 1_000_000


class PlanForm(forms.Form):
    """A unit's period, and who counts."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("请选择"))
    title = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("例如：政务大厅第三季度投诉占比")
    )
    basis = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称及文号"))
    from_on = DateField(label=_("起始日期"))
    until_on = DateField(label=_("截止日期"))
    counts = forms.ChoiceField(
        label=_("计入范围"), choices=CountRule, initial=CountRule.SUBSTANTIATED
    )
    smallest = WholeField(
        label=_("最少办事人数"),
        min_value=5,
        max_value=MOST,
        initial=30,
        help_text=_("办事人数不足的不计算占比，至少 5 人"),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class LineForm(forms.Form):
    """A share at which something is suggested."""

    kind = forms.ChoiceField(
        label=_("投诉内容"), choices=[("", _("各类合计")), *ComplaintKind.choices], required=False
    )
    percent = PointsField(label=_("占比（%）"), low=0, high=100)
    measure = forms.ChoiceField(label=_("措施"), choices=LineMeasure)
    ground = forms.ModelChoiceField(
        label=_("对应的召回情形"), queryset=None, empty_label=_("请选择")
    )

    def __init__(self, *args: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = grounds  # type: ignore[attr-defined]

    def clean_percent(self) -> Any:
        percent = self.cleaned_data["percent"]
        if not percent:
            raise forms.ValidationError(_("须大于 0。"))
        return percent


class _PersonForm(forms.Form):
    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("本单位人员，输入姓名或拼音"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class CountForm(_PersonForm):
    """How many applicants a person served."""

    applicants = WholeField(label=_("办事人数"), min_value=0, max_value=MOST)
    source = forms.CharField(
        label=_("数据来源"), max_length=120, help_text=_("例如：政务服务办件系统导出，9月30日")
    )


class ComplaintForm(_PersonForm):
    """One complaint; the number is not kept."""

    kind = forms.ChoiceField(label=_("投诉内容"), choices=ComplaintKind)
    channel = forms.ChoiceField(label=_("渠道"), choices=Channel)
    on = DateField(label=_("投诉日期"))
    number = forms.CharField(
        label=_("受理编号"),
        max_length=60,
        required=False,
        help_text=_("同一编号只计一次。编号不保存，只保存不能还原的摘要；没有编号的各计一次"),
    )


class JudgeForm(forms.Form):
    """What looking into a complaint gave."""

    finding = forms.ChoiceField(
        label=_("核查结论"), choices=ComplaintFinding, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("核查依据"),
        max_length=200,
        widget=forms.Textarea({"class": "inp", "rows": 3}),
        help_text=_("怎样核查、看到什么；不写投诉人姓名和电话"),
    )
