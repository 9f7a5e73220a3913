"""Forms of the show-and-compare rounds."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, PointsField, QuickTextarea, WholeField
from core.ui.pickers import PickField
from evidence.enums import Statement
from evidence.forms.placed import PlacedForm

FURTHEST = Decimal("999999999.99")


class RoundForm(PlacedForm):
    """The round's place, its days and its rules."""

    title = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：第三季度晒比述评"))
    basis = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称及文号"))
    from_on = DateField(label=_("起始日期"), help_text=_("晒哪一段时间的工作"))
    until_on = DateField(label=_("截止日期"))
    session_on = DateField(label=_("述职日期"))
    highest = PointsField(label=_("满分"), low=1, high=999, initial=Decimal(100))
    smallest = WholeField(
        label=_("最少对比人数"),
        min_value=5,
        max_value=500,
        initial=5,
        help_text=_("一项指标的数不够这么多，就不作对比"),
    )
    least = WholeField(
        label=_("最少评议人数"),
        min_value=5,
        max_value=500,
        initial=5,
        help_text=_("评议不够这么多，不出平均分，也不出理由"),
    )
    line = PointsField(
        label=_("线索线（分）"),
        low=0,
        high=999,
        required=False,
        help_text=_("平均分低于它的产生线索；不填则不产生线索"),
    )
    ground = forms.ModelChoiceField(
        label=_("线索对应的召回情形"), queryset=None, required=False, empty_label=_("不产生线索")
    )


class IndicatorForm(forms.Form):
    """One number that everybody shows."""

    name = forms.CharField(label=_("指标"), max_length=40, help_text=_("例如：走访农户"))
    measure = forms.CharField(label=_("计量单位"), max_length=10, help_text=_("例如：户"))
    better = forms.ChoiceField(
        label=_("怎样算好"),
        choices=[("high", _("越高越好")), ("low", _("越低越好"))],
        initial="high",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["higher_is_better"] = values.pop("better", "") == "high"
        return values


class MemberForm(forms.Form):
    """Who shows and states."""

    cadre = PickField(label=_("参加人"), kind="cadre", help_text=_("输入姓名或拼音"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """Who comments."""

    user = PickField(label=_("评议人"), help_text=_("本县人员或在本县有角色的账号，输入姓名"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """What was done, what is wrong, what comes next, and a number for each indicator."""

    done = forms.CharField(label=_("做了什么"), max_length=1000, widget=QuickTextarea())
    problems = forms.CharField(label=_("存在问题"), max_length=500, widget=QuickTextarea())
    next_steps = forms.CharField(label=_("下一步打算"), max_length=500, widget=QuickTextarea())

    def __init__(
        self,
        *args: Any,
        indicators: list[Any],
        held: Any,
        values: dict[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("done", "problems", "next_steps"):
            self.fields[name].initial = getattr(held, name, "")
        for row in indicators:
            self.fields[f"number_{row.pk}"] = PointsField(
                label=str(row),
                low=-FURTHEST,
                high=FURTHEST,
                initial=values.get(row.pk),
                help_text=_("越高越好") if row.higher_is_better else _("越低越好"),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        numbers = {int(k[7:]): v for k, v in values.items() if k.startswith("number_")}
        words = {k: v for k, v in values.items() if not k.startswith("number_")}
        return words | {"values": numbers}


class StatementForm(forms.Form):
    """Whether the member stated, or why they were away."""

    statement = forms.ChoiceField(label=_("述职"), choices=Statement, widget=forms.RadioSelect)
    absence = forms.CharField(
        label=_("未到会原因"),
        max_length=200,
        required=False,
        widget=QuickTextarea(),
        help_text=_("只写公务、培训、休假等类别，不写病情和家庭情况；缺席不评分"),
    )


class CommentForm(forms.Form):
    """A score and why."""

    def __init__(self, *args: Any, highest: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["score"] = PointsField(
            label=_("评分"),
            low=0,
            high=highest,
            help_text=_("0 至 %(highest)s 分，越高越好") % {"highest": f"{highest.normalize():f}"},
        )
        self.fields["reason"] = forms.CharField(
            label=_("理由"),
            max_length=300,
            widget=QuickTextarea(),
            help_text=_("写依据的事实，不写姓名；评议结束后本人能看到理由，看不到是谁写的"),
        )


class RecuseForm(forms.Form):
    """Why a commentator has nothing to do with a member."""

    reason = forms.CharField(label=_("回避理由"), max_length=200, widget=QuickTextarea())
