"""Forms of bans, of questions about them, and of follow-up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import BanKind, Standing
from core.ui.forms import DateField, QuickTextarea


class AskForm(forms.Form):
    """One person, one matter, what for."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    born_on = DateField(label=_("出生日期"), required=False, help_text=_("同名的才需要填"))
    kind = forms.ChoiceField(
        label=_("拟办事项"),
        choices=[one for one in BanKind.choices if one[0] != BanKind.LABEL],
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=_("查询事由"), max_length=100, help_text=_("例如：拟推荐为2026年度县级先进工作者")
    )


class LiftForm(forms.Form):
    """Why a ban ends before its day."""

    reason = forms.CharField(label=_("解除理由"), max_length=200, widget=QuickTextarea())


class VisitForm(forms.Form):
    """One visit: when, by whom, what was found, what the person says, how they do."""

    visited_on = DateField(label=_("回访日期"))
    visitor = forms.CharField(label=_("回访人"), max_length=40)
    findings = forms.CharField(label=_("了解到的情况"), max_length=2000, widget=QuickTextarea())
    own_words = forms.CharField(
        label=_("本人的话"),
        max_length=2000,
        widget=QuickTextarea(phrases=[_("本人表示没有意见")]),
        help_text=_("照本人的原话记"),
    )
    standing = forms.ChoiceField(label=_("表现"), choices=Standing, widget=forms.RadioSelect)
