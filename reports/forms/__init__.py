"""Shape of what a reader asks for."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.exports.models import ExportFormat
from core.ui.forms import (
    Checks,
    DateField,
    FileInput,
    FormToken,
    QuickTextarea,
    RadioCards,
    RadioPair,
)
from evidence.views.pages import content_of
from recall.models import Case
from reports.queries import narrowing
from schemes.models import SchemeVersion


class SummaryForm(forms.Form):
    """The day as of which the figures are wanted."""

    as_of = DateField(label=_("统计日"), help_text=_("含当日；以当日结束时的办理状态为准。"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = on


class PrefectureForm(SummaryForm):
    """The year of the campaigns and the day."""

    year = forms.TypedChoiceField(label=_("批次启动的年度"), coerce=int)
    field_order = ("year", "as_of")

    def __init__(self, *args: Any, on: date, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [(year, str(year)) for year in years or [on.year]]


class ComparisonForm(forms.Form):
    """Which other summary one is compared with."""

    other = forms.ChoiceField(label=_("与哪一份对比"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["other"]
        field.choices = choices


class SummaryDateForm(forms.Form):
    """The day that a summary is ordered for."""

    on = DateField(label=_("统计日"), help_text=_("从今天起；当日结束后自动生成。"))


class ExportForm(forms.Form):
    """What for, in which format, and whether numbers of people are written in full."""

    purpose = forms.CharField(
        label=_("用途"),
        min_length=4,
        max_length=200,
        help_text=_("写明用于什么工作；会印在文件首行和每一页页脚。"),
        widget=forms.TextInput(attrs={"class": "inp"}),
    )
    format = forms.ChoiceField(
        label=_("格式"), choices=ExportFormat.choices, widget=forms.RadioSelect
    )
    is_unmasked = forms.BooleanField(
        label=_("需要完整的身份证号和电话（须第二人复核）"), required=False
    )

    words = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, source: str, given: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.given = source, given

    @property
    def params(self) -> dict[str, Any]:
        """By what the list is narrowed: the address's filters, and the words of this form."""
        words = self["words"].value() or ""
        return narrowing.kept(self.source, self.given, words=words)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        told["is_masked"] = not told.pop("is_unmasked", False)
        told.pop("words", None)
        told["params"] = self.params
        return told


class ReplayForm(forms.Form):
    """Which version a new one is compared with."""

    base = forms.ModelChoiceField(
        label=_("对照版本"),
        queryset=SchemeVersion.objects.none(),
        empty_label=None,
        widget=RadioCards(),
        error_messages={"required": _("请选择对照版本")},
    )
    token = FormToken()

    def __init__(self, *args: Any, version: SchemeVersion, seen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = seen.filter(scheme=version.scheme_id) | seen.filter(pk=version.above_id)
        field: Any = self.fields["base"]
        field.queryset = own.exclude(pk=version.pk).order_by("scheme", "-number")
        field.widget.hints = {
            str(row.pk): row.get_state_display() for row in field.queryset.select_related("scheme")
        }


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=_("作废原因"),
        max_length=200,
        help_text=_("写进登记簿，不要写个人情况。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WordCopyForm(forms.Form):
    """What an office made of a paper's Word."""

    content = forms.FileField(
        label=_("改好的Word文档"),
        help_text=_(".docx，20 MB 以内；不得带宏、嵌入文件和外部链接"),
        allow_empty_file=True,
        widget=FileInput(accept=".docx"),
        error_messages={"required": _("请选择文件")},
    )
    note = forms.CharField(
        label=_("说明"),
        max_length=200,
        required=False,
        help_text=_("改了什么、用在哪里；不要写个人情况"),
        widget=forms.TextInput(attrs={"class": "inp"}),
    )

    def clean_content(self) -> bytes:
        return content_of(self.cleaned_data["content"])


class _Cases(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.cadre.name}　{obj.unit_then}"


class PressDraftForm(forms.Form):
    """Of whom the text tells, and until when it may be used."""

    cases = _Cases(
        label=_("写进稿件的案件"),
        queryset=Case.objects.none(),
        required=False,
        widget=Checks(),
        help_text=_("稿件中只写“干部A”“干部B”；不选则只写概数。"),
    )
    ends_on = DateField(
        label=_("使用截止日"), help_text=_("九十天以内；到期后任何页面都不再显示。")
    )

    def __init__(self, *args: Any, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["cases"]
        field.queryset = cases


class PressTextForm(forms.Form):
    """The next wording."""

    text = forms.CharField(
        label=_("稿件"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("不得出现姓名、身份证号、单位名称和职务；不足五人的数字写“若干”。"),
    )


class PressDecideForm(forms.Form):
    """The second person's word."""

    is_approved = forms.ChoiceField(
        label=_("审批意见"),
        choices=[("yes", _("同意发布")), ("no", _("不同意"))],
        widget=RadioPair(),
        error_messages={"required": _("请选择审批意见")},
    )
    opinion = forms.CharField(
        label=_("说明"),
        max_length=300,
        required=False,
        widget=QuickTextarea(),
        help_text=_("不同意的写明理由"),
    )

    def clean_is_approved(self) -> bool:
        return bool(self.cleaned_data["is_approved"] == "yes")


class PressStopForm(forms.Form):
    """Why it is no longer used."""

    reason = forms.CharField(
        label=_("停用理由"),
        max_length=300,
        widget=QuickTextarea(),
        error_messages={"required": _("请写明理由")},
    )
