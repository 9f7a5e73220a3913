"""Forms of practice: posting, journal, remark, the host's opinion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, FileInput, FormToken, QuickTextarea, WholeField
from training.forms.guests import guest_mentor, one_mentor
from training.forms.practice import MentorField
from training.forms.reviews import add_scales, with_scales
from training.regulations.journals import PHOTOS, TAKEN_BYTES


class HostForm(forms.Form):
    """First step of a posting: where to. A GET form."""

    host_unit = forms.ModelChoiceField(
        label=_("接收单位"),
        queryset=None,
        empty_label=_("请选择"),
        error_messages={"required": _("请选择接收单位")},
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host_unit"].queryset = units  # type: ignore[attr-defined]


class PostingForm(forms.Form):
    """Second step: under whom, from when, for what."""

    mentor = MentorField(
        label=_("带教人"),
        required=False,
        help_text=_("接收单位的联系人或干部；每人同时带教不超过 3 人"),
    )
    mentor_name = guest_mentor()
    host_place = forms.ModelChoiceField(
        label=_("锻炼点"),
        queryset=None,
        required=False,
        empty_label=_("不在锻炼点库中，下面填写地点"),
        help_text=_("从锻炼点库中选，系统核对名额"),
    )
    place = forms.CharField(
        label=_("锻炼地点"),
        max_length=80,
        required=False,
        help_text=_("没有选锻炼点时填写，例如：饶峰镇大湾村"),
    )
    unit_km = WholeField(label=_("距原单位（公里）"), required=False, min_value=0, max_value=999)
    home_km = WholeField(
        label=_("距家（公里）"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("向本人了解，超过 60 公里的先落实食宿和交通"),
    )
    from_on = DateField(label=_("起始日期"), error_messages={"required": _("请填写起始日期")})
    months = WholeField(
        label=_("月数"),
        min_value=1,
        max_value=6,
        error_messages={"required": _("请填写月数")},
    )
    tasks = forms.CharField(
        label=_("锻炼任务"),
        max_length=1000,
        widget=QuickTextarea(
            attrs={"maxlength": 1000}, phrases=[_("驻村帮扶，走访群众"), _("参与重点项目建设")]
        ),
        error_messages={"required": _("请填写锻炼任务")},
    )

    def __init__(self, *args: Any, mentors: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = mentors  # type: ignore[attr-defined]
        self.fields["host_place"].queryset = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = one_mentor(self, super().clean() or {})
        if not told.get("host_place") and not told.get("place") and "place" not in self.errors:
            self.add_error("place", _("请填写锻炼地点"))
        return told


class FinishForm(forms.Form):
    """The day and the opinion; the five scales from who saw the work."""

    finished_on = DateField(label=_("期满日期"), error_messages={"required": _("请填写期满日期")})
    early_reason = forms.CharField(
        label=_("提前结束的原因"),
        max_length=200,
        required=False,
        help_text=_("未满期或暂停期间结束的须填写"),
        widget=forms.TextInput(attrs={"class": "inp", "maxlength": 200}),
    )
    opinion = forms.CharField(
        label=_("鉴定意见"),
        max_length=1000,
        widget=QuickTextarea(
            attrs={"maxlength": 1000},
            phrases=[_("工作踏实，完成锻炼任务"), _("群众评价较好，建议返回原岗位")],
        ),
        error_messages={"required": _("请填写鉴定意见")},
    )

    def __init__(self, *args: Any, appraises: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if appraises:
            add_scales(self, may_be_blank=True)
            self.fields["discipline"].help_text = _("五项评分，写进综合考核；须都选，或者都不选")

    def clean(self) -> dict[str, Any]:
        return with_scales(super().clean() or {})


class PhotosInput(FileInput):
    """Several pictures at once, from the camera or from what was taken before."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True}, accept="image/jpeg,image/png")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)


class PhotosField(forms.Field):
    """Gives the bytes of each picture; one byte past the limit is enough to refuse it."""

    widget = PhotosInput

    def clean(self, value: Any) -> list[bytes]:
        taken = (value or [])[: PHOTOS + 1]
        return [bytes(file.read(TAKEN_BYTES + 1)) for file in taken]


class JournalForm(forms.Form):
    """A day's entry; the token makes a double send one row."""

    token = FormToken()
    on = DateField(label=_("日期"), error_messages={"required": _("请填写日期")})
    text = forms.CharField(
        label=_("今天做了什么"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 5, "maxlength": 2000}),
        error_messages={"required": _("请写一写今天做了什么")},
    )
    photos = PhotosField(
        label=_("照片"),
        required=False,
        help_text=_("最多 3 张；系统会缩小照片，并去掉拍摄位置等附加信息"),
    )
    problem = forms.CharField(
        label=_("遇到的问题"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2, "maxlength": 1000}),
    )
    action = forms.CharField(
        label=_("采取的办法"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2, "maxlength": 1000}),
    )
    result = forms.CharField(
        label=_("结果"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2, "maxlength": 1000}),
    )


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("点评"),
        max_length=500,
        widget=QuickTextarea(
            attrs={"maxlength": 500, "rows": 2},
            phrases=[_("继续保持"), _("多到户走访，多听群众意见")],
        ),
        error_messages={"required": _("请填写点评")},
    )
