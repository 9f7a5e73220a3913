"""Forms of the ledger of problems and of a resident's word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, FormToken, RadioCards
from training.enums import WordAnswer
from training.forms.practice import line, text

_DAY = {"required": _("请填写日期")}


class ProblemForm(forms.Form):
    token = FormToken()
    what = line(
        _("什么问题"),
        missing=_("请写一写是什么问题"),
        help_text=_("例如：水塔建好后没人管护，群众反映水质不好；不写群众姓名"),
    )
    place = line(_("在哪里"), missing=_("请填写在哪里"), most=80, help_text=_("例如：高原村全村"))
    found_on = DateField(label=_("发现日期"), error_messages=_DAY)


class ActionForm(forms.Form):
    text = text(
        _("做了什么"),
        missing=_("请写一写做了什么"),
        help_text=_("例如：村上出 1000 元，一周修好全村 11 处水塔，派专人管护"),
    )
    on = DateField(label=_("日期"), error_messages=_DAY)


class ResultForm(forms.Form):
    is_solved = forms.TypedChoiceField(
        label=_("解决了没有"),
        choices=[("yes", _("解决了")), ("no", _("暂时不能解决"))],
        coerce=lambda value: value == "yes",
        widget=RadioCards(hints={"no": _("写清楚为什么、以后由谁接着办")}),
        error_messages={"required": _("请选择解决了没有")},
    )
    text = text(_("结果"), missing=_("请写一写结果"))
    on = DateField(label=_("日期"), error_messages=_DAY)


def _answer() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("这个问题解决了没有"),
        choices=WordAnswer,
        widget=RadioCards,
        error_messages={"required": _("请选一项")},
    )


class WordForm(forms.Form):
    """A word taken down face to face."""

    answer = _answer()
    text = text(_("原话"), missing="", most=200, required=False)
    name = line(
        _("称呼"),
        missing="",
        most=20,
        required=False,
        help_text=_("可以不填；例如：三组王大姐"),
    )
    consent = forms.BooleanField(
        label=_("已征得本人同意记录这些话"),
        error_messages={"required": _("没有征得同意，不能记录")},
    )


class SayForm(forms.Form):
    """What a resident says at a one-time address; nothing about them is asked."""

    answer = _answer()
    text = text(
        _("想说的话"),
        missing="",
        most=200,
        required=False,
        help_text=_("不要写姓名、电话和身份证号"),
    )
    consent = forms.BooleanField(
        label=_("同意把这些话记入该问题的办理情况"),
        error_messages={"required": _("请勾选同意后提交；不同意就不用提交")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_say_%s", **kwargs)
