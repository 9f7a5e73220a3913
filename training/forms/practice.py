"""Forms of places and of changes to a posting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, RadioCards, WholeField
from core.ui.pickers import PickField
from training.enums import PauseKind, PlaceKind
from training.forms.guests import guest_mentor, one_mentor


def line(label: Any, *, missing: Any, most: int = 200, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={"required": missing},
        widget=forms.TextInput(attrs={"class": "inp", "maxlength": most}),
        **more,
    )


def text(label: Any, *, missing: Any, most: int = 500, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3, "maxlength": most}),
        **more,
    )


class MentorField(PickField):
    """Who guides; each name with how many the person guides already."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(name)s（在带 %(load)s 人）") % {"name": obj.name, "load": obj.load}


class RoomForm(forms.Form):
    """How many a place takes, and how one lives there."""

    capacity = WholeField(
        label=_("同时接收人数"),
        min_value=1,
        max_value=20,
        error_messages={"required": _("请填写同时接收人数")},
    )
    lodging = forms.CharField(
        label=_("食宿和交通"),
        max_length=200,
        required=False,
        help_text=_("例如：村委会有宿舍和食堂，县城每天三班车"),
        widget=forms.TextInput(attrs={"class": "inp", "maxlength": 200}),
    )


class PlaceForm(RoomForm):
    unit = PickField(label=_("接收单位"), error_messages={"required": _("请选择接收单位")})
    name = line(
        _("锻炼点名称"),
        missing=_("请填写锻炼点名称"),
        most=80,
        help_text=_("例如：两河镇高原村、县城供水管网改造项目"),
    )
    kind = forms.ChoiceField(
        label=_("类别"),
        choices=PlaceKind,
        widget=RadioCards,
        error_messages={"required": _("请选择类别")},
    )
    seat_km = WholeField(label=_("距县城（公里）"), required=False, min_value=0, max_value=999)
    field_order = ["unit", "name", "kind", "capacity", "seat_km", "lodging"]

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("暂停原因"),
        choices=PauseKind,
        widget=RadioCards,
        error_messages={"required": _("请选择暂停原因")},
    )
    from_on = DateField(label=_("暂停首日"), error_messages={"required": _("请填写暂停首日")})
    note = line(
        _("说明"),
        missing=_("请写明情况"),
        help_text=_("只有经办部门和本人看得到；不写病名"),
    )


class ResumeForm(forms.Form):
    on = DateField(label=_("恢复日期"), error_messages={"required": _("请填写恢复日期")})


class ExtendForm(forms.Form):
    until_on = DateField(label=_("延至"), error_messages={"required": _("请填写延至哪一天")})
    reason = line(_("延期理由"), missing=_("请写明延期理由"))


class TransferForm(forms.Form):
    host_place = PickField(label=_("转到锻炼点"), error_messages={"required": _("请选择锻炼点")})
    mentor = MentorField(label=_("新带教人"), required=False)
    mentor_name = guest_mentor()
    on = DateField(label=_("转接日期"), error_messages={"required": _("请填写转接日期")})
    reason = line(_("转接原因"), missing=_("请写明转接原因"))
    handover = text(
        _("交接说明"),
        missing=_("请写明交接说明"),
        help_text=_("正在办的事、还没有办完的问题、需要关照的情况"),
    )

    def __init__(self, *args: Any, places: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host_place"].queryset = places  # type: ignore[attr-defined]
        self.fields["mentor"].queryset = mentors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return one_mentor(self, super().clean() or {})
