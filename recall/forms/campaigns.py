"""Forms of the county admin: campaign, round, measure on a unit."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Checks, DateField, FormToken, RadioCards, WholeField
from core.ui.merging import THEIRS, Merging
from recall.enums import CampaignMode, CampaignState, MeasureKind
from recall.models import Campaign
from schemes.models import SchemeVersion
from schemes.queries import versions
from units.enums import Sector, UnitKind
from units.models import Unit


class StartCampaignForm(forms.Form):
    """Step 1: by which version of which scheme, how, and under which campaign."""

    version = forms.ModelChoiceField(
        label=_("办法版本"),
        help_text=_("只列出已审定并在有效期内的版本；情形和参数由版本带出，启动后不能更换。"),
        queryset=SchemeVersion.objects.none(),
        empty_label=None,
        widget=RadioCards(),
        error_messages={"required": _("请选择办法版本")},
    )
    title = forms.CharField(
        label=_("批次名称"), max_length=80, error_messages={"required": _("请填写批次名称")}
    )
    mode = forms.ChoiceField(
        label=_("方式"),
        choices=CampaignMode,
        initial=CampaignMode.WINDOWS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择方式")},
    )
    parent = forms.ModelChoiceField(
        label=_("所属批次"),
        help_text=_(
            "一个系统的专项（如教育系统）选所属的全县批次，数字计入其合计；不是专项的不选。"
        ),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("不是系统专项"),
    )

    def __init__(self, *args: Any, county: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version: Any = self.fields["version"]
        version.queryset = versions.usable(county, on)
        version.widget.hints = {
            str(row.pk): f"{row.scheme.owner}　{row.document_number}" for row in version.queryset
        }
        parent: Any = self.fields["parent"]
        parent.queryset = (
            Campaign.objects.filter(county=county, parent=None)
            .exclude(state=CampaignState.CLOSED)
            .order_by("-created_at")
        )


class UnitsForm(Merging, forms.Form):
    """Step 2: whole kinds of units, and units by name.

    Whole kinds are a way to name many units at once: they are not kept, and not compared.
    """

    kinds = forms.MultipleChoiceField(
        label=_("整类纳入"), choices=UnitKind, required=False, widget=Checks()
    )
    sectors = forms.MultipleChoiceField(
        label=_("整条线纳入"), choices=Sector, required=False, widget=Checks()
    )
    units = forms.ModelMultipleChoiceField(
        label=_("应报单位"), queryset=Unit.objects.none(), required=False, widget=Checks()
    )
    leading = forms.ModelMultipleChoiceField(
        label=_("其中带头单位"), queryset=Unit.objects.none(), required=False, widget=Checks()
    )

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Unit.objects.filter(county=campaign.county_id, until_on=None)
        rows = standing.exclude(kind="VILLAGE").order_by("kind", "name")
        for name in ("units", "leading"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        for name, kind, choices in (("kinds", "kind", UnitKind), ("sectors", "sector", Sector)):
            held = set(rows.order_by().values_list(kind, flat=True))
            field: Any = self.fields[name]
            field.choices = [(code, label) for code, label in choices.choices if code in held]
            if not field.choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        units: Any = self.fields["units"]
        kinds, sectors = values.pop("kinds", []), values.pop("sectors", [])
        whole = units.queryset.filter(Q(kind__in=kinds) | Q(sector__in=sectors))
        if self._picks().get("units") == THEIRS:
            whole = whole.none()
        named = (*values.get("units", ()), *values.get("leading", ()), *whole)
        values["units"] = list({row.pk: row for row in named}.values())
        self._values["units"] = values["units"]
        if not values["units"] and "units" not in self.errors:
            self.add_error("units", _("请至少选择一个应报单位"))
        return values


class OpenEndedForm(Merging, forms.Form):
    """Step 3 of a rolling campaign: from when on units may report."""

    notice_on = DateField(label=_("开始日期"), error_messages={"required": _("请填写开始日期")})


class OwnParametersForm(Merging, forms.Form):
    """Step 4: the campaign's own parameters, within its scheme."""

    practice_months = WholeField(
        label=_("实践锻炼月数"),
        min_value=1,
        max_value=6,
        error_messages={"required": _("请填写实践锻炼月数")},
    )
    verifiers_needed = forms.TypedChoiceField(
        label=_("每件核实人数"),
        choices=[(1, _("一人核实")), (2, _("两人分别核实，意见一致才生效"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    verify_days = WholeField(label=_("核实时限（工作日）"), min_value=1, max_value=60)
    reply_days = WholeField(label=_("申辩时限（工作日）"), min_value=5, max_value=60)
    decide_days = WholeField(label=_("决定时限（工作日）"), min_value=1, max_value=60)
    serve_days = WholeField(label=_("送达时限（工作日）"), min_value=1, max_value=30)
    objection_days = WholeField(label=_("异议期限（日）"), min_value=30, max_value=90)


class CloneForm(forms.Form):
    title = forms.CharField(
        label=_("新批次名称"), max_length=80, error_messages={"required": _("请填写批次名称")}
    )


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


class WindowForm(Merging, RoundForm):
    """Step 3: the first round of a campaign with windows."""


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
    person_times = WholeField(label=_("人次"), min_value=1, max_value=500, initial=1)
    reason = forms.CharField(
        label=_("事由"), max_length=200, error_messages={"required": _("请填写事由")}
    )

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            pk__in=campaign.campaign_units.values("unit")
        ).order_by("name")
