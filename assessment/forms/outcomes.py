"""The form of the outcome: what the legal gate allows, refuses, and wants ticked."""

import re
from typing import Any

from django import forms
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessment.enums import Approver, OutcomeKind
from assessment.forms.votes import CountedVotes
from assessment.queries.gate import Ruling, spoken
from assessment.regulations.gate import sentence
from core.ui.forms import Checks, DateField, Inp, QuickTextarea, RadioCards
from core.ui.pickers import PickField


class GateCards(RadioCards):
    """Cards of which those that the law refuses are shown, but off."""

    def __init__(self, *args: Any, off: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.off = off

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.off:
            option["attrs"]["disabled"] = True
        return option


class OutcomeFacts(forms.Form):
    """What is decided or proposed, beside the kind and its conditions."""

    reason = forms.CharField(
        label=_("决定理由"),
        max_length=1000,
        widget=QuickTextarea(
            attrs={"maxlength": 1000}, phrases=[_("综合考核合格，能够胜任原岗位，同意返回原岗位")]
        ),
        error_messages={"required": _("请填写决定理由")},
    )
    approver = forms.ChoiceField(
        label=_("批准机关"),
        choices=[("", _("请选择")), *Approver.choices],
        help_text=_("辞退须经县（市、区）委批准；转岗、免职、降职、退休按干部管理权限批准"),
        error_messages={"required": _("请选择批准机关")},
    )
    noticed_on = DateField(
        label=_("书面通知日期"),
        required=False,
        help_text=_("只有解聘需要填写；须提前三十日通知本人"),
    )
    ends_on = DateField(
        label=_("期满日期"),
        required=False,
        help_text=_("只有继续实践锻炼（最长6个月）、传帮带（最长12个月）需要填写"),
    )
    effect_until_on = DateField(
        label=_("影响期止"),
        required=False,
        help_text=_("期满后不再因本次召回影响评先评优和选拔任用"),
    )
    condition = forms.CharField(
        label=_("附条件暂缓执行的条件"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"class": "inp", "rows": 2, "maxlength": 300}),
        help_text=_("只有暂缓执行需要填写；期满未违反的，结果不再执行"),
    )
    observed_until_on = DateField(
        label=_("观察期末日"), required=False, help_text=_("与条件一并填写，最长十二个月")
    )
    new_unit = PickField(
        label=_("新单位"),
        kind="unit",
        required=False,
        help_text=_("只有转岗、降职、免职、留任基层需要填写新单位和新职务"),
    )
    new_title = forms.CharField(label=_("新职务"), max_length=60, required=False)


class ProposalForm(Inp, OutcomeFacts):
    """What a meeting is asked to decide. `rulings` are the gate's; `off`: kind → why it is off."""

    field_order = ["reason", "approver"]
    reason_label = _("建议理由")

    def __init__(
        self,
        *args: Any,
        rulings: list[Ruling],
        units: Any,
        is_open: bool,
        off: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["reason"].label = self.reason_label
        off = (off or {}) | _refused(rulings, is_open)
        hints = {row.kind: off.get(row.kind) or _hint(row, is_open) for row in rulings}
        cards = GateCards(off=set(off), hints=hints)
        kind = forms.ChoiceField(
            label=_("结果"),
            choices=[(row.kind, OutcomeKind(row.kind).label) for row in rulings],
            widget=cards,
            error_messages={"required": _("请选择结果")},
        )
        self.fields = {"kind": kind, **self.fields}
        for row in rulings:
            if row.conditions:
                self._add_conditions(row, cards)

    def _add_conditions(self, row: Ruling, cards: RadioCards) -> None:
        name = f"conditions_{row.kind}"
        field = forms.MultipleChoiceField(
            label=_("逐项核对后勾选"),
            choices=[(c.code, _words(c)) for c in row.conditions],
            widget=Checks(),
            required=False,
        )
        field.conditional = field.revealed = True  # type: ignore[attr-defined]
        self.fields[name] = field
        cards.reveal[row.kind] = SimpleLazyObject(lambda: self[name])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        kind = values.get("kind", "")
        ticked = values.get(f"conditions_{kind}") or []
        kept = {name: value for name, value in values.items() if not name.startswith("conditions_")}
        return {**kept, "conditions": list(ticked)}


class OutcomeForm(ProposalForm, CountedVotes):
    """The decision of a meeting outside meeting mode, with who sat and what was read (hex)."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    meeting = forms.CharField(
        label=_("会议名称"),
        max_length=80,
        help_text=_("例如：县委组织部部务会"),
        error_messages={"required": _("请填写会议名称")},
    )
    members = forms.ModelMultipleChoiceField(
        label=_("到会人员"),
        queryset=User.objects.none(),
        widget=Checks(),
        required=False,
        help_text=_("应当回避的人不在名单中，也不得计入到会"),
    )
    others = forms.CharField(
        label=_("其他到会人员"),
        max_length=200,
        required=False,
        help_text=_("没有账号的到会人员，用顿号分开"),
    )
    field_order = ["reason", "meeting", "approver", "held_on", "due_count", "members", "others"]
    reason_label = _("决定理由")
    field_order += ["agree_count", "disagree_count", "defer_count"]

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = people  # type: ignore[attr-defined]

    def clean_others(self) -> list[str]:
        names = [name.strip() for name in re.split("[、，,]", self.cleaned_data["others"])]
        if any(len(name) > 40 for name in names):
            raise forms.ValidationError(_("姓名不得超过 40 个字，姓名之间用顿号分开"))
        return [name for name in names if name]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["members"] = list(values.get("members") or [])
        return values


def _refused(rulings: list[Ruling], is_open: bool) -> dict[str, str]:
    """Answer what the law refuses, each with why; nothing where a past campaign is replayed."""
    return {} if is_open else {row.kind: _hint(row, False) for row in rulings if row.refused}


def _words(condition: Any) -> str:
    if condition.role == "none":
        return str(_("【存在此情形即不得辞退】%(text)s") % {"text": spoken(condition.sentence)})
    if condition.role == "any":
        return str(_("【至少一项】%(text)s") % {"text": spoken(condition.sentence)})
    return spoken(condition.sentence)


def _hint(row: Ruling, is_open: bool) -> str:
    if row.refused:
        refused = f"{sentence(row.refused)}{row.refused}"
        mark = str(_("现行法律下不可适用："))
        return f"{mark}{refused}" if is_open else refused
    return str(_("依据：%(basis)s")) % {
        "basis": str(_("、")).join(spoken(name) for name in row.basis)
    }
