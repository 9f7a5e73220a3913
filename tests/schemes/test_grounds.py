import pytest
from django.utils import translation

from schemes import regulations
from schemes.enums import Provenance
from schemes.models import Ground, GroundSet
from schemes.queries import parameters, presets
from schemes.services.grounds import import_grounds

pytestmark = pytest.mark.django_db


def test_import_grounds_enters_every_shipped_list_and_again_changes_nothing():
    held = import_grounds()
    before = list(Ground.objects.order_by("pk").values())

    assert import_grounds() == held == Ground.objects.count()
    assert list(Ground.objects.order_by("pk").values()) == before


def test_import_grounds_shiquan_2018_has_thirteen_in_their_order():
    import_grounds()

    rows = Ground.objects.filter(set__code="shiquan_2018_13").order_by("position")

    assert [row.position for row in rows] == list(range(1, 14))


def test_import_grounds_gives_every_ground_a_known_provenance_and_both_languages():
    import_grounds()

    for row in Ground.objects.all():
        assert row.provenance in Provenance.values
        assert row.title
        assert row.title_en


def test_presets_rest_on_a_list_that_ships():
    import_grounds()

    codes = {preset["grounds"] for preset in presets.presets().values()}

    assert codes <= set(GroundSet.objects.values_list("code", flat=True))


@pytest.mark.parametrize("code", presets.presets())
def test_presets_keep_the_rules_on_parameters_and_name_known_ones_only(code):
    own = presets.preset(code)["parameters"]

    given = parameters.whole(own)

    assert set(own) <= set(parameters.BY_KEY)
    assert [rule.number for rule in regulations.ON_PARAMETERS if not rule.is_kept(given)] == []
    assert [given[key] for key in ("quota_on", "pay_on", "fee_on")] == [False] * 3
    bases = ("quota_basis", "pay_basis", "exposure_basis")  # what was done once is no basis today
    assert [given[key] for key in bases] == [""] * 3


def test_preset_unknown_code_is_refused():
    with pytest.raises(KeyError):
        presets.preset("nowhere")


def test_ground_label_follows_the_language_of_the_screen():
    row = Ground(code="SQ18-01", title="工作不在状态", title_en="Not in working condition")

    with translation.override("en"):
        english = row.label

    assert (row.label, english) == ("工作不在状态", "Not in working condition")
    assert str(GroundSet(title="清单")) == "清单"
