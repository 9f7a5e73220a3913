"""Forms of yearly targets."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import PointsField, WholeField
from core.ui.pickers import PickField
from evidence.models import TargetPlan


class PlanForm(forms.Form):
    """A unit's plan of one year, with the line at which it makes a signal."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("请选择"))
    year = WholeField(label=_("年度"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：2019年度目标责任书"))
    basis = forms.CharField(
        label=_("依据文件"), max_length=120, help_text=_("规定目标和分值的文件及文号")
    )
    ground = forms.ModelChoiceField(
        label=_("线索对应的召回情形"), queryset=None, empty_label=_("请选择")
    )
    threshold = PointsField(
        label=_("线索线（分）"),
        low=0,
        high=100,
        initial=Decimal(60),
        help_text=_("总分低于它可以产生线索；0 即不设"),
    )
    bottom_n = WholeField(
        label=_("末位人数"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("总分末位几人可以产生线索，并列的一并列出；0 即不排末位"),
    )
    smallest_group = WholeField(
        label=_("最少人数"),
        min_value=2,
        max_value=1000,
        initial=5,
        help_text=_("少于这个人数不排末位"),
    )

    def __init__(self, *args: Any, units: Any, grounds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["ground"].queryset = grounds  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """One target with its weight."""

    title = forms.CharField(label=_("目标"), max_length=80)
    weight = PointsField(label=_("权重"), low=Decimal("0.01"), high=100)
    source = forms.CharField(
        label=_("数据来源"), max_length=80, help_text=_("由谁认定完成情况，例如：县统计局年报")
    )


class PersonForm(forms.Form):
    """Whose scores are to be entered."""

    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("本单位人员，输入姓名或拼音"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class ScoreForm(forms.Form):
    """A person's score under each target; an empty one stays without."""

    def __init__(self, *args: Any, plan: TargetPlan, held: dict[int, Decimal], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for item in plan.items.order_by("pk"):
            self.fields[f"item_{item.pk}"] = PointsField(
                label=item.title,
                low=0,
                high=100,
                required=False,
                initial=held.get(item.pk),
                help_text=_("权重 %(weight)s，来源：%(source)s")
                % {"weight": f"{item.weight:f}", "source": item.source},
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return {"scores": {int(name[5:]): value for name, value in values.items()}}
