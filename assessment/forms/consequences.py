"""What a calendar reads of a form of an outcome that is not sent in yet."""

from datetime import date
from typing import Any

from django import forms

from assessment.enums import OutcomeKind
from assessment.queries.waiting import Waiting
from assessment.regulations import observations as rules
from core.errors import RegulationBroken
from core.ui.forms import DateField


class AskedForm(forms.Form):
    """The kind, its condition and the meeting's day, each as far as it is filled in.

    `asked` is the condition as the calendar takes it, None where none is written; `held_on` falls
    back on the day `on`.
    """

    kind = forms.ChoiceField(choices=OutcomeKind.choices, required=False)
    condition = forms.CharField(max_length=300, required=False)
    observed_until_on = DateField(required=False)
    held_on = DateField(required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        held_on = values["held_on"] or self.on
        try:
            asked = _asked(
                values["kind"], values["condition"], values["observed_until_on"], held_on
            )
        except RegulationBroken as error:
            raise forms.ValidationError(str(error)) from error
        return values | {"held_on": held_on, "asked": asked}


def _asked(kind: str, condition: str, until_on: date | None, held_on: date) -> Waiting | None:
    """Answer the condition, after it was held against the rules of a conditional outcome.

    :raises RegulationBroken: CD-01 half a condition, CD-02 the day, CD-03 the kind
    """
    if not kind or (not condition and until_on is None):
        return None
    rules.condition_has_a_day.check(condition, until_on)
    rules.observed_for_a_while.check(held_on, until_on)
    rules.kind_can_wait.check(kind)
    return Waiting(kind, condition, until_on)  # type: ignore[arg-type]  # CD-01 wants a day
