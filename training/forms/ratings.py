"""Forms of the rating of a course: its items, its last day, and the rating itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField
from training.enums import Scale


class ItemsForm(forms.Form):
    items = forms.CharField(
        label=_("评价项目"),
        max_length=400,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 6}),
        help_text=_("一行一项，1 至 8 项，每项不超过 30 字"),
        error_messages={"required": _("请至少写一项")},
    )
    for_programme = forms.BooleanField(
        label=_("本县按同一班次方案办的班都用这些项目"), required=False
    )

    def __init__(self, *args: Any, has_programme: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_programme:
            del self.fields["for_programme"]

    def clean_items(self) -> list[str]:
        lines = self.cleaned_data["items"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class OpenForm(forms.Form):
    closes_on = DateField(
        label=_("截止日期"),
        help_text=_("当天仍可评；截止后由班主任公布结果"),
        error_messages={"required": _("请填写截止日期")},
    )
    teacher = forms.ModelChoiceField(
        label=_("授课教师的账号"),
        queryset=None,
        required=False,
        empty_label=_("不指定"),
        help_text=_("指定后，教师本人可以看到公布的结果"),
    )

    def __init__(self, *args: Any, teachers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = teachers  # type: ignore[attr-defined]


class RateForm(forms.Form):
    """One choice of five for each item, nothing chosen beforehand, and a remark."""

    def __init__(self, *args: Any, items: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n, item in enumerate(items):
            self.fields[f"m{n}"] = forms.TypedChoiceField(
                label=item,
                choices=[("", _("请选择")), *reversed(Scale.choices)],
                coerce=int,
                widget=forms.Select(attrs={"class": "inp"}),
                error_messages={"required": _("请选一项")},
            )
        self.fields["remark"] = forms.CharField(
            label=_("意见和建议"),
            max_length=300,
            required=False,
            widget=forms.Textarea(attrs={"class": "inp", "rows": 3, "maxlength": 300}),
            help_text=_(
                "满 5 份评价才显示，并打乱顺序。写法和说到的事可能让人猜出是谁，请自己斟酌"
            ),
        )
        self.count = len(items)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        marks = [told[f"m{n}"] for n in range(self.count) if f"m{n}" in told]
        return {"marks": marks, "remark": told.get("remark", "")}
