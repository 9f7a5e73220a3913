"""Forms of the screens that look across floors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import BanKind
from core.ui.forms import DateField, FileInput, WholeField


class TrailForm(forms.Form):
    """What the auditor asks of the trail."""

    since = DateField(label=_("起"), required=False)
    until = DateField(label=_("止"), required=False)
    kind = forms.ChoiceField(
        label=_("类别"),
        required=False,
        choices=[
            ("", _("全部")),
            ("seen", _("查看")),
            ("taken", _("下载、打印、导出")),
            ("denied", _("被拒绝的请求")),
        ],
    )
    by = forms.TypedChoiceField(label=_("操作人"), required=False, coerce=int, empty_value=None)
    about = WholeField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actors: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(user.pk, user.name) for user in actors]
        self.fields["by"].choices = [("", _("全部")), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["by"]


class BudgetForm(forms.Form):
    """Why somebody must look at more people than a day's work needs."""

    reason = forms.CharField(
        label=_("理由"),
        min_length=4,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "inp"}),
    )


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


class ReminderForm(forms.Form):
    """Whether mail says that something waits, and where to."""

    is_on = forms.BooleanField(label=_("有新消息时发邮件提醒"), required=False)
    address = forms.EmailField(
        label=_("邮箱地址"),
        required=False,
        max_length=120,
        help_text=_("邮件只写有几条新消息，不写内容。"),
        error_messages={"invalid": _("请填写正确的邮箱地址，例如 name@example.gov.cn")},
        widget=forms.EmailInput({"class": "inp", "autocomplete": "email"}),
    )


class InterfaceQuestion(forms.Form):
    """What another system asks of one person; JSON gives the values."""

    name = forms.CharField(max_length=40)
    born_on = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    kind = forms.ChoiceField(choices=BanKind)
    reference = forms.RegexField(r"^[A-Za-z0-9-]{1,40}$")
