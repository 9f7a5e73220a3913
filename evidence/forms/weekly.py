"""Forms of weekly lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, WholeField
from core.ui.merging import Merging
from core.ui.pickers import PickField
from evidence.enums import SupervisionLine


class RuleForm(forms.Form):
    """On what the lists rest, and when overdue tasks make a signal."""

    basis = forms.CharField(
        label=_("依据文件"), max_length=120, help_text=_("规定周清单和督导办法的文件及文号")
    )
    ground = forms.ModelChoiceField(
        label=_("线索对应的召回情形"), queryset=None, empty_label=_("请选择")
    )
    overdue_limit = WholeField(
        label=_("逾期项数"),
        min_value=1,
        max_value=100,
        initial=3,
        help_text=_("逾期达到这个数可以产生线索"),
    )
    weeks = WholeField(
        label=_("周数"), min_value=1, max_value=53, initial=4, help_text=_("在几周之内计算")
    )

    def __init__(self, *args: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].queryset = grounds  # type: ignore[attr-defined]


class CorrectRuleForm(Merging, RuleForm):
    """The rule again, while nothing was counted by it."""


class PlanForm(RuleForm):
    """A unit's weekly lists of one year."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("请选择"))
    year = WholeField(label=_("年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：两河镇2019年周清单"))
    field_order = ("unit", "year", "title")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """三定: the task, who answers for it, until when; and who looks at it daily."""

    text = forms.CharField(label=_("任务"), max_length=200, help_text=_("写清做什么、做到什么程度"))
    cadre = PickField(label=_("责任人"), kind="cadre", help_text=_("本单位人员，输入姓名或拼音"))
    due_on = DateField(label=_("完成时间"), help_text=_("列入这一天所在的周"))
    line_leader = PickField(
        label=_("分管领导或驻村队长"), kind="cadre", help_text=_("每天查看这项任务的人")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("cadre", "line_leader"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """What was found when somebody looked."""

    line = forms.ChoiceField(label=_("督导线"), choices=())
    found = forms.CharField(
        label=_("查看情况"), max_length=200, help_text=_("写看到的进展，不写评价")
    )

    def __init__(self, *args: Any, lines: list[SupervisionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(line.value, line.label) for line in lines or SupervisionLine]
        self.fields["line"].choices = offered  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """The day on which a task was finished."""

    closed_on = DateField(label=_("办结日期"), help_text=_("实际完成的日期"))


class ReasonForm(forms.Form):
    """Why a task is lifted, or opened again."""

    reason = forms.CharField(
        label=_("原因"), max_length=180, help_text=_("责任人看得到这里写的原因")
    )


class SpanForm(forms.Form):
    """The Sunday with which the counted weeks end."""

    until_on = DateField(widget=forms.HiddenInput)
