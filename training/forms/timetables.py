"""Forms of the timetable: a lesson with its teacher and group, changes, copies, teachers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, WholeField
from core.ui.merging import Merging
from training.forms.classes import SessionForm
from training.models.ranges import MOST_GROUPS
from training.services.clashes import told


class LessonForm(SessionForm):
    """A lesson; the teacher comes from the library, or is written for one that stands in none."""

    lecturer = forms.ModelChoiceField(
        label=_("授课人（师资库）"),
        queryset=None,
        required=False,
        empty_label=_("不从师资库选"),
    )
    group = WholeField(
        label=_("小组"),
        min_value=1,
        max_value=MOST_GROUPS,
        required=False,
        help_text=_("只给一个小组上的课填小组号，全班的课不填"),
    )
    field_order = (
        "kind", "title", "on", "starts", "ends", "room", "lecturer", "teacher", "group",
    )  # fmt: skip

    def __init__(self, *args: Any, teachers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lecturer"].queryset = teachers  # type: ignore[attr-defined]
        self.fields["teacher"].label = _("授课人（库外）")


class ChangeForm(Merging, LessonForm):
    """Another time, room, teacher or group of a lesson; what it is stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"], self.fields["title"]


class _LessonChoice(forms.ModelChoiceField):
    def label_from_instance(self, row: Any) -> str:
        return told(row)


class SwapForm(forms.Form):
    """The lesson of the same class that takes this one's time."""

    other = _LessonChoice(
        label=_("与哪节课对调时间"),
        queryset=None,
        empty_label=_("请选择"),
        error_messages={"required": _("请选择课次")},
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """A day with lessons, and the day that gets the same."""

    from_on = forms.TypedChoiceField(
        label=_("复制哪天"),
        coerce=date.fromisoformat,
        error_messages={"required": _("请选择日期")},
    )
    to_on = DateField(label=_("复制到"), error_messages={"required": _("请填写日期")})

    def __init__(self, *args: Any, days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].choices = [  # type: ignore[attr-defined]
            (day.isoformat(), f"{day:%Y-%m-%d}") for day in days
        ]


class TeacherForm(forms.Form):
    """A teacher of the library."""

    county = forms.ModelChoiceField(label=_("县（市、区）"), queryset=None)
    name = forms.CharField(
        label=_("姓名"), max_length=60, error_messages={"required": _("请填写姓名")}
    )
    employer = forms.CharField(label=_("单位和职务"), max_length=80, required=False)
    subjects = forms.CharField(
        label=_("擅长课程"), max_length=120, required=False, help_text=_("例如：党规党纪、依法行政")
    )

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]
        if len(counties) == 1:
            self.fields["county"].initial = counties[0]


class WeekForm(forms.Form):
    """The week that is shown: any day of it."""

    week = DateField(label=_("看哪一周（任选一天）"))


class FeedForm(forms.Form):
    """How much a feed tells."""

    is_plain = forms.BooleanField(
        label=_("显示课程名称、班次和授课人"),
        required=False,
        help_text=_("不勾选时，日历里只写“日程安排”和地点，锁屏上看不出内容"),
    )
