"""Shape of what a reader asks for."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField


class SummaryForm(forms.Form):
    """The day as of which the figures are wanted."""

    as_of = DateField(label=_("统计日"), help_text=_("含当日；以当日结束时的办理状态为准。"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_of"].initial = on
