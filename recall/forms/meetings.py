"""Forms of a meeting: preparation, agenda, roll, votes, recusal."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.ui.forms import Checks, DateField, FormToken, Inp, RadioPair, WholeField
from recall.enums import Attendance, MeetingBody, MeetingMatter, NominationState
from recall.models import MeetingMember, Nomination
from units.models import Jurisdiction

_MARKS = [(Attendance.PRESENT, _("到会")), (Attendance.ABSENT, _("缺席"))]


class PrepareForm(forms.Form):
    token = FormToken()
    county = forms.ModelChoiceField(
        label=_("县"), queryset=Jurisdiction.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=_("会议名称"),
        max_length=80,
        help_text=_("例如：2026年第十一次部务会"),
        error_messages={"required": _("请填写会议名称")},
    )
    body = forms.ChoiceField(
        label=_("会议类型"),
        choices=MeetingBody,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择会议类型")},
    )
    held_on = DateField(label=_("会议日期"), error_messages={"required": _("请填写会议日期")})
    members = forms.ModelMultipleChoiceField(
        label=_("应到人员（有账号的）"),
        queryset=User.objects.none(),
        widget=Checks(),
        required=False,
        help_text=_("有账号的由系统逐件核对回避"),
    )
    others = forms.CharField(
        label=_("其他应到人员"),
        max_length=500,
        required=False,
        help_text=_("没有账号的，姓名之间用顿号分开；其回避须在会上登记"),
    )

    def __init__(self, *args: Any, counties: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: Any = self.fields
        told["county"].queryset = counties
        told["members"].queryset = people
        if len(counties) == 1:
            told["county"].initial, told["county"].widget = counties[0], forms.HiddenInput()
            told["county"].widget.choices = told["county"].choices

    def clean_others(self) -> list[str]:
        names = [name.strip() for name in re.split("[、，,]", self.cleaned_data["others"])]
        if any(len(name) > 40 for name in names):
            raise forms.ValidationError(_("姓名不得超过 40 个字，姓名之间用顿号分开"))
        return [name for name in names if name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["members"] = list(values.get("members") or [])
        return values


class AgendaForm(forms.Form):
    nominations = forms.ModelMultipleChoiceField(
        label=_("待研究的事项"),
        queryset=Nomination.objects.none(),
        widget=Checks(),
        error_messages={"required": _("请选择列入议程的事项")},
    )

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["nominations"]
        field.queryset = waiting
        field.label_from_instance = _line

    def clean_nominations(self) -> list[Nomination]:
        return list(self.cleaned_data["nominations"])


def _line(row: Nomination) -> str:
    """Answer how a nomination is offered; what waits on its outcome is said beside it."""
    about = "" if row.state == NominationState.HEARD else f"　{MeetingMatter.OUTCOME.label}"
    return f"{row.cadre.name}　{row.unit_then}　{row.post_title}{about}"


class RollForm(Inp, forms.Form):
    """Who came; for each member two cards to tap, and the reason that an absence asks for."""

    def __init__(self, *args: Any, members: list[MeetingMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members, self.conditional = members, {}
        for member in members:
            came, why = f"came_{member.pk}", f"why_{member.pk}"
            self.fields[came] = forms.ChoiceField(
                label=member.name,
                choices=_MARKS,
                widget=RadioPair(),
                initial=member.attendance,
                error_messages={"required": _("请登记%(name)s的到会情况") % {"name": member.name}},
            )
            self.fields[why] = forms.CharField(
                label=_("%(name)s：缺席原因") % {"name": member.name},
                max_length=100,
                required=False,
                initial=member.absence_reason,
                error_messages={"required": _("请写明%(name)s缺席的原因") % {"name": member.name}},
            )
            self.conditional[why] = (came, {Attendance.ABSENT.value})
        self.wire()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        marks = {
            m.pk: (values.get(f"came_{m.pk}", ""), values.get(f"why_{m.pk}", ""))
            for m in self.members
        }
        return {"marks": marks}


class VoteForm(forms.Form):
    """The counts of one case. The key is made once for each form."""

    key = FormToken()
    version = WholeField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agree_count = WholeField(
        label=_("同意"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写同意票数")},
    )
    disagree_count = WholeField(
        label=_("不同意"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写不同意票数")},
    )
    defer_count = WholeField(
        label=_("缓议"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写缓议票数")},
    )
    opinion = forms.CharField(
        label=_("决定意见"),
        max_length=500,
        required=False,
        help_text=_("不填的，按表决结果写明"),
    )


class MemberRecusalForm(forms.Form):
    member = forms.ModelChoiceField(
        label=_("回避人"),
        queryset=MeetingMember.objects.none(),
        error_messages={"required": _("请选择回避人")},
    )
    reason = forms.CharField(
        label=_("回避事由"),
        help_text=_("夫妻、直系血亲、三代以内旁系血亲、近姻亲，或其他可能影响公正的关系"),
        max_length=200,
        error_messages={"required": _("请填写回避事由")},
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
