from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField


class NoFields(forms.Form):
    """An act that needs nothing but its button."""


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
    about = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, actors: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(user.pk, user.name) for user in actors]
        self.fields["by"].choices = [("", _("全部")), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["by"]
