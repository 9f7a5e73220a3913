"""Forms of the interface's keys: shape only."""

from ipaddress import ip_network

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.enums import HookKind, KeyScope
from core.ui.forms import Checks, WholeField
from units.models import Jurisdiction

_INPUT = {"class": "inp"}
_NUMBER = {**_INPUT, "inputmode": "numeric"}


def _days(initial: int, longest: int, label: str) -> WholeField:
    return WholeField(
        label=label,
        min_value=1 if longest > 30 else 0,
        max_value=longest,
        initial=initial,
        widget=forms.TextInput(_NUMBER),
    )


class CountyForm(forms.Form):
    """Another system, and the county it has to do with."""

    title = forms.CharField(label=_("对方系统"), max_length=60, widget=forms.TextInput(_INPUT))
    county = forms.CharField(
        label=_("行政区划代码"),
        help_text=_("六位代码；密钥只能读取该县的记录。"),
        widget=forms.TextInput(_NUMBER),
    )

    def clean_county(self) -> Jurisdiction:
        county = Jurisdiction.objects.filter(code=self.cleaned_data["county"]).first()
        if county is None:
            raise forms.ValidationError(_("请填写已登记的行政区划代码。"))
        return county


class KeyForm(CountyForm):
    """A key for another system."""

    scopes = forms.MultipleChoiceField(label=_("范围"), choices=KeyScope, widget=Checks())
    basis = forms.CharField(
        label=_("共享依据"),
        help_text=_("文件名称和文号，或者会议决定。"),
        max_length=200,
        widget=forms.TextInput(_INPUT),
    )
    networks = forms.CharField(
        label=_("来源网段"),
        help_text=_("如 10.20.0.0/16，多个用空格分开；不填则不限。"),
        required=False,
        max_length=400,
        widget=forms.TextInput(_INPUT),
    )
    days = _days(180, 366, _("有效天数"))

    def clean_networks(self) -> list[str]:
        """Answer the networks, each as its shortest form."""
        try:
            return [str(ip_network(told)) for told in self.cleaned_data["networks"].split()]
        except ValueError:
            raise forms.ValidationError(_("请按 10.20.0.0/16 的样子填写网段。")) from None


class RenewForm(forms.Form):
    """The successor of a key."""

    days = _days(180, 366, _("有效天数"))
    overlap_days = _days(7, 30, _("新旧并用天数"))


class HookForm(CountyForm):
    """An address that is told what happened."""

    url = forms.CharField(
        label=_("通知地址"),
        help_text=_("https:// 开头，不带账号和查询串。"),
        max_length=200,
        widget=forms.TextInput({**_INPUT, "inputmode": "url"}),
    )
    kinds = forms.MultipleChoiceField(label=_("事件"), choices=HookKind, widget=Checks())
