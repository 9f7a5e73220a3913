"""Which papers of a campaign are printed in bulk."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.prints.series import Series
from recall.models import Campaign
from units.models import Unit


class PrintForm(forms.Form):
    """Kind, unit, and whether those served already are left out; cleaned to series and params."""

    kind = forms.ChoiceField(label=_("文件种类"), error_messages={"required": _("请选择文件种类")})
    unit = forms.ModelChoiceField(
        label=_("单位"), queryset=Unit.objects.none(), required=False, empty_label=_("全部单位")
    )
    waiting = forms.BooleanField(label=_("只打印还没有送达的"), required=False)

    def __init__(
        self, *args: Any, campaign: Campaign, units: Any, series: Sequence[Series], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.series = campaign, {one.name: one for one in series}
        kind: Any = self.fields["kind"]
        kind.choices = [(one.name, one.label) for one in series]
        unit: Any = self.fields["unit"]
        unit.queryset = units

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        unit = told.get("unit")
        params = {
            "campaign": self.campaign.pk,
            "unit": unit.pk if unit else None,
            "waiting": bool(told.get("waiting")),
        }
        series = None if self.errors else self.series.get(told["kind"])
        return {"series": series, "params": params}
