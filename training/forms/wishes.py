"""Forms of a wish to stay and of its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import RadioCards
from training.forms.practice import text


class WishForm(forms.Form):
    why = text(_("申请理由"), missing=_("请写明为什么愿意留下"), most=300)


class AnswerForm(forms.Form):
    is_agreed = forms.TypedChoiceField(
        label=_("是否同意留任"),
        choices=[("yes", _("同意")), ("no", _("不同意"))],
        coerce=lambda told: told == "yes",
        widget=RadioCards,
        error_messages={"required": _("请选择是否同意")},
    )
    answer = text(
        _("意见"), missing="", most=300, required=False, help_text=_("不同意的须写明原因")
    )
