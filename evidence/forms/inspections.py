"""Forms of inspection findings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, FileInput, RadioCards, WholeField
from core.ui.pickers import PickField
from evidence.enums import InspectionOutcome, InspectionSource
from evidence.queries.inspections import OPEN

_TEXT = {"class": "inp", "rows": 5}


class PlanForm(forms.Form):
    """A round of inspections."""

    county = forms.ModelChoiceField(label=_("区划"), queryset=None, empty_label=None)
    title = forms.CharField(
        label=_("名称"), max_length=60, help_text=_("例如：2014年作风建设明察暗访")
    )
    basis = forms.CharField(
        label=_("依据文件"), max_length=120, help_text=_("部署督查的文件及文号")
    )
    answer_days = WholeField(
        label=_("答复期限（工作日）"),
        min_value=1,
        max_value=60,
        initial=5,
        help_text=_("从告知单位的次日起算"),
    )

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]
        self.fields["county"].initial = counties.first()


class FactsForm(forms.Form):
    """What was seen, as it may be corrected until the unit is told."""

    source = forms.ChoiceField(label=_("来源"), choices=InspectionSource)
    seen_on = DateField(label=_("发现日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    seen = forms.CharField(
        label=_("发现情况"),
        max_length=1000,
        widget=forms.Textarea(_TEXT),
        help_text=_("只写看到、听到、查到的，不写姓名和推测；涉及的人员下一步列入"),
    )
    ground = forms.ModelChoiceField(
        label=_("对应的召回情形"), queryset=None, empty_label=_("请选择")
    )

    def __init__(self, *args: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = grounds  # type: ignore[attr-defined]


class FindingForm(FactsForm):
    """A new finding: under which round, in which unit, what."""

    inspection = forms.ModelChoiceField(label=_("督查安排"), queryset=None, empty_label=_("请选择"))
    unit = PickField(label=_("单位"), kind="unit", help_text=_("输入名称、拼音或代码"))
    field_order = ("inspection", "unit")

    def __init__(self, *args: Any, inspections: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspection"].queryset = inspections  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        inspection, unit = values.get("inspection"), values.get("unit")
        if inspection and unit and unit.county_id != inspection.county_id:
            self.add_error("unit", _("单位须属于督查安排所在的区划"))
        return values


class PersonForm(forms.Form):
    """Whom a finding names."""

    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("该单位人员，输入姓名或拼音"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """One file that shows what was seen."""

    file = forms.FileField(
        label=_("证明材料"),
        help_text=_("PDF、JPG 或 PNG，20 MB 以内"),
        allow_empty_file=True,
        widget=FileInput(accept=".pdf,.jpg,.jpeg,.png"),
    )


class AnswerForm(forms.Form):
    """The unit's answer."""

    text = forms.CharField(
        label=_("单位答复"),
        max_length=1000,
        widget=forms.Textarea(_TEXT),
        help_text=_("写明是否属实、原因和已经采取的措施；答复后不能修改"),
    )


class CloseForm(forms.Form):
    """The department's word on a finding."""

    outcome = forms.ChoiceField(
        label=_("认定"),
        choices=InspectionOutcome,
        widget=RadioCards(
            hints={
                InspectionOutcome.CONFIRMED: _("可以为列入的人员产生线索"),
                InspectionOutcome.CORRECTED: _("记入统计，不产生线索"),
                InspectionOutcome.NOT_CONFIRMED: _("记入统计的“不属实”，不产生线索"),
            }
        ),
    )
    opinion = forms.CharField(
        label=_("认定意见"), max_length=300, widget=forms.Textarea({"class": "inp", "rows": 3})
    )


class ListFilters(forms.Form):
    """What a list of findings may be narrowed by; the figures' numbers lead here with them."""

    inspection = forms.ModelChoiceField(
        label=_("督查安排"), queryset=None, required=False, empty_label=_("全部")
    )
    source = forms.ChoiceField(
        label=_("来源"), required=False, choices=[("", _("全部")), *InspectionSource.choices]
    )
    outcome = forms.ChoiceField(
        label=_("认定"),
        required=False,
        choices=[("", _("全部")), (OPEN, _("还没有认定")), *InspectionOutcome.choices],
    )
    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    month = forms.TypedChoiceField(
        label=_("月份"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("全部")), *((n, n) for n in range(1, 13))],
    )
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())

    def __init__(self, *args: Any, inspections: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspection"].queryset = inspections  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("全部")), *((n, n) for n in years)]  # type: ignore[attr-defined]


class FigureFilters(forms.Form):
    """Which findings the counts are of."""

    year = forms.TypedChoiceField(label=_("年份"), coerce=int)
    inspection = forms.ModelChoiceField(
        label=_("督查安排"), queryset=None, required=False, empty_label=_("全部")
    )
    source = forms.ChoiceField(
        label=_("来源"), required=False, choices=[("", _("全部")), *InspectionSource.choices]
    )
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput())

    def __init__(self, *args: Any, inspections: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inspection"].queryset = inspections  # type: ignore[attr-defined]
        self.fields["year"].choices = [(n, n) for n in years]  # type: ignore[attr-defined]
