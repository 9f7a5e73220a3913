"""Shape of what a decider enters for a report that goes up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.documents.heads import Urgency
from core.ui.forms import FormToken, QuickTextarea, RadioCards, WholeField


class SubmissionForm(forms.Form):
    """What stands on a report beside its text: to whom, with whom, how urgent, which copy."""

    addressee = forms.CharField(
        label=_("主送"), max_length=60, widget=forms.TextInput(attrs={"class": "inp"})
    )
    partners = forms.CharField(
        label=_("联合发文机关和签发人"),
        required=False,
        max_length=400,
        widget=QuickTextarea(),
        help_text=_("每行一个，写“机关名称：签发人”；须已由该机关负责人签发。单独发文不填。"),
    )
    urgency = forms.ChoiceField(
        label=_("紧急程度"),
        required=False,
        choices=[("", _("不标注")), *Urgency.choices],
        widget=RadioCards(),
    )
    copy_number = WholeField(
        label=_("份号"), required=False, help_text=_("印作6位数字；不编份号的不填。")
    )
    contact = forms.CharField(
        label=_("联系人和电话"),
        required=False,
        max_length=60,
        help_text=_("印在日期下方的括号内。"),
        widget=forms.TextInput(attrs={"class": "inp"}),
    )
    token = FormToken()

    def __init__(self, *args: Any, addressee: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].initial = addressee

    def clean_partners(self) -> list[tuple[str, str]]:
        """Answer each further issuer with who signed for it."""
        lines = [line.strip() for line in self.cleaned_data["partners"].splitlines()]
        told = [line.replace(":", "：").partition("：") for line in lines if line]
        return [(name.strip(), signer.strip()) for name, _sign, signer in told]
