"""Forms of notes on a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.ui.forms import Checks, QuickTextarea, RadioCards
from recall.enums.notes import NoteLevel
from recall.regulations.notes import LONGEST


class NoteForm(forms.Form):
    """A note: who reads it, its words, and which colleagues it calls upon."""

    level = forms.ChoiceField(
        label=_("谁能看"),
        choices=NoteLevel,
        widget=RadioCards(
            hints={
                NoteLevel.OFFICE: _("本县管理员、核实人、决定人、班主任"),
                NoteLevel.UNIT: _("另加案件所在单位的经办人和主要负责人"),
                NoteLevel.PERSON: _("另加本人：显示在本人页面，并进入本人信息副本"),
            }
        ),
        error_messages={"required": _("请选择谁能看")},
    )
    text = forms.CharField(
        label=_("备注"),
        max_length=LONGEST,
        widget=QuickTextarea(),
        help_text=_("写事实和要办的事；15 分钟内可以修改，以后只能划去"),
        error_messages={"required": _("请填写备注")},
    )
    mentions = forms.ModelMultipleChoiceField(
        label=_("提醒同事"),
        queryset=User.objects.none(),
        required=False,
        widget=Checks(),
        help_text=_("各收到一条消息；看不到这一级备注的不能提醒"),
    )

    def __init__(self, *args: Any, people: Any, levels: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: Any = self.fields
        told["mentions"].queryset = people
        told["level"].choices = levels
        if len(levels) == 1:
            told["level"].initial, told["level"].widget = levels[0][0], forms.HiddenInput()


class EditForm(forms.Form):
    """The mended words of a note."""

    text = forms.CharField(label=_("备注"), max_length=LONGEST, widget=QuickTextarea())


class StrikeForm(forms.Form):
    """Why a note is struck through."""

    reason = forms.CharField(label=_("划去理由"), max_length=200, widget=QuickTextarea())
