"""Forms of the change of a mentor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from training.forms.guests import guest_mentor, one_mentor
from training.forms.practice import MentorField, line, text


class HandoverForm(forms.Form):
    """Who comes, why, and what they must know."""

    mentor = MentorField(label=_("新带教人"), required=False)
    mentor_name = guest_mentor()
    reason = line(_("更换原因"), missing=_("请写明更换原因"))
    note = text(
        _("交接说明"),
        missing=_("请写明交接说明"),
        most=1000,
        help_text=_("正在办的事、还没有办完的问题、需要关照的情况；两位带教人和本人都看得到"),
    )
    absence = line(
        _("原带教人不能签字的原因"),
        missing="",
        required=False,
        help_text=_("原带教人能签字的不填；例如：已调离本县，联系不上"),
    )

    def __init__(self, *args: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = mentors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return one_mentor(self, super().clean() or {})


class RefusalForm(forms.Form):
    refusal = line(
        _("不同意的理由"),
        missing=_("请写明不同意的理由"),
        help_text=_("经办部门看得到，本人看不到"),
    )
