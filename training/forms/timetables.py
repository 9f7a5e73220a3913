"""Forms of the timetable: a lesson with its teacher and group, changes, copies, teachers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, WholeField
from core.ui.merging import Merging
from training.forms.classes import SessionForm
from training.models.ranges import MOST_GROUPS
from training.models.rooms import MOST_SEATS
from training.services.clashes import told


class RoomChoice(forms.ModelChoiceField):
    """A room of the library, with where it is and for how many."""

    def label_from_instance(self, row: Any) -> str:
        if row.seats is None:
            return _("%(name)s（%(place)s，座位数未登记）") % {"name": row.name, "place": row.place}
        told = {"name": row.name, "place": row.place, "n": row.seats}
        return _("%(name)s（%(place)s，%(n)s 座）") % told


class LessonForm(SessionForm):
    """A lesson; room and teacher come from the libraries, or are written where they are in none."""

    hall = RoomChoice(
        label=_("教室（教室库）"),
        queryset=None,
        required=False,
        empty_label=_("不从教室库选"),
    )
    may_be_tight = forms.BooleanField(
        label=_("座位不够也用这间"), required=False, help_text=_("应到人数多于座位数时才需要勾选")
    )
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
        "kind", "title", "on", "starts", "ends", "hall", "room", "may_be_tight", "lecturer",
        "teacher", "group",
    )  # fmt: skip

    def __init__(self, *args: Any, teachers: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hall"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["room"].label = _("场地（库外）")
        self.fields["room"].help_text = _("只写一次性的场地，例如：高原村水塔；常用的请先登记教室")
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


class RefitForm(forms.Form):
    """How many a room seats, and what stands in it."""

    seats = WholeField(
        label=_("座位数"),
        min_value=1,
        max_value=MOST_SEATS,
        error_messages={"required": _("请填写座位数")},
    )
    features = forms.CharField(
        label=_("设施"), max_length=120, required=False, help_text=_("例如：投影、无障碍通道、机房")
    )


class RoomForm(RefitForm):
    """A room of the library."""

    county = forms.ModelChoiceField(label=_("县（市、区）"), queryset=None)
    place = forms.CharField(
        label=_("地点"),
        max_length=80,
        help_text=_("与培训班的地点写法一致，例如：县委党校"),
        error_messages={"required": _("请填写地点")},
    )
    name = forms.CharField(
        label=_("教室名称"), max_length=60, error_messages={"required": _("请填写教室名称")}
    )
    field_order = ("county", "place", "name", "seats", "features")

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
