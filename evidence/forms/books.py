"""Forms of the points practices. What a rule asks depends on the practice."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, PointsField, WholeField
from core.ui.pickers import PickField
from evidence.enums import DutyKind, Practice
from evidence.models import Book, BookRule
from evidence.models.books import LEVELS

_EVERY = ("warn_at", "propose_at", "repeat_factor", "objection_days")
FIGURES: dict[str, tuple[str, ...]] = {
    Practice.POINTS: (
        "days_per_month",
        "hours_per_day",
        "points_per_hour",
        "points_per_task",
        "level_share",
        "points_per_level",
        "repeat_factor",
        "bottom_n",
        "smallest_group",
        "award_percent",
        "objection_days",
    ),
    Practice.SCORE_CARD: ("card_points", *_EVERY),
    Practice.NEGATIVE_LIST: _EVERY,
}
_HINTS = {
    "level_share": _("百分比；66.67 即三分之二，按每周五个工作日折算"),
    "points_per_level": _("来源没有公布各类分值，请按本单位办法填写"),
    "repeat_factor": _("2 即翻番；1 即不加倍"),
    "bottom_n": _("每组末位几人可以产生线索；并列的一并列出，0 即不排末位"),
    "smallest_group": _("少于这个人数的组不排末位"),
    "award_percent": _("年终考核奖励中按积分分配的百分比"),
    "card_points": _("每人每年的总分，从中扣分"),
    "warn_at": _("累计扣分达到时提醒；0 即不设"),
    "propose_at": _("累计扣分达到时可以产生线索；0 即不设"),
    "objection_days": _("结账后几个工作日内可以提出异议"),
}
_HIGHEST = {"award_percent": 100, "level_share": 100, "hours_per_day": 24, "days_per_month": 31}
_WHOLE = {"bottom_n": 100, "smallest_group": 1000, "objection_days": 60}


def _figure(name: str) -> forms.Field:
    label, hint = BookRule._meta.get_field(name).verbose_name, _HINTS.get(name, "")
    if name in _WHOLE:
        return WholeField(label=label, help_text=hint, min_value=0, max_value=_WHOLE[name])
    low = 1 if name == "repeat_factor" else 0
    return PointsField(label=label, help_text=hint, low=low, high=_HIGHEST.get(name, 1000))


class RuleForm(forms.Form):
    """The figures of one practice, the ground that its signals cite, where the figures are from.

    :param grounds: grouped choices of grounds
    :param preset: the figures of the place of the source, which also fill what is not asked
    """

    from_on = DateField(label=_("施行日期"), help_text=_("按月结账的从当月一日算起"))

    def __init__(self, *args: Any, kind: str, grounds: Any, preset: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.preset = kind, preset
        for name in FIGURES[kind]:
            self.fields[name] = _figure(name)
            self.initial.setdefault(name, preset["rule"][name])
        self.fields["ground_id"] = forms.TypedChoiceField(
            label=_("线索对应的召回情形"),
            choices=[("", _("暂不指定（不产生线索）")), *grounds],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["provenance"] = forms.CharField(
            label=_("参数出处"), max_length=200, widget=forms.Textarea({"class": "inp", "rows": 2})
        )
        self.initial.setdefault("provenance", preset["provenance"])

    def figures(self) -> dict[str, Any]:
        """Answer every field of a rule; what the practice does not use keeps its preset."""
        told = {
            name: Decimal(value) if isinstance(value, str) else value
            for name, value in self.preset["rule"].items()
        }
        asked = (*FIGURES[self.kind], "ground_id", "provenance")
        return told | {name: self.cleaned_data[name] for name in asked}


class NewRuleForm(RuleForm):
    """A new version of a rule."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        return self.figures() | {"from_on": values["from_on"]}


