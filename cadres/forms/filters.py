"""Filters over people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.enums import Authority, Level, StaffKind


class WordsForm(forms.Form):
    """The search by name. It is posted: a name must stand in no address."""

    q = forms.CharField(
        label=_("姓名"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "data-search": "", "autocomplete": "off"}),
    )


class PersonFilter(forms.Form):
    """Unit comes from a link of the unit's page; the rest is chosen here."""

    unit = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    staff_kind = forms.ChoiceField(
        label=_("身份"), required=False, choices=[("", _("全部")), *StaffKind.choices]
    )
    level = forms.ChoiceField(
        label=_("层次"), required=False, choices=[("", _("全部")), *Level.choices]
    )
    authority = forms.ChoiceField(
        label=_("管理权限"), required=False, choices=[("", _("全部")), *Authority.choices]
    )
    leading = forms.ChoiceField(
        label=_("领导职务"),
        required=False,
        choices=[("", _("全部")), ("yes", _("担任")), ("no", _("不担任"))],
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
