"""Forms of scans: a pile, a number that was read by eye, a reason."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.ui.forms import FileInput
from evidence.regulations.scans import FILES

_TEXT = {"class": "inp", "rows": 3}


class FilesInput(FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True}, accept=".pdf,image/jpeg,image/png")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)


class FilesField(forms.Field):
    """Gives the bytes of each file; one byte past the limit is enough to refuse it."""

    widget = FilesInput

    def clean(self, value: Any) -> list[bytes]:
        taken = super().clean(value or [])[: FILES + 1]
        return [bytes(file.read(settings.UPLOAD_MAX_BYTES + 1)) for file in taken]


class PileForm(forms.Form):
    """A pile of scans or photos."""

    county = forms.ModelChoiceField(label=_("区划"), queryset=None, empty_label=None)
    contents = FilesField(
        label=_("扫描件或照片"),
        help_text=_(
            "PDF、JPG 或 PNG，每个不超过 20 MB，一次最多 60 个文件、600 页；"
            "拍照时每张只拍一页，下方两角的方块要拍全"
        ),
        error_messages={"required": _("请选择扫描件或照片")},
    )

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]
        self.fields["county"].initial = counties.first()


class NumberForm(forms.Form):
    """The number beside the square at the lower left of the paper."""

    number = forms.CharField(
        label=_("纸上的编号"),
        max_length=40,
        widget=forms.TextInput({"class": "inp num", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("左下角方块旁的两行，共 16 位，例如 7K2M-9QXD-3PTA-81WZ"),
        error_messages={"required": _("请输入纸上的编号")},
    )


class WhyForm(forms.Form):
    """Why a page is left out, or papers are not waited for."""

    why = forms.CharField(label=_("理由"), max_length=200, widget=forms.Textarea(_TEXT))
