"""Forms of invitations by link and code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _name(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "inp", "maxlength": 40, "autocomplete": "off"}),
        **more,
    )


def guest_mentor() -> forms.CharField:
    """Answer the field for a mentor who has no account."""
    return _name(
        _("带教人没有账号的，填姓名"),
        required=False,
        help_text=_("保存后在“邀请”里给他发邀请条，扫码加登录码就能填月评"),
    )


def one_mentor(form: Any, told: dict[str, Any]) -> dict[str, Any]:
    """Take the one mentor out of the two fields: an account picked, or a name written."""
    picked, name = told.get("mentor"), told.pop("mentor_name", "")
    if "mentor" in form.errors or "mentor_name" in form.errors:
        return told
    if picked and name:
        form.add_error("mentor_name", _("已经选了带教人，姓名请不要再填"))
    if not picked and not name:
        form.add_error("mentor", _("请选择带教人，或填写没有账号的带教人姓名"))
    told["mentor"] = picked or name
    return told


class _Together(forms.Form):
    """How the code reaches the person: apart from the slip, unless both are handed over."""

    together = forms.BooleanField(
        label=_("登录码印在邀请条上"),
        required=False,
        help_text=_("当面把邀请条交给本人时才选；邀请条托人转交的不选，登录码另打电话告诉本人"),
    )


class HostGuestForm(_Together):
    name = _name(
        _("接收单位联系人姓名"),
        error_messages={"required": _("请填写姓名")},
    )
    field_order = ["name", "together"]


class TeacherGuestForm(_Together):
    teacher = forms.ModelChoiceField(
        label=_("授课教师"),
        queryset=None,
        empty_label=_("请选择"),
        error_messages={"required": _("请选择授课教师")},
    )
    field_order = ["teacher", "together"]

    def __init__(self, *args: Any, teachers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = teachers  # type: ignore[attr-defined]


class SlipForm(_Together):
    """A new slip for somebody invited before."""


class CodeForm(forms.Form):
    """What the invited person types on the phone."""

    code = forms.CharField(
        label=_("登录码"),
        max_length=20,
        help_text=_("8 位数字，发邀请条的人会告诉您"),
        widget=forms.TextInput(
            attrs={
                "class": "inp inp--code num",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": 20,
            }
        ),
        error_messages={"required": _("请填写登录码")},
    )
