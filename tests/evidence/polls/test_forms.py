"""What the forms of polls read and what they refuse."""

from types import SimpleNamespace

import pytest
from django.forms import ValidationError

from evidence.forms import polls as forms
from evidence.models import PollGroup
from schemes.models import Ground
from units.models import Unit


@pytest.mark.parametrize("blank", [" ", "　", "\t", "   "])
def test_a_line_is_read_whichever_blank_stands_in_it(blank):
    assert forms.pairs(f"分管领导{blank}40\n  \n同事{blank}60") == [("分管领导", 40), ("同事", 60)]


@pytest.mark.parametrize("line", ["同事", "30", "同事30"])
def test_a_line_without_name_or_number_is_refused(line):
    with pytest.raises(ValidationError):
        forms.pairs(line)


def errors(form, name):
    form.is_valid()
    return [str(error) for error in form.errors.get(name, [])]


def test_two_grades_of_one_name_are_refused(db):
    told = {"places": {}, "grounds": Ground.objects.none()}
    form = forms.PlanForm({"options": "好 100\n好 60"}, **told)

    assert errors(form, "options") == ["等次名称不能重复"]


def test_a_name_that_stands_twice_is_asked_about_and_not_dropped(db):
    poll = SimpleNamespace(groups=PollGroup.objects)
    told = {"poll": poll, "units": Unit.objects.none()}
    twice = forms.VotersForm({"names": "王芳\n李强\n王芳"}, **told)
    once = forms.VotersForm({"names": "王芳（城关镇）\n\n王芳（饶峰镇）"}, **told)

    assert "“王芳”写了不止一次" in errors(twice, "names")[0]
    assert errors(once, "names") == []
    assert once.cleaned_data["names"] == ["王芳（城关镇）", "王芳（饶峰镇）"]
