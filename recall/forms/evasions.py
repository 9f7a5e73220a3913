"""Forms of refusals and concealments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, FormToken, QuickTextarea, WholeField
from evidence.models import Signal
from recall.enums import MeasureKind


class RefusedForm(forms.Form):
    """What shows that the unit refused."""

    reason = forms.CharField(
        label=_("认定理由"),
        max_length=300,
        widget=QuickTextarea(),
        help_text=_("写明何时、以何种方式催办，单位怎样表示"),
    )
    material = forms.CharField(
        label=_("证明材料和存放处"),
        max_length=200,
        help_text=_("如：催办通知及送达回证，存干部监督股2026年第3卷"),
    )


class ConcealedForm(RefusedForm):
    """What the unit knew, and how long it may speak."""

    field_order = ("signal", "reason", "material", "days")

    signal = forms.ModelChoiceField(
        label=_("所依据的线索"),
        queryset=Signal.objects.none(),
        empty_label=_("请选择线索"),
        error_messages={"required": _("请选择线索")},
    )
    days = WholeField(label=_("单位说明期限（工作日）"), min_value=3, max_value=30, initial=5)

    def __init__(self, *args: Any, signals: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signal"].queryset = signals  # type: ignore[attr-defined]
        self.fields["signal"].label_from_instance = _told  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("写明单位怎样知道、何时知道、为何没有报送")


def _told(signal: Signal) -> str:
    return f"{signal.cadre.name}　{signal.get_practice_display()}　{signal.said}"


class SayForm(forms.Form):
    """What the head says for the unit."""

    said = forms.CharField(label=_("单位说明"), max_length=500, widget=QuickTextarea())


class ReasonForm(forms.Form):
    """Why it is confirmed or withdrawn."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=QuickTextarea())


class EvasionMeasureForm(forms.Form):
    """A measure that rests on what was confirmed."""

    token = FormToken()

    kind = forms.ChoiceField(label=_("措施"), choices=MeasureKind, widget=forms.RadioSelect)
    taken_on = DateField(label=_("日期"))
    person_times = WholeField(label=_("人次"), min_value=1, max_value=500, initial=1)
    reason = forms.CharField(label=_("事由"), max_length=200)
