"""Forms of the mentor's month and the person's week: few taps, one sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import QuickTextarea
from training.enums import Scale
from training.forms.practice import line
from training.models.reviews import SCALES

LABELS = {
    "discipline": _("遵守纪律"),
    "drive": _("主动做事"),
    "residents": _("联系群众"),
    "solving": _("解决问题"),
    "learning": _("学习提高"),
}


def add_scales(form: forms.Form, *, may_be_blank: bool = False) -> None:
    """Give a form the five scales. None is chosen beforehand: they count, and nobody said 一般."""
    blank = [("", _("不选") if may_be_blank else _("请选择"))]
    for name in SCALES:
        form.fields[name] = forms.TypedChoiceField(
            label=LABELS[name],
            choices=[*blank, *Scale.choices],
            coerce=int,
            empty_value=None,
            required=not may_be_blank,
            widget=forms.Select(attrs={"class": "inp"}),
            error_messages={"required": _("请选一项")},
        )


def with_scales(told: dict[str, Any]) -> dict[str, Any]:
    """Answer cleaned data with the scales that were ticked as one table."""
    ticked = {name: told.pop(name) for name in SCALES if name in told}
    return told | {"scales": {name: value for name, value in ticked.items() if value}}


class ReviewForm(forms.Form):
    """Five scales with words, and one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_scales(self)
        self.fields["sentence"] = forms.CharField(
            label=_("一句话"),
            max_length=200,
            widget=QuickTextarea(
                attrs={"maxlength": 200, "rows": 2},
                phrases=[_("踏实肯干，群众认可"), _("做事主动，办法还可以再多一些")],
            ),
            error_messages={"required": _("请写一句话")},
        )

    def clean(self) -> dict[str, Any]:
        return with_scales(super().clean() or {})


class ScalesForm(forms.Form):
    """The host's five scales by themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_scales(self)

    def clean(self) -> dict[str, Any]:
        return with_scales(super().clean() or {})


class WeekForm(forms.Form):
    sentence = line(
        _("这一周的一句话"),
        missing=_("请写一句话"),
        help_text=_("日志篇数和问题件数由系统汇总，不用填"),
    )
