"""Two planners who read one class: one moves a block, the other is told, whichever block it was."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest

from core.dates import ZONE
from core.editing import Read, prints
from tests.factories import training
from tests.races.starting import kinds, race
from training.queries import programmes as queries
from training.services import programmes

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = datetime(2019, 7, 1, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize("turn", range(3))
def test_two_planners_who_read_one_class_move_its_blocks_once(turn):
    world = training.world()
    row = programmes.open_class(
        world.campaign,
        title="回炉锻造班",
        venue="县委党校",
        opens_on=date(2019, 8, 5),
        parts=queries.parts_of(queries.presets()["shiquan_2019"]["blocks"]),
        by=world.manager,
        at=BEFORE,
    )
    second, third = row.blocks.order_by("from_on")[1:3]
    stood = queries.layout(row.blocks.order_by("from_on"))
    moves = [
        partial(
            programmes.move_block,
            block,
            to_on=block.from_on + timedelta(days=days),
            read=Read(prints({"to_on": block.from_on, "blocks": stood})),
            by=world.manager,
            at=BEFORE,
        )
        for block, days in ((second, 7), (third, 21))
    ]

    answers = race(moves)

    assert kinds(answers) == {"EditedMeanwhile": 1, "Block": 1}
    (moved,) = (one for one in answers if type(one).__name__ == "Block")
    assert queries.layout(row.blocks.order_by("from_on")) != stood
    assert row.blocks.get(pk=moved.pk).from_on == moved.from_on
