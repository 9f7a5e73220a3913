from django import forms


class NoFields(forms.Form):
    """An act that needs nothing but its button."""
