"""What places did is data beside the code: read once, and its grounds are in the lists."""

import pytest

from evidence.enums import ComplaintKind, LineMeasure
from evidence.queries import presets
from schemes.services import grounds
from tests.factories.schemes import GroundFactory

pytestmark = pytest.mark.django_db


def test_presets_are_read_once_and_copied_for_whoever_asks():
    grounds.import_grounds()
    first, second = presets.cited("checklists"), presets.cited("checklists")

    assert presets.rows("checklists") is presets.rows("checklists")
    first[0]["title"] = "改过的"
    assert second[0]["title"] == presets.rows("checklists")[0]["title"] == "走读"


def test_presets_cite_grounds_of_the_lists_that_ship():
    grounds.import_grounds()

    lines, items = presets.cited("complaints"), presets.cited("checklists")

    assert [(row["kind"], row["percent"], row["ground"].code) for row in lines] == [
        (ComplaintKind.FAVOUR, 30, "XR12-06"),
        (ComplaintKind.SILENCE, 50, "XR12-07"),
    ]
    assert {row["measure"] for row in lines} <= set(LineMeasure)
    assert [row["title"] for row in items if row["provenance"] == "seed"] == ["走读", "吃空饷"]
    assert len(items) == 6


def test_a_row_whose_ground_is_not_on_file_is_left_out():
    GroundFactory(code="XR12-07")

    assert [row["kind"] for row in presets.cited("complaints")] == ["SILENCE"]
