"""Filters over what is lacking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.queries import quality


def _rules() -> list[tuple[str, Any]]:
    return [("", _("全部")), *((one.number, one.sentence) for one in quality.REGISTER.values())]


class GapFilter(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("单位"), queryset=None, required=False, empty_label=_("全部")
    )
    number = forms.ChoiceField(label=_("规则"), required=False, choices=_rules)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
