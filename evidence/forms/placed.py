"""The choice of a place that several practices begin with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PlacedForm(forms.Form):
    """A practice of a county or of one unit; `clean` answers both as `county` and `unit`.

    The form declares `ground`, the one that its signals cite.
    """

    place = forms.ChoiceField(label=_("范围"), error_messages={"required": _("请选择范围")})

    def __init__(self, *args: Any, places: dict[str, Any], grounds: Any, **kwargs: Any) -> None:
        """Offer the places of presenters.polls.scopes: key → (county, unit or None, label)."""
        super().__init__(*args, **kwargs)
        self.places = places
        choices = [(key, str(label)) for key, (_county, _unit, label) in places.items()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        self.fields["ground"].queryset = grounds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "place" in values:
            county, unit, _label = self.places[values.pop("place")]
            values |= {"county": county, "unit": unit}
        return values
