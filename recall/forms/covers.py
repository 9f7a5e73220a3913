"""The form of words that the person does not read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from recall.enums import RedactionReason


class CoverForm(forms.Form):
    """Words of the fact's text, and why they are covered."""

    words = forms.CharField(
        label=_("要遮盖的字词"),
        max_length=40,
        help_text=_("照事实经过中的原样填写，如证人姓名；一次填一处，出现几次都会遮盖"),
        error_messages={"required": _("请填写要遮盖的字词")},
    )
    reason = forms.ChoiceField(label=_("遮盖理由"), choices=RedactionReason)
