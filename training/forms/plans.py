"""Forms of individual plans."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, RadioCards
from schemes.enums import Measure
from training.enums import LineState
from training.forms.practice import line

_HELPING = ("talk", "education", "mentoring", "practice")


class DrawUpForm(forms.Form):
    """A change says why; the first version has nothing to fill in."""

    reason = line(_("修订理由"), missing=_("请写明修订理由"))

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["reason"]


class LineForm(forms.Form):
    measure = forms.ChoiceField(
        label=_("帮助办法"),
        choices=[(code, Measure(code).label) for code in _HELPING],
        widget=RadioCards,
        error_messages={"required": _("请选择帮助办法")},
    )
    goal = line(_("目标"), missing=_("请填写目标"), help_text=_("例如：群众来办事当天有回音"))
    action = line(_("具体做法"), missing=_("请填写具体做法"))
    helper = line(_("谁来帮"), missing=_("请填写谁来帮"), most=60)
    due_on = DateField(label=_("何时以前"), error_messages={"required": _("请填写期限")})


class ProgressForm(forms.Form):
    state = forms.ChoiceField(
        label=_("进展"),
        choices=LineState,
        widget=RadioCards,
        error_messages={"required": _("请选择进展")},
    )
    note = line(_("说明"), missing="", required=False, help_text=_("遇到困难的，写明什么困难"))
