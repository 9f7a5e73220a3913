"""Forms of the account pages: shape only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from accounts.enums import COUNTY_ROLES, DUTIES, UNIT_ROLES, Role
from core.ui.forms import DateField
from units.models import Jurisdiction, Unit

_INPUT = {"class": "inp"}


class AccountForm(forms.Form):
    """A new account."""

    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{2,39}$",
        label=_("账号"),
        help_text=_("小写字母开头，3 至 40 个小写字母、数字或 . _ -；不含身份证号。"),
        widget=forms.TextInput({**_INPUT, "autocomplete": "off"}),
        error_messages={"invalid": _("请填写小写字母开头的 3 至 40 个字符。")},
    )
    name = forms.CharField(label=_("姓名"), max_length=40, widget=forms.TextInput(_INPUT))


class AnswerForm(forms.Form):
    """An opinion on a request."""

    answer = forms.CharField(label=_("意见"), max_length=200, widget=forms.TextInput(_INPUT))


class ReasonForm(forms.Form):
    """Why a grant shall be taken back."""

    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.TextInput(_INPUT))


class GrantForm(forms.Form):
    """A role for somebody, on the place that the role asks for."""

    role = forms.ChoiceField(label=_("角色"), choices=Role, widget=forms.Select(_INPUT))
    county = forms.CharField(
        label=_("行政区划代码"),
        help_text=_("组织部门的角色填县或市州的六位代码。"),
        required=False,
        widget=forms.TextInput({**_INPUT, "inputmode": "numeric"}),
    )
    unit = forms.CharField(
        label=_("单位名称"),
        help_text=_("单位的角色同时填所在县的代码和单位全称。"),
        required=False,
        widget=forms.TextInput(_INPUT),
    )
    with_below = forms.BooleanField(label=_("含下级单位"), required=False)
    from_on = DateField(
        label=_("起始"), help_text=_("不早于今天；到期未确认的，自确认之日起生效。")
    )
    until_on = DateField(label=_("终止"), required=False)
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.TextInput(_INPUT))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        role, code, name = values.get("role"), values.get("county"), values.get("unit")
        county = Jurisdiction.objects.filter(code=code).first() if code else None
        unit = Unit.objects.filter(county=county, name=name, until_on=None).first()
        if role in (*COUNTY_ROLES, *UNIT_ROLES) and county is None:
            self.add_error("county", _("请填写已登记的行政区划代码。"))
        if role in UNIT_ROLES and unit is None:
            self.add_error("unit", _("该县没有这个单位，请填写单位全称。"))
        begins, ends = values.get("from_on"), values.get("until_on")
        if begins and ends and ends < begins:
            self.add_error("until_on", _("终止日期不得早于起始日期。"))
        if role in DUTIES and ends:
            self.add_error("until_on", _("三员授权不设终止日期。"))
        values["county"] = county if role in COUNTY_ROLES else None
        values["unit"] = unit if role in UNIT_ROLES else None
        values["with_below"] = bool(values.get("with_below")) and role in UNIT_ROLES
        return values


class PasswordForm(forms.Form):
    """The password that somebody chooses at their one-time address."""

    password = forms.CharField(
        label=_("新密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({**_INPUT, "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输入一次"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({**_INPUT, "autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = _(
            "10 个字符以上，含大小写字母、数字、符号中的三类；不含姓名和账号。"
        )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("password") and values["password"] != values.get("again"):
            self.add_error("again", _("两次输入的密码不同。"))
        return {"password": values.get("password", "")}


class _Code:
    """The field for a code of six digits (or a recovery code of eight) in the house's look."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label = _("动态口令或备用码")
        field.max_length = 20
        field.widget = forms.TextInput(
            {**_INPUT, "autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 20}
        )


class ProveForm(_Code, AuthenticateForm):
    """The second factor at sign-in."""


class ProveAgainForm(_Code, ReauthenticateForm):
    """The second factor once more, before a sensitive act."""


class ActivateForm(_Code, ActivateTOTPForm):
    """The first code of a new authenticator."""


class _Ceremony:
    """What a browser says of a key is anything at all; nonsense is a wrong code, no failure."""

    def clean_credential(self) -> Any:
        with _nonsense_refused():
            inherited = getattr(super(), "clean_credential", None)
            return inherited() if inherited else self.cleaned_data["credential"]  # type: ignore[attr-defined]

    def clean(self) -> Any:
        with _nonsense_refused():
            return super().clean()  # type: ignore[misc]


@contextmanager
def _nonsense_refused() -> Iterator[None]:
    try:
        yield
    except (LookupError, AttributeError, TypeError, ValueError, InvalidSignature) as error:
        raise forms.ValidationError(_("安全密钥的回答无效，请重试。")) from error


class ProveKeyForm(_Ceremony, AuthenticateWebAuthnForm):
    """A security key at sign-in."""


class ProveKeyAgainForm(_Ceremony, ReauthenticateWebAuthnForm):
    """A security key once more."""


class KeyForm(_Ceremony, AddWebAuthnForm):
    """A new security key and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("名称"), max_length=40, required=False, widget=forms.TextInput(_INPUT)
        )
