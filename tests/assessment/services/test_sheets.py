"""What the assessment form tells of practice."""

import pytest

from core.documents.models import Document
from tests.factories import assessment as assess
from tests.factories import training as make
from training.services import postings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_named", [True, False])
def test_place_that_begins_with_its_host_names_it_once(world, is_named):
    host = world.host.name
    place = f"{host}二楼" if is_named else "饶峰镇大湾村"
    case = make.case(world.campaign, world.unit, state="TRAINING")
    row = make.posting(world, case, place=place)
    ended = {"finished_on": row.until_on, "opinion": "踏实", "at": assess.LATER}
    postings.finish(row, by=world.mentor, **ended)
    assess.concluded(world, row.case)

    (told,) = Document.objects.get(kind="assessment_form").snapshot["postings"]

    wanted = place if is_named else f"{host}{place}"
    assert told["where"].startswith(f"{wanted}（")
