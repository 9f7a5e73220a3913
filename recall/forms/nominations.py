"""Forms of the unit, and the reply of the person concerned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import (
    DateField,
    FileInput,
    FormToken,
    QuickTextarea,
    RadioCards,
    WholeField,
)
from core.ui.merging import Merging
from evidence.enums import LABELS
from recall.enums import FlagKind
from recall.enums.particulars import EvidenceKind
from schemes.models import Ground
from schemes.queries import guide


class StartForm(forms.Form):
    """Which person; the list the browser sent is never trusted, the service looks again."""

    pk = WholeField(
        error_messages={"required": _("请选择一名干部"), "invalid": _("请选择一名干部")}
    )
    token = FormToken()


class FactForm(Merging, forms.Form):
    """One fact under one ground, with a first file at once."""

    token = FormToken()

    ground = forms.ModelChoiceField(
        label=_("召回情形"),
        queryset=Ground.objects.none(),
        empty_label=None,
        widget=RadioCards(),
        error_messages={"required": _("请选择召回情形")},
    )
    happened_on = DateField(
        label=_("发生日期"),
        help_text=_("时间跨度较长的，填最后一次发生的日期"),
        error_messages={"required": _("请填写发生日期")},
    )
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    text = forms.CharField(
        label=_("事实经过"),
        help_text=_(
            "只写事实：做了什么或没做什么、造成什么后果。不写评价性的话，不写与事实无关的个人信息。"
        ),
        widget=QuickTextarea(attrs={"maxlength": 1000, "rows": 6}),
        max_length=1000,
        error_messages={"required": _("请写明事实经过")},
    )
    file = forms.FileField(
        label=_("证明材料"),
        help_text=_("PDF、JPG 或 PNG，20 MB 以内；可以稍后再传"),
        required=False,
        allow_empty_file=True,
        widget=FileInput(accept=".pdf,.jpg,.jpeg,.png"),
    )

    def __init__(self, *args: Any, nomination: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clauses = {
            clause.ground_id: clause
            for clause in guide.open_to(
                nomination.campaign.scheme_version,
                is_leading=nomination.is_leading,
                staff_kind=nomination.staff_kind,
            )
        }
        field: Any = self.fields["ground"]
        field.queryset = Ground.objects.filter(pk__in=clauses).order_by("position", "pk")
        field.label_from_instance = lambda ground: f"{ground.code}　{clauses[ground.pk].label}"
        field.widget.hints = {str(pk): _hint(clause) for pk, clause in clauses.items()}


def _hint(clause: Any) -> str:
    """Answer what a clause means and where it comes from."""
    ground = clause.ground
    told = [
        clause.text,
        _("出处：%(provenance)s") % {"provenance": clause.get_provenance_display()},
    ]
    source = _("（%(source)s）") % {"source": ground.source_label} if ground.source_label else ""
    return "　".join(str(part) for part in told if part) + source


class FileForm(forms.Form):
    """One more file for a fact."""

    file = forms.FileField(
        label=_("证明材料"),
        help_text=_("%(kinds)s，20 MB 以内") % {"kinds": LABELS},
        allow_empty_file=True,
        widget=FileInput(accept=".pdf,.jpg,.jpeg,.png"),
        error_messages={"required": _("请选择文件")},
    )
    kind = forms.ChoiceField(
        label=_("材料种类"),
        choices=EvidenceKind,
        initial=EvidenceKind.DOCUMENT,
        required=False,
        help_text=_("证人材料须遮盖能认出证人的内容后才能告知本人"),
    )
    source = forms.CharField(
        label=_("来源"), max_length=80, required=False, help_text=_("例如：镇值班室、县信访局转办")
    )
    taken_by = forms.CharField(label=_("取证人"), max_length=40, required=False)
    taken_on = DateField(label=_("取得日期"), required=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or EvidenceKind.DOCUMENT


class UnitOpinionForm(Merging, forms.Form):
    """The collective opinion of the unit's leading group."""

    held_on = DateField(label=_("会议日期"), error_messages={"required": _("请填写会议日期")})
    due_count = WholeField(
        label=_("应到人数"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写应到人数")},
    )
    present_count = WholeField(
        label=_("实到人数"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写实到人数")},
    )
    agree_count = WholeField(
        label=_("同意票数"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写同意票数")},
    )
    text = forms.CharField(
        label=_("集体研究意见"),
        max_length=500,
        widget=QuickTextarea(
            attrs={"maxlength": 500},
            phrases=[_("经集体研究，同意推荐召回"), _("已事先提醒本人，未见改进")],
        ),
        error_messages={"required": _("请填写集体研究意见")},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        due, present = values.get("due_count"), values.get("present_count")
        agree = values.get("agree_count")
        if due is not None and present is not None and present > due:
            self.add_error("present_count", _("实到人数不能多于应到人数"))
        if present is not None and agree is not None and agree > present:
            self.add_error("agree_count", _("同意票数不能多于实到人数"))
        return values


class SubmitForm(forms.Form):
    """The head's last look; past the window a reason is asked for, after remarks their answers.

    :param asked: (part, label, remark) of what the department sent back
    """

    late_reason = forms.CharField(
        label=_("逾期原因"),
        max_length=200,
        error_messages={"required": _("本轮推荐已截止，请写明逾期原因")},
    )

    def __init__(
        self, *args: Any, is_late: bool, asked: list[tuple[str, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["late_reason"]
        self.parts = list(dict.fromkeys(part for part, _label, _text in asked))
        for part in self.parts:
            said = [(label, text) for one, label, text in asked if one == part]
            self.fields[f"answer_{part}"] = forms.CharField(
                label=_("答复退回说明：%(field)s") % {"field": said[0][0]},
                help_text=_("；").join(text for _label, text in said),
                max_length=200,
                required=False,
                widget=QuickTextarea(attrs={"maxlength": 200}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        answers = {part: values.pop(f"answer_{part}", "") for part in self.parts}
        return values | {"answers": answers}


class FlagForm(forms.Form):
    """Why the unit nominates in spite of one flag of the comparison."""

    flag = forms.ChoiceField(choices=FlagKind, widget=forms.HiddenInput)
    measure = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("仍然提名的理由"),
        help_text=_("不少于 10 个字；理由随提名留存，核实人、决定人和本人都会看到。"),
        max_length=300,
        widget=QuickTextarea(attrs={"maxlength": 300}),
        error_messages={"required": _("请写明理由")},
    )


class WithdrawForm(forms.Form):
    opinion = forms.CharField(
        label=_("撤回原因"), max_length=200, error_messages={"required": _("请填写撤回原因")}
    )


class ZeroReportForm(forms.Form):
    """The unit nominates nobody in this round."""

    reason = forms.CharField(
        label=_("零报告理由"),
        help_text=_("说明如何排查、依据哪些考核结果。零报告是允许的，理由会列入全县汇总。"),
        max_length=500,
        widget=QuickTextarea(attrs={"maxlength": 500}),
        error_messages={"required": _("请写明零报告理由")},
    )


class ReplyForm(forms.Form):
    """The person's own statement."""

    text = forms.CharField(
        label=_("您的陈述和申辩"),
        help_text=_("可以逐条说明，也可以说明客观原因、补救情况。提交后不能修改。"),
        max_length=3000,
        widget=QuickTextarea(attrs={"maxlength": 3000, "rows": 8}),
        error_messages={"required": _("请写下您的陈述；如不申辩，请用下方“不申辩”")},
    )


class WaiveForm(forms.Form):
    """No reply is wished; the tick keeps a slip of the thumb from ending the term."""

    is_sure = forms.BooleanField(
        label=_("我已看过以上事实，表示不申辩"),
        error_messages={"required": _("请先勾选确认")},
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {}
