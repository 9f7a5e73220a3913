"""The select written in Python says what Django's templates say."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import strip_spaces_between_tags
from django.utils.safestring import mark_safe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.ui.forms import Renderer

TEXT = st.text(max_size=6) | st.sampled_from(["<b>\"&'", mark_safe("<i>"), "干部"])
OPTIONS = st.lists(st.tuples(TEXT, TEXT), max_size=4)
CHOICES = st.lists(st.tuples(TEXT, TEXT) | st.tuples(TEXT, OPTIONS), max_size=4)
ATTRS = st.dictionaries(st.sampled_from(["id", "required", "data-x"]), st.booleans() | TEXT)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(CHOICES, TEXT, ATTRS)
def test_select_is_as_django_writes_it(choices, value, attrs):
    widget = forms.Select(attrs, choices)
    ours = widget.render("own", value, renderer=Renderer())
    theirs = widget.render("own", value, renderer=TemplatesSetting())
    assert strip_spaces_between_tags(ours).strip() == strip_spaces_between_tags(theirs).strip()
