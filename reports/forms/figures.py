"""Which figure somebody follows to its rows, told by an address."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import AppealState, Remedy
from core.ui.forms import DateField, WholeField
from evidence.enums import Practice
from reports.queries import boards, campaign_rows, drilling, unit_rows


class FigureForm(forms.Form):
    """Which figure of the board somebody follows to its rows."""

    cut = forms.ChoiceField(choices=[(cut, cut) for cut in (*drilling.CUTS, drilling.SOURCE)])
    value = forms.CharField(max_length=20)
    code = forms.ChoiceField(choices=[(code, code) for code in boards.OPEN])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        value, code = told.get("value", ""), told.get("code")
        if told.get("cut") == drilling.SOURCE:
            known = value in {*Practice.values, drilling.NO_SOURCE}
            is_one = known and code in drilling.SOURCE_CODES
        else:
            is_one = value.isascii() and value.isdigit() and 0 < int(value) < 2**31
        if not is_one:
            raise forms.ValidationError(_("没有这项数字。"))
        return told


class _DatedForm(forms.Form):
    """Figures as of a day; no day to come has any."""

    on = DateField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("没有这项数字。"))
        return on


class CampaignFigureForm(_DatedForm):
    """Which figure of a campaign, as of which day, somebody follows to its rows.

    Its names are short, and the whole needs none: a page of figures says them two hundred times.
    """

    cut = forms.ChoiceField(choices=[(cut, cut) for cut in campaign_rows.CUTS], required=False)
    of = forms.CharField(max_length=20, required=False)
    n = forms.ChoiceField(choices=[(code, code) for code in campaign_rows.CODES])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        cut, value, code = (told.get(name) or "" for name in ("cut", "of", "n"))
        cut = cut or "total"
        is_number = value.isascii() and value.isdigit() and 0 < int(value) < 2**31
        is_one = is_number if cut in campaign_rows.NUMBERED else bool(value) == (cut != "total")
        if not is_one or (cut == campaign_rows.OUTCOME) != (code == campaign_rows.OF_OUTCOME):
            raise forms.ValidationError(_("没有这项数字。"))
        return {"as_of": told.get("on"), "cut": cut, "value": value, "code": code}


class UnitFigureForm(_DatedForm):
    """Which figure of a campaign's units somebody follows: as of a day, of a round or of none."""

    of = WholeField(min_value=1, max_value=999, required=False)
    n = forms.ChoiceField(choices=[(c, c) for c in (*unit_rows.REPORTING, *unit_rows.MEASURES)])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (told.get("n") in unit_rows.REPORTING) != (told.get("of") is not None):
            raise forms.ValidationError(_("没有这项数字。"))
        return {"as_of": told.get("on"), "number": told.get("of"), "code": told.get("n")}


class StepFigureForm(forms.Form):
    """Through which step somebody asks who went."""

    step = forms.ChoiceField(choices=[(step, step) for step in boards.STEPS])


class AppealFigureForm(forms.Form):
    """Which figure of appeals somebody follows to its rows."""

    remedy = forms.ChoiceField(choices=Remedy.choices)
    state = forms.ChoiceField(choices=AppealState.choices)
