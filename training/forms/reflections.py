"""Forms of a reflection: the task, the text, what a reviewer says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, RadioPair, WholeField
from training.enums import TaskKind, Verdict
from training.forms.practice import line, text
from training.forms.rubrics import RubricField
from training.models.reflections import MOST_MONTHS
from training.regulations.reflections import MOST_SIGNS

MOST_TYPED = 20_000  # signs of any kind in a draft


class TaskForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("种类"),
        choices=TaskKind,
        initial=TaskKind.REFLECTION,
        required=False,
        help_text=_("个人总结每班一份，作为综合考核“个人总结”一项的依据"),
    )
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
    rubric = RubricField(
        help_text=_("每行一项：名称和分值，例如：联系实际 30；先填的可以改；不评分的，清空")
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

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or TaskKind.REFLECTION


class TextForm(forms.Form):
    text = forms.CharField(
        label=_("正文"),
        max_length=MOST_TYPED,
        required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 14}),
    )


class ReviewForm(forms.Form):
    """What is said of a version; with a rubric a field for each criterion, `marks` in its order."""

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

    def __init__(self, *args: Any, rubric: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric
        for place, one in enumerate(rubric):
            told = {"name": one["name"], "points": one["points"]}
            self.fields[f"m{place}"] = WholeField(
                label=_("%(name)s（0 至 %(points)s 分）") % told,
                min_value=0,
                max_value=one["points"],
                required=False,
            )
            self.fields[f"m{place}"].conditional = True  # type: ignore[attr-defined]
        self.order_fields(["version", *(f"m{n}" for n in range(len(rubric))), "verdict", "remark"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        names = [f"m{place}" for place in range(len(self.rubric))]
        if values.get("verdict") == Verdict.ACCEPTED:
            for name in names:
                if values.get(name) is None and name not in self.errors:
                    self.add_error(name, _("请评分"))
        values["marks"] = [values.pop(name, None) for name in names]
        return values
