"""Shape of what the pages of keeping ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import QuickTextarea, RadioPair, WholeField

_WHY = {"required": _("请写明理由")}


class TermForm(forms.Form):
    """How many years, and why."""

    years = WholeField(
        label=_("保管期限（年）"),
        min_value=1,
        max_value=99,
        error_messages={"required": _("请填写年数")},
    )
    reason = forms.CharField(
        label=_("理由和依据"), max_length=300, widget=QuickTextarea(), error_messages=_WHY
    )


class HoldForm(forms.Form):
    """On whose order something is held, and why."""

    reference = forms.CharField(
        label=_("保全文书文号"), max_length=60, error_messages={"required": _("请填写文号")}
    )
    reason = forms.CharField(
        label=_("保全理由"),
        max_length=300,
        widget=QuickTextarea(phrases=[_("纪检监察机关审查需要"), _("诉讼、仲裁需要")]),
        error_messages=_WHY,
    )


class ReasonForm(forms.Form):
    """Why a hold is lifted or a line is struck."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, widget=QuickTextarea(), error_messages=_WHY
    )


class ReviewForm(forms.Form):
    """What the first hand says of a list; volumes are handed over before their papers go."""

    opinion = forms.CharField(
        label=_("审核意见"), max_length=300, widget=QuickTextarea(phrases=[_("逐件核对，均已到期")])
    )


class ReviewCasesForm(ReviewForm):
    handed_over = forms.CharField(
        label=_("移交档案馆的文号"),
        max_length=80,
        help_text=_("案卷先移交档案馆，清单页可下载移交目录；销毁后系统内不再有案卷。"),
        error_messages={"required": _("请填写移交文号")},
    )


class DecideForm(forms.Form):
    """The second hand's word."""

    is_approved = forms.ChoiceField(
        label=_("批准意见"),
        choices=[("yes", _("批准销毁")), ("no", _("不批准"))],
        widget=RadioPair(),
        error_messages={"required": _("请选择批准意见")},
    )
    decision = forms.CharField(
        label=_("说明"),
        max_length=300,
        required=False,
        widget=QuickTextarea(),
        help_text=_("不批准的写明理由"),
    )

    def clean_is_approved(self) -> bool:
        return bool(self.cleaned_data["is_approved"] == "yes")
