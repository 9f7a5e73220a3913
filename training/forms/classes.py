"""Forms of class, timetable, attendance and roster."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import ZONE
from core.ui.forms import DateField, TimeInput, WholeField
from core.ui.pickers import PickField
from training.enums import AttendanceStatus, BlockKind, SessionKind


class PlanForm(forms.Form):
    """A class and its shape: theory, then perhaps practice, perhaps several times."""

    campaign = forms.ModelChoiceField(
        label=_("批次"),
        queryset=None,
        empty_label=_("请选择"),
        error_messages={"required": _("请选择批次")},
    )
    title = forms.CharField(
        label=_("班次名称"), max_length=80, error_messages={"required": _("请填写班次名称")}
    )
    venue = forms.CharField(
        label=_("地点"), max_length=80, error_messages={"required": _("请填写地点")}
    )
    opens_on = DateField(label=_("开班日期"), error_messages={"required": _("请填写开班日期")})
    theory_days = WholeField(
        label=_("每轮集中学习天数"),
        min_value=1,
        max_value=60,
        help_text=_("黔西南州2014年为 2 至 5 天，石泉县2019年为 7 天"),
        error_messages={"required": _("请填写集中学习天数")},
    )
    practice_days = WholeField(
        label=_("每轮实践锻炼天数"),
        min_value=0,
        max_value=184,
        initial=0,
        help_text=_("班内穿插实践的填写，例如石泉县2019年为 30 天；结班后另派实践的填 0"),
        error_messages={"required": _("请填写天数，没有的填 0")},
    )
    cycles = WholeField(
        label=_("轮数"),
        min_value=1,
        max_value=12,
        initial=1,
        error_messages={"required": _("请填写轮数")},
    )
    manager = PickField(label=_("班主任"), required=False, help_text=_("可暂不指定"))

    def __init__(self, *args: Any, campaigns: Any, managers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
        self.fields["manager"].queryset = managers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn days and cycles into the blocks that the service plans."""
        values = super().clean() or {}
        theory, practice = values.pop("theory_days", 0), values.pop("practice_days", 0)
        cycle = [(BlockKind.THEORY.value, theory)]
        if practice:
            cycle.append((BlockKind.PRACTICE.value, practice))
        values["blocks"] = cycle * (values.pop("cycles", 1) or 1)
        return values


class SessionForm(forms.Form):
    """One lesson; times are Shanghai time on one day."""

    kind = forms.ChoiceField(
        label=_("类型"), choices=SessionKind, error_messages={"required": _("请选择类型")}
    )
    title = forms.CharField(
        label=_("课程"), max_length=80, error_messages={"required": _("请填写课程名称")}
    )
    on = DateField(label=_("日期"), error_messages={"required": _("请填写日期")})
    starts = forms.TimeField(
        label=_("开始时间"),
        widget=TimeInput(),
        error_messages={"required": _("请填写开始时间"), "invalid": _("请填写时间，例如 08:30")},
    )
    ends = forms.TimeField(
        label=_("结束时间"),
        widget=TimeInput(),
        error_messages={"required": _("请填写结束时间"), "invalid": _("请填写时间，例如 10:00")},
    )
    room = forms.CharField(label=_("教室"), max_length=60, required=False)
    teacher = forms.CharField(label=_("授课人"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        on, starts, ends = (values.pop(name, None) for name in ("on", "starts", "ends"))
        if on and starts and ends:
            values["starts_at"] = datetime.combine(on, starts, ZONE)
            values["ends_at"] = datetime.combine(on, ends, ZONE)
            if values["ends_at"] <= values["starts_at"]:
                self.add_error("ends", _("结束时间须晚于开始时间"))
        return values


class AttendanceForm(forms.Form):
    """One row of radio buttons per trainee, and the reason where a mark is corrected.

    Nothing is chosen for who joined after the session's end and has no mark, and nothing need be.
    """

    reason = forms.CharField(
        label=_("更正原因"),
        max_length=200,
        required=False,
        help_text=_("改动已登记的考勤时填写，例如：补交假条"),
    )

    def __init__(
        self, *args: Any, enrolments: Any, held: dict[int, str], ended_at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.enrolments = list(enrolments)
        # once some have signed or were marked, who has no mark did not come
        unmarked = (AttendanceStatus.ABSENT if held else AttendanceStatus.PRESENT).value
        for row in self.enrolments:
            was_there = row.enrolled_at < ended_at or row.pk in held
            self.fields[f"mark_{row.pk}"] = forms.ChoiceField(
                label=row.case.cadre.name,
                choices=AttendanceStatus.choices,  # as a list: no empty choice where none is asked
                widget=forms.RadioSelect,
                required=was_there,
                initial=held.get(row.pk, unmarked) if was_there else None,
                error_messages={
                    "required": _("请登记%(name)s的出勤情况") % {"name": row.case.cadre.name}
                },
            )

    def rows(self) -> list[dict[str, Any]]:
        """Answer each trainee with the bound field, for the sheet."""
        return [{"enrolment": row, "field": self[f"mark_{row.pk}"]} for row in self.enrolments]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        marks = {
            row.pk: values[f"mark_{row.pk}"]
            for row in self.enrolments
            if values.get(f"mark_{row.pk}")
        }
        return {"marks": marks, "reason": values.get("reason", "")}


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("退班原因"), max_length=200, error_messages={"required": _("请写明退班原因")}
    )


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("取消原因"), max_length=200, error_messages={"required": _("请写明取消原因")}
    )
