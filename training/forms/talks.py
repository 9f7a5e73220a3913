"""Forms of heart-to-heart talks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import DateField, RadioCards
from training.enums import TalkKind
from training.forms.practice import line, text


class TalkForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("谈话类别"),
        choices=TalkKind,
        widget=RadioCards,
        error_messages={"required": _("请选择谈话类别")},
    )
    on = DateField(label=_("谈话日期"), error_messages={"required": _("请填写谈话日期")})
    summary = text(
        _("谈话要点"),
        missing=_("请写明谈话要点"),
        most=1000,
        help_text=_("谈了什么、本人怎么想、有什么困难；本人看得到，不写病名和家人隐私"),
    )
    follow_up = line(
        _("后续跟进"), missing="", required=False, help_text=_("例如：联系村里安排住宿；没有可不填")
    )
    follow_up_on = DateField(label=_("跟进日期"), required=False)


class AcknowledgeForm(forms.Form):
    own_words = text(
        _("本人意见"),
        missing="",
        most=300,
        required=False,
        help_text=_("记录不全、不准的，或者还有话要说的，写在这里；没有可不填"),
    )
