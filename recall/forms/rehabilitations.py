"""Forms of rehabilitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, QuickTextarea, RadioPair
from recall.enums import ClearingKind, SignalAnswer


class OpenForm(forms.Form):
    """In which circle the nomination was known, and who else is told."""

    scope = forms.CharField(
        label=_("提名曾被知悉的范围"),
        max_length=200,
        widget=QuickTextarea(
            phrases=[_("本单位领导班子成员和参加集体研究的人员"), _("本单位全体干部")]
        ),
        help_text=_("写明哪些范围的人知道这次提名，印入澄清函"),
        error_messages={"required": _("请写明提名曾被知悉的范围")},
    )
    others = forms.CharField(
        label=_("其他告知对象（按职务或范围）"),
        max_length=200,
        required=False,
        help_text=_("单位以外还须告知谁，例如：分管副县长、参加民主测评的服务对象代表；不写姓名"),
    )


class LineForm(forms.Form):
    """One line is done."""

    kind = forms.ChoiceField(choices=ClearingKind, widget=forms.HiddenInput)
    done_on = DateField(label=_("办理日期"), error_messages={"required": _("请填写办理日期")})
    note = forms.CharField(
        label=_("办理情况"),
        max_length=200,
        widget=QuickTextarea(),
        help_text=_("在什么场合、以什么方式、由谁（职务）告知"),
        error_messages={"required": _("请写明办理情况")},
    )


class SignalForm(forms.Form):
    """What the owner of a practice says to the proposal to withdraw a signal."""

    answer = forms.ChoiceField(
        label=_("答复"),
        choices=SignalAnswer,
        widget=RadioPair(),
        error_messages={"required": _("请选择撤销或者保留")},
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        widget=QuickTextarea(
            phrases=[_("核实认定所提事项不属实"), _("线索所依据的记录与被否定的事项无关")]
        ),
        help_text=_("保留的，写明为何在提名不成立之后仍然有效"),
        error_messages={"required": _("请写明理由")},
    )


class CloseForm(forms.Form):
    """Nothing to fill in."""
