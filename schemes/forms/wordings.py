"""Forms of papers' words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, QuickTextarea
from core.ui.merging import Merging
from schemes.models.wordings import ADDRESSEE, BODY, TITLE

_DAY = _("提交前填写。审定之后从这一天起制发的公文使用；已制发的公文保持原样")


class BaseWordingForm(Merging, forms.Form):
    """A version that goes back: only its first day."""

    from_on = DateField(label=_("启用日期"), help_text=_DAY, required=False)


class WordingForm(BaseWordingForm):
    """The words of a paper."""

    title = forms.CharField(
        label=_("标题"), max_length=TITLE, error_messages={"required": _("请填写标题")}
    )
    addressee = forms.CharField(
        label=_("主送"),
        help_text=_("印在正文之前，末尾的冒号由系统加上"),
        max_length=ADDRESSEE,
        error_messages={"required": _("请填写主送")},
    )
    body = forms.CharField(
        label=_("正文"),
        help_text=_("一行一段；以“一、”开头而没有句号的一行印成标题，以“（一）”开头的印成小标题"),
        widget=QuickTextarea(attrs={"rows": 18, "maxlength": BODY}),
        error_messages={"required": _("请填写正文")},
    )
    field_order = ("title", "addressee", "body", "from_on")


class WordingBeginForm(forms.Form):
    """Whether the new version has words of its own, or goes back."""

    is_base = forms.BooleanField(required=False)


class WordingActForm(forms.Form):
    """A move, made on the state that was read."""

    opinion = forms.CharField(label=_("意见"), max_length=200, required=False)
    seen = forms.CharField(max_length=80, widget=forms.HiddenInput)
