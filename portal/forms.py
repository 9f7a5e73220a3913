"""Forms of the screens that look across floors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import FileInput


class NoFields(forms.Form):
    """An act that needs nothing but its button."""


class ImportForm(forms.Form):
    """One file or one pasted grid; the server judges by content."""

    file = forms.FileField(
        label=_("选择文件"),
        required=False,
        allow_empty_file=True,
        help_text=_(".xlsx 或 CSV，不超过 20 MB、10 万行"),
        widget=FileInput(accept=".xlsx,.csv,.txt"),
    )
    grid = forms.CharField(
        label=_("或者粘贴表格"),
        required=False,
        strip=False,
        max_length=1_000_000,
        help_text=_("在表格软件中连同表头一起选中、复制，粘贴到这里"),
        widget=forms.Textarea({"class": "inp", "rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        file, grid = values.get("file"), values.get("grid", "")
        if bool(file) == bool(grid.strip()) and not self.errors:
            raise forms.ValidationError(_("请选择一个文件，或者粘贴一张表格，二者取一。"))
        return {
            "content": file.read() if file else grid.encode(),
            "pasted": not file,
        }
