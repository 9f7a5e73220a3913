"""Forms of the referral to discipline inspection and of its answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.enums import Approver, ReferralAnswer
from assessment.queries.gate import Ruling, spoken
from core.ui.forms import Checks, RadioCards


class ReferForm(forms.Form):
    """Why the case is referred; `ruling` is the gate's on the referral of this person."""

    reason = forms.CharField(
        label=_("移送事由"),
        max_length=1000,
        help_text=_("写明发现的问题线索；本人和所在单位看不到"),
        widget=forms.Textarea(attrs={"maxlength": 1000, "rows": 5}),
        error_messages={"required": _("请填写移送事由")},
    )
    approver = forms.ChoiceField(
        label=_("批准机关"),
        choices=Approver.choices[1:],
        initial=Approver.DEPARTMENT,
        error_messages={"required": _("请选择批准机关")},
    )

    def __init__(self, *args: Any, ruling: Ruling, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conditions"] = forms.MultipleChoiceField(
            label=_("逐项核对后勾选"),
            choices=[(one.code, spoken(one.sentence)) for one in ruling.conditions],
            widget=Checks(),
            required=False,
        )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("答复"),
        choices=ReferralAnswer,
        widget=RadioCards(
            hints={
                ReferralAnswer.BACK: _("案件恢复办理，由组织部门继续考核和决定结果"),
                ReferralAnswer.TAKEN: _("案件恢复办理，结果可以决定为移送纪检监察"),
            }
        ),
        error_messages={"required": _("请选择答复")},
    )
    opinion = forms.CharField(
        label=_("答复意见"),
        max_length=1000,
        widget=forms.Textarea(attrs={"maxlength": 1000, "rows": 5}),
        error_messages={"required": _("请填写答复意见")},
    )
