"""The code that a trainee types or scans."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("签到码"),
        max_length=20,
        help_text=_("屏幕上的 8 位数字，20 秒一换"),
        error_messages={"required": _("请输入屏幕上的 8 位数字")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "inp inp--code"}
        ),
    )
