"""What taking a form in, and giving one out, asks."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.ui.forms import FileInput


class LrmxForm(forms.Form):
    """One .lrmx, or a zip of them; the server judges by content."""

    file = forms.FileField(
        label=_("任免表文件"),
        help_text=_("单个 .lrmx，或含多个 .lrmx 的 .zip；不超过 20 MB、200 人。"),
        widget=FileInput(accept=".lrmx,.zip"),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MAX_BYTES:
            raise ValidationError(_("文件超过 20 MB，请分批上传。"))
        return file


class PurposeForm(forms.Form):
    purpose = forms.CharField(
        label=_("用途"),
        max_length=100,
        help_text=_("例如：报县委研究干部任免。用途写入审计记录。"),
    )
