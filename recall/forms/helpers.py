"""Forms of lending a helper the view of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.ui.forms import QuickTextarea, WholeField
from recall.models.helpers import LONGEST_DAYS


class AskForm(forms.Form):
    """For whom, why, for how many days, and by which law the person is not told."""

    helper = forms.CharField(
        label=_("协办人账号"), max_length=40, help_text=_("登录用的账号，不是姓名；请先向本人核对")
    )
    reason = forms.CharField(
        label=_("协办事由"),
        max_length=300,
        widget=QuickTextarea(),
        help_text=_("请谁帮什么忙、为什么必须看这件案件"),
    )
    days = WholeField(
        label=_("查阅天数"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=3,
        help_text=_("自批准时起算，到时自动关闭"),
    )
    withheld_basis = forms.CharField(
        label=_("不告知本人的法律依据"),
        max_length=200,
        required=False,
        help_text=_("一般不填：开通时告知本人。法律、行政法规要求保密的，写明条款"),
    )

    def clean_helper(self) -> Any:
        """Answer the account; that it may help is the service's to say."""
        found = User.objects.filter(username=self.cleaned_data["helper"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有这个账号。"))
        return found


class RefuseForm(forms.Form):
    """Why a helper gets no view."""

    reason = forms.CharField(label=_("不批准的理由"), max_length=200, widget=QuickTextarea())
