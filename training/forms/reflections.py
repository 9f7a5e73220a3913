"""Forms of a reflection: the task, the text, what a reviewer says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, RadioPair, WholeField
from training.enums import Verdict
from training.forms.practice import line, text
from training.models.reflections import MOST_MONTHS
from training.regulations.reflections import MOST_SIGNS

MOST_TYPED = 20_000  # signs of any kind in a draft


class TaskForm(forms.Form):
    title = line(
        _("题目"), missing=_("请填写题目"), most=60, help_text=_("例如：读《纪律处分条例》心得")
    )
    asks = text(
        _("要求"),
        missing=_("请写明要求"),
        most=1000,
        help_text=_("写什么、联系哪些实际；学员在手机上看到的就是这段话"),
    )
    fewest = WholeField(label=_("最少字数"), min_value=1, max_value=MOST_SIGNS, initial=800)
    most = WholeField(
        label=_("最多字数"),
        min_value=1,
        max_value=MOST_SIGNS,
        initial=2000,
        help_text=_("汉字和中文标点一个算一字，一个英文单词或一串数字算一字，空格不算"),
    )
    due_on = DateField(
        label=_("截止日期"),
        help_text=_("当天仍可交，以后交的记为迟交；中止和保护期内的天数顺延"),
        error_messages={"required": _("请填写截止日期")},
    )
    session = forms.ModelChoiceField(
        label=_("对应课次"), queryset=None, required=False, empty_label=_("不对应课次")
    )
    month = forms.TypedChoiceField(
        label=_("对应锻炼月"),
        choices=[("", _("不对应锻炼月"))]
        + [(n, _("第 %(n)s 个月") % {"n": n}) for n in range(1, MOST_MONTHS + 1)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("正文"),
        max_length=MOST_TYPED,
        required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 14}),
    )


class ReviewForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    verdict = forms.ChoiceField(
        label=_("评阅结果"),
        choices=Verdict,
        widget=RadioPair,
        error_messages={"required": _("请选择评阅结果")},
    )
    remark = forms.CharField(
        label=_("评语或退回原因"),
        max_length=500,
        required=False,
        help_text=_("退回修改须写明原因；本人能看到这段话"),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 4, "maxlength": 500}),
    )
