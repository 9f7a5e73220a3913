"""Forms of questions to the unit during verification."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.ui.forms import FileInput, QuickTextarea, WholeField
from recall.regulations.enquiries import LONGEST_DAYS


class AskForm(forms.Form):
    """What the unit is asked, and by when it answers."""

    question = forms.CharField(
        label=_("询问"),
        max_length=500,
        widget=QuickTextarea(),
        help_text=_("一次问清一件事：缺什么材料、哪句话与材料不符；不写结论"),
    )
    days = WholeField(label=_("答复期限（工作日）"), min_value=1, max_value=LONGEST_DAYS, initial=3)


class AnswerForm(forms.Form):
    """What the unit answers, with a paper."""

    answer = forms.CharField(label=_("答复"), max_length=2000, widget=QuickTextarea())
    file = forms.FileField(
        label=_("材料"),
        help_text=_("可以不附；PDF、JPG 或 PNG，20 MB 以内，几页合成一个 PDF"),
        required=False,
        allow_empty_file=True,
        widget=FileInput(accept=".pdf,.jpg,.jpeg,.png"),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if file := values.pop("file", None):
            content = file.read(settings.UPLOAD_MAX_BYTES + 1)
            values |= {"content": content, "title": file.name}
        return values


class WithdrawForm(forms.Form):
    """Why a question is taken back."""

    reason = forms.CharField(label=_("撤回理由"), max_length=200, widget=QuickTextarea())
