"""Forms of the county admin: campaign, round, measure on a unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Checks, DateField, FormToken, RadioCards
from recall.enums import MeasureKind
from schemes.models import GroundSet
from schemes.queries import presets
from units.models import Unit


class CampaignForm(forms.Form):
    """A new campaign with its first round and the units that must report."""

    scheme = forms.ChoiceField(
        label=_("方案"),
        help_text=_("方案带出情形清单和各项时限；预置清单多为整理或推定文本，启用前请部门核定。"),
        widget=RadioCards(),
        error_messages={"required": _("请选择方案")},
    )
    title = forms.CharField(
        label=_("批次名称"), max_length=80, error_messages={"required": _("请填写批次名称")}
    )
    notice_on = DateField(
        label=_("第一轮通知日期"), error_messages={"required": _("请填写第一轮通知日期")}
    )
    closes_on = DateField(
        label=_("第一轮截止日期"), error_messages={"required": _("请填写第一轮截止日期")}
    )
    practice_months = forms.IntegerField(
        label=_("实践锻炼月数"),
        min_value=1,
        max_value=6,
        initial=3,
        error_messages={"required": _("请填写实践锻炼月数")},
    )
    verifiers_needed = forms.TypedChoiceField(
        label=_("每件核实人数"),
        choices=[(1, _("一人核实")), (2, _("两人分别核实，意见一致才生效"))],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
    )
    units = forms.ModelMultipleChoiceField(
        label=_("应报单位"),
        queryset=Unit.objects.none(),
        widget=Checks(),
        error_messages={"required": _("请至少选择一个应报单位")},
    )

    def __init__(self, *args: Any, county: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = (
            Unit.objects.filter(  # type: ignore[attr-defined]
                county=county, until_on=None
            )
            .exclude(kind="VILLAGE")
            .order_by("kind", "name")
        )
        known = presets.presets()
        titles = {row.code: row.title_label for row in GroundSet.objects.all()}
        self.fields["scheme"].choices = [(code, presets.title(code)) for code in known]  # type: ignore[attr-defined]
        self.fields["scheme"].widget.hints = {  # type: ignore[attr-defined]
            code: titles.get(row["grounds"], "") for code, row in known.items()
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("notice_on"), values.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("截止日期不能早于通知日期"))
        return values


class RoundForm(forms.Form):
    """One more call for nominations."""

    notice_on = DateField(label=_("通知日期"), error_messages={"required": _("请填写通知日期")})
    closes_on = DateField(label=_("截止日期"), error_messages={"required": _("请填写截止日期")})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("notice_on"), values.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("截止日期不能早于通知日期"))
        return values


class MeasureForm(forms.Form):
    """A measure on a unit that did not report as it should."""

    token = FormToken()

    unit = forms.ModelChoiceField(
        label=_("单位"),
        queryset=Unit.objects.none(),
        error_messages={"required": _("请选择单位")},
    )
    kind = forms.ChoiceField(
        label=_("措施"),
        choices=MeasureKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择措施")},
    )
    taken_on = DateField(label=_("日期"), error_messages={"required": _("请填写日期")})
    person_times = forms.IntegerField(label=_("人次"), min_value=1, max_value=500, initial=1)
    reason = forms.CharField(
        label=_("事由"), max_length=200, error_messages={"required": _("请填写事由")}
    )

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            pk__in=campaign.campaign_units.values("unit")
        ).order_by("name")
