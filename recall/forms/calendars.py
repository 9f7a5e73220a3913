"""The form of a year's calendar."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import WholeField

_LINE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:\s*[至~—]\s*(\d{4})-(\d{1,2})-(\d{1,2}))?\s+(放假|上班|holiday|work)\s+(\S{1,20})"
)
_LONGEST = 40
_WORKED = ("上班", "work")
_EXAMPLE = _("每行一项，例如：2027-02-05至2027-02-11 放假 春节；2027-02-20 上班 春节调休")


class CalendarForm(forms.Form):
    """A year, its decree, and one line for each holiday or make-up day."""

    year = WholeField(label=_("年份"), min_value=2004, max_value=2100)
    document = forms.CharField(
        label=_("文件"), max_length=80, help_text=_("国务院办公厅通知的文号")
    )
    days = forms.CharField(
        label=_("放假和调休"),
        max_length=4000,
        widget=forms.Textarea({"class": "inp", "rows": 14}),
        help_text=_EXAMPLE,
    )

    def clean_days(self) -> list[tuple[date, bool, str]]:
        found: list[tuple[date, bool, str]] = []
        for number, text in enumerate(self.cleaned_data["days"].splitlines(), start=1):
            if text.strip():
                found += self._line(number, text.strip())
        return found

    def _line(self, number: int, text: str) -> list[tuple[date, bool, str]]:
        told = _LINE.fullmatch(text)
        if told is None:
            raise forms.ValidationError(_("第 %(n)s 行的写法不对：%(text)s"), params={
                "n": number, "text": text[:40],
            })  # fmt: skip
        parts = told.groups()
        try:
            first = date(*map(int, parts[:3]))
            last = date(*map(int, parts[3:6])) if parts[3] else first
        except ValueError as error:
            params: dict[str, Any] = {"n": number}
            raise forms.ValidationError(_("第 %(n)s 行没有这一天"), params=params) from error
        if not 0 <= (last - first).days <= _LONGEST:
            raise forms.ValidationError(_("第 %(n)s 行的起止日期不对"), params={"n": number})
        span = (last - first).days + 1
        return [(first + timedelta(days=n), parts[6] in _WORKED, parts[7]) for n in range(span)]
