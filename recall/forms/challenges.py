"""Forms of challenges to units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import QuickTextarea, WholeField
from recall.enums import ChallengeAnswer, ChallengeOrigin, ChallengeOutcome

_DAYS = {"min_value": 3, "max_value": 30, "initial": 5}


class ChallengeForm(forms.Form):
    """What a unit is asked, and by when it answers."""

    origin = forms.ChoiceField(
        label=_("来由"),
        choices=[
            (ChallengeOrigin.SIGNALS, ChallengeOrigin.SIGNALS.label),
            (ChallengeOrigin.OTHER, ChallengeOrigin.OTHER.label),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("质询内容"),
        max_length=300,
        widget=QuickTextarea(),
        help_text=_("写明与零报告不符的情况；不点名，人选由单位自己提出"),
    )
    days = WholeField(label=_("答复期限（工作日）"), **_DAYS)


class SampleForm(forms.Form):
    """How many units are drawn."""

    size = WholeField(label=_("抽取单位数"), min_value=1, max_value=999)
    days = WholeField(label=_("答复期限（工作日）"), **_DAYS)


class AnswerForm(forms.Form):
    """What the head answers for the unit."""

    answer = forms.ChoiceField(label=_("答复"), choices=ChallengeAnswer, widget=forms.RadioSelect)
    text = forms.CharField(label=_("答复说明"), max_length=500, widget=QuickTextarea())


class OutcomeForm(forms.Form):
    """How the department closes it."""

    outcome = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("结论理由"), max_length=300, widget=QuickTextarea())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = ChallengeOutcome.choices  # type: ignore[attr-defined]


class CloseMeasureForm(forms.Form):
    """What the unit did about a measure."""

    note = forms.CharField(label=_("整改情况"), max_length=300, widget=QuickTextarea())
