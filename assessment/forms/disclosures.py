"""Forms of a disclosure: proposal, impact, approval, consent on paper, take-down, correction."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import Audience, Footing, ImpactVerdict
from assessment.models.disclosures import LONGEST
from assessment.regulations.disclosures import DAYS
from assessment.services.disclosures import Impact, Plan
from core.ui.forms import (
    Checks,
    DateField,
    FileInput,
    Inp,
    QuickTextarea,
    RadioCards,
    RadioPair,
    WholeField,
)
from evidence.views.pages import content_of

_WHOM = {
    Audience.UNIT: _("本单位人员登录可见"),
    Audience.INTRANET: _("本县人员登录可见，须先做影响评估"),
    Audience.PUBLIC: _("不登录也可见，须先做影响评估；一般只公布统计数"),
}


class _People(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row: Any) -> str:
        outcome = getattr(row, "outcome", None)
        told = [row.cadre.name, row.unit_then, outcome.get_kind_display() if outcome else ""]
        return "　".join(part for part in told if part)


class ProposeForm(Inp, forms.Form):
    """Whom, to whom, on what footing, what for, from when, how long."""

    cases = _People(
        label=_("公示哪些人"),
        queryset=None,
        widget=Checks(),
        help_text=_("只列决定已经送达的，最近五十件"),
        error_messages={"required": _("请选择人员")},
    )
    audience = forms.ChoiceField(
        label=_("公示范围"),
        choices=Audience,
        initial=Audience.UNIT,
        widget=RadioCards(hints=_WHOM),
        error_messages={"required": _("请选择公示范围")},
    )
    footing = forms.ChoiceField(
        label=_("依据"),
        choices=Footing,
        initial=Footing.CONSENT,
        widget=RadioCards(hints={Footing.CONSENT: _("逐人答复，可以随时撤回")}),
        error_messages={"required": _("请选择依据")},
    )
    basis = forms.CharField(
        label=_("法律依据"),
        max_length=300,
        help_text=_("法律、行政法规的名称和条款；内部文件不能作为依据"),
        error_messages={"required": _("请写明法律依据")},
    )
    grounds_clause = forms.CharField(
        label=_("要求写明召回情形的条款"),
        max_length=200,
        required=False,
        help_text=_("没有这样的条款就空着，情形不公示"),
    )
    purpose = forms.CharField(
        label=_("公示目的"),
        max_length=300,
        widget=QuickTextarea(),
        error_messages={"required": _("请写明公示目的")},
    )
    wished_on = DateField(label=_("拟公示日期"), error_messages={"required": _("请填写日期")})
    days = WholeField(
        label=_("公示天数（工作日）"),
        min_value=1,
        max_value=LONGEST,
        initial=DAYS,
        help_text=_("起始日不计；到期自动撤下"),
        error_messages={"required": _("请填写天数")},
    )
    conditional = {"basis": ("footing", {"LAW"})}

    def __init__(self, *args: Any, cases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = cases  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Answer cases and plan, once every field is right."""
        values = super().clean() or {}
        if self.errors:
            return values
        return {"cases": list(values.pop("cases")), "plan": Plan(**values)}


class ImpactForm(forms.Form):
    """The three questions of the law, and what they come to."""

    need = forms.CharField(
        label=_("目的和方式是否合法、正当、必要"),
        max_length=600,
        widget=QuickTextarea(),
        help_text=_("为什么非公示姓名不可，范围和时间是否最小"),
        error_messages={"required": _("请填写")},
    )
    risk = forms.CharField(
        label=_("对个人权益的影响和安全风险"),
        max_length=600,
        widget=QuickTextarea(),
        help_text=_("名誉、家人、被转发和被检索的风险"),
        error_messages={"required": _("请填写")},
    )
    safeguards = forms.CharField(
        label=_("保护措施是否合法、有效、与风险相适应"),
        max_length=600,
        widget=QuickTextarea(),
        error_messages={"required": _("请填写")},
    )
    verdict = forms.ChoiceField(
        label=_("评估结论"),
        choices=ImpactVerdict,
        widget=RadioPair(),
        error_messages={"required": _("请选择结论")},
    )

    def clean(self) -> dict[str, Any]:
        """Answer the assessment as one value, once every field is right."""
        values = super().clean() or {}
        return values if self.errors else {"impact": Impact(**values)}


class DecideForm(forms.Form):
    """The second person's word."""

    is_approved = forms.ChoiceField(
        label=_("审批"),
        choices=[("yes", _("同意公示")), ("no", _("不同意"))],
        widget=RadioPair(),
        error_messages={"required": _("请选择")},
    )
    opinion = forms.CharField(
        label=_("审批意见"),
        max_length=300,
        required=False,
        widget=QuickTextarea(),
        help_text=_("不同意的写明理由"),
    )

    def clean_is_approved(self) -> bool:
        return bool(self.cleaned_data["is_approved"] == "yes")


class PaperForm(forms.Form):
    """The form of consent that the person signed, scanned."""

    content = forms.FileField(
        label=_("单独同意书扫描件"),
        help_text=_("PDF、JPG 或 PNG，20 MB 以内；须写明范围、内容和时间"),
        allow_empty_file=True,
        widget=FileInput(accept=".pdf,.jpg,.jpeg,.png"),
        error_messages={"required": _("请选择文件")},
    )

    def clean_content(self) -> bytes:
        return content_of(self.cleaned_data["content"])


class ReasonForm(forms.Form):
    """Why the names come down before the day."""

    reason = forms.CharField(
        label=_("撤下理由"),
        max_length=300,
        widget=QuickTextarea(phrases=[_("姓名或者内容有误"), _("本人书面撤回同意")]),
        error_messages={"required": _("请写明理由")},
    )


class PlaceForm(forms.Form):
    """Where else the notice hangs."""

    title = forms.CharField(
        label=_("张贴或者发布的地方"),
        max_length=120,
        help_text=_("例如：一楼公示栏；公示期满须在那里撤除"),
        error_messages={"required": _("请填写地方")},
    )
    put_up_on = DateField(label=_("张贴日期"), error_messages={"required": _("请填写日期")})


class RemoveForm(forms.Form):
    """When it came down there."""

    removed_on = DateField(label=_("撤除日期"), error_messages={"required": _("请填写日期")})


class CorrectForm(forms.Form):
    """How the name was corrected where it had been shown."""

    corrected_on = DateField(label=_("更正日期"), error_messages={"required": _("请填写日期")})
    correction = forms.CharField(
        label=_("更正情况"),
        max_length=300,
        widget=QuickTextarea(),
        help_text=_("在原公示范围内怎样书面更正，经本人同意的措辞"),
        error_messages={"required": _("请填写更正情况")},
    )


class NoticeForm(forms.Form):
    """Which of the two buttons was pressed."""

    without_seal = forms.BooleanField(label=_("不盖章"), required=False)