class BookForm(RuleForm):
    """A book: whose, from when, on which paper, and its first rule."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("请选择"))
    title = forms.CharField(label=_("名称"), max_length=60)
    basis = forms.CharField(
        label=_("登记为平时考核的依据"),
        max_length=120,
        help_text=_("公务员平时考核由单位组织，不得另设经常性考核；自设办法须登记为平时考核"),
    )
    document_number = forms.CharField(label=_("登记文号"), max_length=60)
    groups = forms.CharField(
        label=_("分组"),
        max_length=100,
        required=False,
        help_text=_("用顿号分开，例如：政务组、事务组；不分组的不填"),
    )
    field_order = ("unit", "title", "from_on", "basis", "document_number", "groups")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.initial.setdefault("title", self.preset["title"])
        self.initial.setdefault("groups", "、".join(self.preset["groups"]))
        self.order_fields(self.field_order)

    def clean_groups(self) -> list[str]:
        parts = self.cleaned_data["groups"].replace("，", "、").split("、")
        names = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
        if any(len(name) > 20 for name in names):
            raise forms.ValidationError(_("组名最多 20 个字"))
        return names

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        asked = ("unit", "title", "from_on", "basis", "document_number", "groups")
        items = [row | {"points": Decimal(row["points"])} for row in self.preset["items"]]
        rest = {"kind": self.kind, "rule": self.figures(), "items": items}
        return {name: values[name] for name in asked} | rest


class ItemForm(forms.Form):
    """An item: its points, or a veto."""

    title = forms.CharField(label=_("事项"), max_length=80)
    points = PointsField(
        label=_("分值"), low=-1000, high=1000, help_text=_("加分写正数，扣分写负数")
    )
    is_veto = forms.BooleanField(label=_("一票否决"), required=False)
    repeats = forms.BooleanField(label=_("重复发生的，按规则加倍扣分"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        points = values.get("points")
        if points == 0 and not values.get("is_veto"):
            self.add_error("points", _("不否决的项目须有分值"))
        if points is not None and points >= 0 and values.get("repeats"):
            self.add_error("repeats", _("只有扣分项目可以加倍"))
        return values


class RetireForm(forms.Form):
    """Which item is no longer used."""

    item = forms.ModelChoiceField(label=_("项目"), queryset=None, empty_label=_("请选择"))

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class _Placed(forms.Form):
    """Group and class; a book without groups asks neither."""

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if book.groups:
            self.fields["group"] = forms.ChoiceField(
                label=_("分组"), choices=[(name, name) for name in book.groups]
            )
            self.fields["level"] = forms.TypedChoiceField(
                label=_("基础类别"),
                coerce=int,
                choices=[(n, _("第 %(n)s 类") % {"n": n}) for n in range(1, LEVELS + 1)],
            )

    def clean(self) -> dict[str, Any]:
        return {"group": "", "level": 1} | (super().clean() or {})


class JoinForm(_Placed):
    """One person of the unit."""

    cadre = PickField(label=_("人员"), kind="cadre", help_text=_("本单位及下级单位的人员"))
    joined_on = DateField(label=_("进入日期"))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cadre"].queryset = people  # type: ignore[attr-defined]


class JoinAllForm(_Placed):
    """Everybody of the unit who is not in the book yet."""

    joined_on = DateField(label=_("进入日期"))


class MemberForm(_Placed):
    """Where a person stands in the book."""

    left_on = DateField(label=_("离开日期"), required=False)


class DutyForm(forms.Form):
    """A regular task, or added work with its weekly hours."""

    kind = forms.ChoiceField(label=_("类型"), choices=DutyKind)
    title = forms.CharField(label=_("工作内容"), max_length=80)
    week_hours = PointsField(
        label=_("每周工时"),
        low=0,
        high=168,
        help_text=_("增加的工作内容按它算是否占到每周三分之二；常规性工作可填 0"),
    )
    from_on = DateField(label=_("起始日期"))


class EndDutyForm(forms.Form):
    """Which duty ends, and when."""

    duty = forms.ModelChoiceField(label=_("工作内容"), queryset=None, empty_label=_("请选择"))
    until_on = DateField(label=_("终止日期"))

    def __init__(self, *args: Any, duties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duty"].queryset = duties  # type: ignore[attr-defined]


class AwardForm(forms.Form):
    """The award of the year and the paper on which it is paid."""

    total = PointsField(label=_("年终考核奖励总额（元）"), low=0, high=Decimal("999999999.99"))
    basis = forms.CharField(
        label=_("发放依据"), max_length=120, help_text=_("批准奖励的文件；工资奖金不得违规增减")
    )
