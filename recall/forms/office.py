"""Forms of the department: verification, record of hearing, recusal, decision, serving."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.ui.forms import Checks, DateField, Inp, QuickTextarea, RadioCards, WholeField
from core.ui.pickers import PickField
from recall.enums import Conclusion, FindingResult, ServiceManner
from recall.forms import exemptions

REMARKS = {
    "remark_person": _("人选信息"),
    "remark_facts": _("事实"),
    "remark_evidence": _("证明材料"),
    "remark_opinion": _("单位意见"),
}


class VerifyForm(Inp, forms.Form):
    """Findings fact by fact, then the conclusion; cleaned to the service's arguments."""

    version = WholeField(widget=forms.HiddenInput)
    conclusion = forms.ChoiceField(
        label=_("核实结论"),
        choices=Conclusion,
        widget=RadioCards(
            hints={
                Conclusion.MATCHED: _("转入听取本人陈述申辩"),
                Conclusion.NOT_MATCHED: _("本次提名终止，不影响本人"),
                Conclusion.SENT_BACK: _("单位补正后可再次报送"),
            }
        ),
        error_messages={"required": _("请选择核实结论")},
    )
    opinion = forms.CharField(
        label=_("核实意见"),
        max_length=500,
        widget=QuickTextarea(
            attrs={"maxlength": 500},
            phrases=[_("经谈话、查阅资料，情况属实"), _("证据不足，不予认定")],
        ),
        error_messages={"required": _("请填写核实意见")},
    )

    def __init__(self, *args: Any, facts: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        for number, fact in enumerate(facts, start=1):
            self.fields[f"result_{fact.pk}"] = forms.ChoiceField(
                label=_("事实 %(n)s 的认定") % {"n": number},
                choices=FindingResult,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"note_{fact.pk}"] = forms.CharField(
                label=_("事实 %(n)s 的认定依据") % {"n": number}, max_length=300, required=False
            )
            self.fields[f"result_{fact.pk}"].conditional = True  # type: ignore[attr-defined]
        self.fields.update(exemptions.fields())
        for name, label in REMARKS.items():
            self.fields[name] = forms.CharField(
                label=_("补正说明：%(field)s") % {"field": label}, max_length=200, required=False
            )

    def fact_rows(self) -> list[dict[str, Any]]:
        """Answer each fact with its two bound fields, for the page."""
        return [
            {"fact": f, "result": self[f"result_{f.pk}"], "note": self[f"note_{f.pk}"]}
            for f in self.facts
        ]

    def exemption_rows(self) -> list[dict[str, Any]]:
        return exemptions.rows(self)

    def remark_rows(self) -> list[Any]:
        return [self[name] for name in REMARKS]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        conclusion = values.get("conclusion", "")
        if conclusion and conclusion != Conclusion.SENT_BACK:
            for number, fact in enumerate(self.facts, start=1):
                if not values.get(f"result_{fact.pk}"):
                    self.add_error(f"result_{fact.pk}", _("请认定事实 %(n)s") % {"n": number})
            exemptions.demand(self, values)
        return {
            "version": values.get("version"),
            "conclusion": conclusion,
            "opinion": values.get("opinion", ""),
            "exemption": exemptions.given(values),
            "despite": values.get("despite", ""),
            "remarks": {name: values.get(name, "") for name in REMARKS},
            "findings": {
                fact.pk: (values[f"result_{fact.pk}"], values.get(f"note_{fact.pk}", ""))
                for fact in self.facts
                if values.get(f"result_{fact.pk}")
            },
        }


class NoteForm(forms.Form):
    """A short record: of a talk in which no reply was wished, or of a lapsed term."""

    text = forms.CharField(
        label=_("谈话或告知情况"),
        help_text=_("何时何地由谁告知，本人如何表示"),
        max_length=500,
        widget=QuickTextarea(attrs={"maxlength": 500}),
        error_messages={"required": _("请写明谈话或告知情况")},
    )


class RecusalForm(forms.Form):
    user = PickField(
        label=_("回避人"),
        error_messages={"required": _("请选择回避人")},
    )
    reason = forms.CharField(
        label=_("回避事由"),
        help_text=_("夫妻、直系血亲、三代以内旁系血亲、近姻亲，或其他可能影响公正的关系"),
        max_length=200,
        error_messages={"required": _("请填写回避事由")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """A meeting's decision on one nomination; `version` and `content_hash` (hex): what was read."""

    version = WholeField(widget=forms.HiddenInput)
    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    meeting = forms.CharField(
        label=_("会议名称"),
        max_length=80,
        help_text=_("例如：县委组织部部务会"),
        error_messages={"required": _("请填写会议名称")},
    )
    held_on = DateField(label=_("会议日期"), error_messages={"required": _("请填写会议日期")})
    due_count = WholeField(
        label=_("应到人数"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写应到人数")},
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
    agree_count = WholeField(
        label=_("同意召回票数"),
        min_value=0,
        max_value=99,
        error_messages={"required": _("请填写同意票数")},
    )
    disagree_count = WholeField(label=_("不同意票数"), min_value=0, max_value=99, initial=0)
    defer_count = WholeField(label=_("缓议票数"), min_value=0, max_value=99, initial=0)
    is_approved = forms.TypedChoiceField(
        label=_("决定"),
        choices=[("yes", _("决定召回")), ("no", _("决定不予召回"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=RadioCards(
            hints={
                "yes": _("立案并生成召回通知书"),
                "no": _("提名终止，不影响本人"),
            }
        ),
        error_messages={"required": _("请选择决定")},
    )
    opinion = forms.CharField(
        label=_("决定意见"),
        max_length=500,
        widget=QuickTextarea(attrs={"maxlength": 500}, phrases=[_("同意召回，按方案参加培训")]),
        error_messages={"required": _("请填写决定意见")},
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["members"]
        field.queryset, field.conditional = people, True

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["members"] = list(values.get("members") or [])
        words = values.get("others") or ""
        values["others"] = [name.strip() for name in re.split("[、，,]", words) if name.strip()]
        if not values["members"] and not values["others"]:
            self.add_error("members", _("请选择或填写到会人员"))
        return values


class ServeForm(forms.Form):
    """How the notice reached the person."""

    served_on = DateField(label=_("送达日期"), error_messages={"required": _("请填写送达日期")})
    manner = forms.ChoiceField(
        label=_("送达方式"),
        choices=ServiceManner,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择送达方式")},
    )
    received_by = forms.CharField(
        label=_("签收人"), max_length=40, required=False, help_text=_("拒签的留空，并在备注写明")
    )
    note = forms.CharField(label=_("备注（拒签理由、见证人）"), max_length=200, required=False)


class RevokeForm(forms.Form):
    opinion = forms.CharField(
        label=_("撤销理由"),
        max_length=300,
        widget=QuickTextarea(attrs={"maxlength": 300}),
        error_messages={"required": _("请写明撤销理由")},
    )


class LeaveForm(forms.Form):
    opinion = forms.CharField(
        label=_("离任情况和依据"),
        max_length=300,
        widget=QuickTextarea(attrs={"maxlength": 300}),
        error_messages={"required": _("请写明离任情况和依据")},
    )


class AdmitForm(forms.Form):
    """Why a late report is let in."""

    why = forms.CharField(
        label=_("准予受理的理由"),
        max_length=200,
        widget=QuickTextarea(attrs={"maxlength": 200}),
        error_messages={"required": _("请写明准予受理的理由")},
    )


class WordsForm(forms.Form):
    """The search by name. It is posted: a name must stand in no address."""

    q = forms.CharField(
        label=_("姓名或单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "data-search": "", "autocomplete": "off"}),
    )


class NominationFilter(forms.Form):
    """Filters over the nomination list."""

    campaign = forms.ModelChoiceField(
        label=_("批次"), queryset=None, required=False, empty_label=_("全部批次")
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]
