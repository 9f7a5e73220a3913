"""What an act on a unit asks: each form gives the arguments of one act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.forms.people import text, units_of
from core.ui.forms import DateField, WholeField
from units.enums import Sector, UnitKind
from units.models import Unit

_NONE = [("", _("未填"))]


class UnitActForm(forms.Form):
    """The root: the paper stands last; fields that name units offer the county's others."""

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"parent", "into"} & set(self.fields):
            field: Any = self.fields[name]
            field.queryset = units_of(unit.county_id).exclude(pk=unit.pk)


class RenameForm(UnitActForm):
    name = text(_("新名称"), 80)
    on = DateField(label=_("更名日期"))
    basis = text(_("批准文号"), 60, required=False)


class MoveForm(UnitActForm):
    parent = forms.ModelChoiceField(
        label=_("上级单位"), queryset=None, required=False, empty_label=_("无（直接隶属本县）")
    )
    on = DateField(label=_("调整日期"))
    basis = text(_("批准文号"), 60, required=False)


class MergeForm(UnitActForm):
    into = forms.ModelChoiceField(label=_("并入单位"), queryset=None)
    on = DateField(label=_("并入日期"))
    basis = text(_("批准文号"), 60, required=False)


class CloseForm(UnitActForm):
    on = DateField(label=_("撤销日期"))
    basis = text(_("批准文号"), 60, required=False)


class AmendForm(UnitActForm):
    kind = forms.ChoiceField(label=_("单位性质"), choices=UnitKind.choices)
    sector = forms.ChoiceField(label=_("条线"), required=False, choices=[*_NONE, *Sector.choices])
    credit_code = text(_("统一社会信用代码"), 18, required=False)
    own_code = text(_("内部编码"), 20, required=False)
    establishment = WholeField(label=_("编制数"), required=False, min_value=0, max_value=100_000)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(unit, name) for name in self.base_fields}
        super().__init__(*args, unit=unit, **kwargs)


class FoundForm(forms.Form):
    """A new unit of a county."""

    name = text(_("单位名称"), 80)
    kind = forms.ChoiceField(label=_("单位性质"), choices=UnitKind.choices)
    sector = forms.ChoiceField(label=_("条线"), required=False, choices=[*_NONE, *Sector.choices])
    parent = forms.ModelChoiceField(
        label=_("上级单位"), queryset=None, required=False, empty_label=_("无（直接隶属本县）")
    )
    credit_code = text(_("统一社会信用代码"), 18, required=False)
    own_code = text(_("内部编码"), 20, required=False)
    establishment = WholeField(label=_("编制数"), required=False, min_value=0, max_value=100_000)
    from_on = DateField(label=_("设立日期"))
    basis = text(_("批准文号"), 60, required=False)

    def __init__(self, *args: Any, county_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units_of(county_id)  # type: ignore[attr-defined]
