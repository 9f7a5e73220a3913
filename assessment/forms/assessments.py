"""Forms of the comprehensive assessment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import PointsField, QuickTextarea, RadioCards


class ScoreForm(forms.Form):
    """One part: a value with its source, or why the part does not apply."""

    part = forms.CharField(max_length=20, widget=forms.HiddenInput)
    value = PointsField(
        label=_("得分"),
        low=0,
        high=100,
        required=False,
        help_text=_("0 至 100，可以有两位小数"),
    )
    source = forms.CharField(
        label=_("得分来源"),
        max_length=200,
        required=False,
        help_text=_("例如：考勤与结业测试，见考核表第 2 项"),
    )
    not_applicable_reason = forms.CharField(
        label=_("不适用的理由"),
        max_length=200,
        required=False,
        help_text=_("只在这一项确实不适用时填写；填写后不计分，其他内容的权重按比例放大"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("value", "source"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        value, reason = values.get("value"), values.get("not_applicable_reason")
        if "value" in self.errors:
            return values
        if value is None and not reason:
            self.add_error("value", _("请填写得分；不适用的，请写明理由"))
        elif value is not None and reason:
            self.add_error("not_applicable_reason", _("已有得分的，不能再写不适用"))
        elif value is not None and not values.get("source"):
            self.add_error("source", _("请填写得分来源"))
        return values


class NotApplicableForm(forms.Form):
    """A part that a ballot decides: nobody writes its value, but it may not apply."""

    part = forms.CharField(max_length=20, widget=forms.HiddenInput)
    not_applicable_reason = forms.CharField(
        label=_("不适用的理由"),
        max_length=200,
        help_text=_("例如：可以投票的不足 5 人；填写后不计分，其他内容的权重按比例放大"),
        error_messages={"required": _("请写明不适用的理由")},
    )


class PartForm(forms.Form):
    """Which part."""

    part = forms.CharField(max_length=20, widget=forms.HiddenInput)


class ConcludeForm(forms.Form):
    passed = forms.TypedChoiceField(
        label=_("考核结论"),
        choices=[("yes", _("合格")), ("no", _("不合格"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=RadioCards(
            hints={
                "yes": _("转入结果研究，一般返回原岗位"),
                "no": _("转入结果研究；连续两次召回仍不合格的，只能提出处理建议，不自动处理"),
            }
        ),
        error_messages={"required": _("请选择考核结论")},
    )
    comment = forms.CharField(
        label=_("考核意见"),
        max_length=1000,
        help_text=_("先填的是由记录汇成的草稿，请核对并写上评语；不能照抄草稿提交"),
        widget=QuickTextarea(
            attrs={"maxlength": 1000},
            phrases=[_("认识到位，作风有明显转变"), _("能够胜任原岗位工作")],
        ),
        error_messages={"required": _("请填写考核意见")},
    )
