"""What somebody without an account may send: a code, or the file that they hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("验真码"),
        max_length=40,
        help_text=_("印在文件首页左下角，16 位，不分大小写，横线可以不输。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("要比对的 PDF 文件"),
        help_text=_("只算出校验值，文件不保存。最大 20 MB。"),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> Any:
        """Answer the hash that the upload handler took."""
        return self.cleaned_data["file"].sha256
