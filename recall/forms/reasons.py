"""The form on the sheet of reasons."""

from django import forms

from core.ui.forms import WholeField


class ReadingForm(forms.Form):
    """Which edition the person had before them."""

    edition = WholeField(widget=forms.HiddenInput, min_value=1, max_value=2**15 - 1)
