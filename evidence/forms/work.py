"""Forms of the attendance at work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import QuickTextarea, WholeField
from core.ui.merging import Merging


class ListFilters(forms.Form):
    """Of which unit and which month the lines are; no unit is every unit."""

    unit = forms.ChoiceField(label=_("单位"), required=False)
    month = forms.ChoiceField(label=_("月份"), required=False)

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], months: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["month"].choices = months  # type: ignore[attr-defined]


class CorrectForm(Merging, forms.Form):
    """The figures as they should be, and why."""

    due_days = WholeField(label=_("应出勤（天）"), min_value=0, max_value=31)
    absent_days = WholeField(
        label=_("旷工、脱岗（天）"),
        min_value=0,
        max_value=31,
        help_text=_("整天，未经批准不在岗的；不足一天的不填"),
    )
    absent_running = WholeField(
        label=_("其中连续最长（天）"),
        min_value=0,
        max_value=31,
        help_text=_("当月内最长一次连续旷工的工作日数；没有掌握的填 0"),
    )
    late_times = WholeField(label=_("迟到早退（次）"), min_value=0, max_value=62)
    leave_days = WholeField(
        label=_("请假（天）"),
        min_value=0,
        max_value=31,
        help_text=_("经批准的各类假，不计缺勤"),
    )
    reason = forms.CharField(
        label=_("更正原因"),
        max_length=200,
        widget=QuickTextarea(),
        help_text=_("写明依据，例如补交的请假条；原来的数字保留，本人看得到"),
    )
