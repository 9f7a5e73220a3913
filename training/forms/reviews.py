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


class ReviewForm(forms.Form):
    """Five scales with words, and one sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SCALES:
            self.fields[name] = forms.TypedChoiceField(
                label=LABELS[name],
                choices=Scale.choices,
                coerce=int,
                widget=forms.Select(attrs={"class": "inp"}),
                initial=Scale.USUAL,
                error_messages={"required": _("请选一项")},
            )
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
        told = super().clean() or {}
        scales = {name: told.pop(name) for name in SCALES if name in told}
        return {**told, "scales": scales}


class WeekForm(forms.Form):
    sentence = line(
        _("这一周的一句话"),
        missing=_("请写一句话"),
        help_text=_("日志篇数和问题件数由系统汇总，不用填"),
    )
