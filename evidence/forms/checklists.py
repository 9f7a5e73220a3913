"""Forms of a checklist of problems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, WholeField
from core.ui.pickers import PickField

NUMBER = {"class": "inp inp--num", "inputmode": "numeric"}


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"class": "inp", "rows": rows})


class ChecklistForm(forms.Form):
    """A county's new list."""

    county = forms.ModelChoiceField(label=_("县（市、区）"), queryset=None, empty_label=None)
    year = WholeField(
        label=_("年度"), min_value=2000, max_value=2100, widget=forms.NumberInput(NUMBER)
    )
    title = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("例如：第一批召回突出问题清单")
    )
    basis = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称及文号"))
    report_until_on = DateField(
        label=_("报送截止日期"), help_text=_("过期仍可报告，未报单位会列出来")
    )
    with_preset = forms.BooleanField(
        label=_("带入六个方面突出问题"),
        required=False,
        initial=True,
        help_text=_("“走读”“吃空饷”见于公开报道，其余四项为产品推定，定案前可以删改"),
    )

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """A problem of the county's own."""

    title = forms.CharField(label=_("问题"), max_length=30)
    text = forms.CharField(
        label=_("认定标准"), max_length=200, widget=area(2), help_text=_("写到能够对照判断")
    )
    wanted = forms.CharField(label=_("需要的佐证材料"), max_length=120)
    ground = forms.ModelChoiceField(
        label=_("对应的召回情形"), queryset=None, empty_label=_("请选择")
    )
    line = WholeField(
        label=_("几次产生线索"),
        min_value=1,
        max_value=100,
        initial=1,
        widget=forms.NumberInput(NUMBER),
        help_text=_("同一人经确认达到这个次数，可以产生线索"),
    )

    def __init__(self, *args: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = grounds  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """One problem of one person."""

    item = forms.ModelChoiceField(label=_("问题"), queryset=None, empty_label=_("请选择"))
    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("输入姓名或拼音"))
    from_on = DateField(label=_("起始日期"))
    until_on = DateField(label=_("截止日期"), required=False, help_text=_("只有一天的不填"))
    seen = forms.CharField(
        label=_("发现的情况"),
        max_length=300,
        widget=area(),
        help_text=_("写时间、地点和看到的事实，不写推测，不写他人隐私"),
    )
    finder = forms.CharField(
        label=_("发现人或来源"), max_length=60, help_text=_("例如：县委督查室夜间抽查")
    )
    material = forms.CharField(
        label=_("佐证材料"), max_length=120, help_text=_("材料名称或编号，例如：值班签到表第3页")
    )

    def __init__(self, *args: Any, items: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class ZeroForm(forms.Form):
    """A unit's zero return."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("请选择"))
    reason = forms.CharField(
        label=_("自查情况"),
        max_length=200,
        widget=area(),
        help_text=_("写明何时、怎样逐项自查，例如：5月7日至9日逐人核对考勤和工资表"),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is struck or taken back."""

    reason = forms.CharField(label=_("理由"), max_length=200, widget=area())
