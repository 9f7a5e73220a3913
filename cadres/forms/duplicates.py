"""What a merger asks: which of the two files is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cadres.models import Pair


class MergeForm(forms.Form):
    keep = forms.TypedChoiceField(label=_("保留哪一份"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (pair.first_id, _("第一份")),
            (pair.second_id, _("第二份")),
        ]


class SettleForm(forms.Form):
    """Nothing is asked: the act says it all."""

    def __init__(self, *args: Any, pair: Pair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
