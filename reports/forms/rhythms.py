"""Shape of how often summaries are made by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Inp, RadioCards, WholeField
from reports.enums import OF_COUNTY, OF_PREFECTURE, RhythmKind


class RhythmForm(Inp, forms.Form):
    """How often, and how long after a campaign's closing."""

    kind = forms.ChoiceField(
        label=_("周期"),
        choices=[(kind, kind.label) for kind in OF_COUNTY],
        widget=RadioCards(),
        error_messages={"required": _("请选择周期")},
    )
    days = WholeField(
        label=_("结束后天数"),
        help_text=_("自然日，1至365。"),
        error_messages={"required": _("请填写天数")},
    )
    conditional = {"days": ("kind", {RhythmKind.AFTER_CLOSE.value})}

    def clean(self) -> dict[str, Any]:
        """Answer no days for the other kinds."""
        values = super().clean()
        return {**values, "days": values.get("days") or 0}


class PrefectureRhythmForm(forms.Form):
    """How often a prefecture's summary is made."""

    kind = forms.ChoiceField(
        label=_("周期"),
        choices=[(kind, kind.label) for kind in OF_PREFECTURE],
        widget=RadioCards(),
        error_messages={"required": _("请选择周期")},
    )
