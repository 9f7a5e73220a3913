"""Forms of study panels."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Checks, DateField, PointsField, WholeField
from core.ui.pickers import PickField
from evidence.enums import PanelSeat
from evidence.forms.placed import PlacedForm
from evidence.forms.polls import pairs

_TEXT = {"class": "inp", "rows": 4}
CRITERIA = "问题严重程度 50\n影响范围 20\n本人态度和改正情况 30"


class PlanForm(PlacedForm):
    """A panel with its place, period, criteria, line and quorum."""

    title = forms.CharField(label=_("名称"), max_length=60)
    basis = forms.CharField(
        label=_("依据文件"), max_length=120, help_text=_("成立研判小组的文件及文号")
    )
    ground = forms.ModelChoiceField(
        label=_("线索对应的召回情形"), queryset=None, empty_label=_("请选择")
    )
    from_on = DateField(label=_("线索起始日期"), help_text=_("这段时间里的线索并列给小组看"))
    until_on = DateField(label=_("线索截止日期"))
    criteria = forms.CharField(
        label=_("评分项和权重"),
        widget=forms.Textarea(_TEXT),
        initial=CRITERIA,
        help_text=_("每行一项，权重合计 100；每项 0 至 100 分，分数越高问题越重"),
    )
    line = PointsField(
        label=_("提出线（分）"),
        low=0,
        high=100,
        initial=Decimal(60),
        help_text=_("平均分达到它的人选才可以提出"),
    )
    quorum = WholeField(
        label=_("最少到会评分人数"),
        min_value=2,
        max_value=50,
        initial=3,
        help_text=_("一名人选的评分少于这个数，不出结果"),
    )

    def clean_criteria(self) -> list[tuple[str, Decimal]]:
        found = pairs(self.cleaned_data["criteria"])
        if len({title for title, _weight in found}) < len(found):
            raise forms.ValidationError(_("评分项不能重名"))
        if any(weight == 0 for _title, weight in found):
            raise forms.ValidationError(_("权重须大于 0"))
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        first, last = values.get("from_on"), values.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("截止日期不能早于起始日期"))
        return values


class SeatForm(forms.Form):
    """Who gets which seat."""

    user = PickField(label=_("姓名"), help_text=_("本县人员或在本县有角色的账号，输入姓名"))
    seat = forms.ChoiceField(label=_("席位"), choices=PanelSeat, initial=PanelSeat.MEMBER)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class CandidateForm(forms.Form):
    """A person whom no signal names, with the reason."""

    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("输入姓名或拼音"))
    reason = forms.CharField(
        label=_("列入理由"),
        max_length=200,
        required=False,
        widget=forms.Textarea({"class": "inp", "rows": 3}),
        help_text=_("期间内没有线索的，必须写明"),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class ScoreForm(forms.Form):
    """One candidate's scores under each criterion, and why."""

    def __init__(self, *args: Any, criteria: list[Any], held: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = {mark["title"]: mark["score"] for mark in held.marks} if held else {}
        for row in criteria:
            self.fields[f"item_{row.pk}"] = PointsField(
                label=row.title,
                low=0,
                high=100,
                initial=marks.get(row.title),
                help_text=_("权重 %(weight)s；0 至 100，越高问题越重")
                % {"weight": f"{row.weight.normalize():f}"},
            )
        self.fields["reason"] = forms.CharField(
            label=_("理由"),
            max_length=300,
            initial=held.reason if held else "",
            widget=forms.Textarea(_TEXT),
            help_text=_("写依据的事实，不写姓名；提出后本人能看到理由，看不到是谁写的"),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        scores = {int(k[5:]): v for k, v in values.items() if k.startswith("item_")}
        return {"scores": scores, "reason": values.get("reason", "")}


class RecuseForm(forms.Form):
    """Why a member has nothing to do with a candidate."""

    reason = forms.CharField(label=_("回避理由"), max_length=200)


class CloseForm(forms.Form):
    """The record: who was there and what was said."""

    present = forms.TypedMultipleChoiceField(label=_("到会人员"), coerce=int, widget=Checks())
    minutes = forms.CharField(
        label=_("会议记录"),
        max_length=2000,
        widget=forms.Textarea({"class": "inp", "rows": 8}),
        help_text=_("记时间、地点、议程、讨论要点和回避情况"),
    )

    def __init__(self, *args: Any, seats: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = seats  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    """Which of those on the line are proposed."""

    candidates = forms.TypedMultipleChoiceField(
        label=_("提出的人选"),
        coerce=int,
        widget=Checks(),
        error_messages={"required": _("请勾选要提出的人选")},
    )

    def __init__(self, *args: Any, offered: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["candidates"].choices = offered  # type: ignore[attr-defined]
