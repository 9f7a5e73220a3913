from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import dates
from core.audit.models import Entry
from tests.factories import training as make
from tests.merging import untouched
from training.models import Programme, TrainingClass
from training.queries import programmes as queries
from training.services import programmes


def ahead(days=30):
    return dates.legal_day(timezone.now()) + timedelta(days=days)


def facts(world, **given):
    return {
        "campaign": world.campaign.pk,
        "title": "回炉锻造班",
        "venue": "县委党校",
        "opens_on": "2019-08-05",
        **given,
    }


def post(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"training:{name}", args=args), data)


def test_list_says_of_every_preset_what_is_published_and_what_inferred(client, world):
    client.force_login(world.manager)
    text = client.get(reverse("training:programme-list")).content.decode()

    assert all(row["title"] in text for row in queries.presets().values())
    assert "公开材料所载" in text
    assert "推定，须核定" in text


def test_preview_shows_the_dates_and_writes_nothing(client, world):
    response = post(client, world.manager, "preset-open", "shiquan_2019", preview=1, **facts(world))

    text = response.content.decode()
    assert response.status_code == 200
    assert "2019年11月23日" in text
    assert "首尾共 111 天" in text
    assert not TrainingClass.objects.exists()


def test_class_by_preset_is_made_on_the_previewed_dates(client, world):
    response = post(client, world.manager, "preset-open", "shiquan_2019", **facts(world))

    row = TrainingClass.objects.get()
    assert response.status_code == 302
    assert (row.closes_on.isoformat(), row.blocks.count()) == ("2019-11-23", 6)


def test_a_length_out_of_range_is_refused_in_the_form(client, world):
    response = post(
        client, world.manager, "preset-open", "qianxinan_2014", **facts(world, length_1=9)
    )

    assert response.status_code == 422
    assert not TrainingClass.objects.exists()


def test_kept_programme_opens_a_class_with_its_own_length(client, world):
    kept = {
        "title": "本县班",
        "note": "县委组织部实施方案",
        "county": world.county.pk,
        "length_1": 4,
    }
    post(client, world.manager, "preset-keep", "qianxinan_2014", **kept)
    own = Programme.objects.get()

    post(client, world.manager, "programme-open", own.pk, **facts(world))

    row = TrainingClass.objects.get()
    assert (row.programme, row.closes_on.isoformat()) == (own, "2019-08-08")


@pytest.mark.parametrize(
    ("name", "args"), [("preset-open", ["nowhere"]), ("preset-keep", ["nowhere"])]
)
def test_unknown_preset_is_not_found(client, world, name, args):
    client.force_login(world.manager)

    assert client.get(reverse(f"training:{name}", args=args)).status_code == 404


def test_block_move_shows_before_and_after_and_then_moves(client, world):
    row = programmes.open_class(
        world.campaign, title="班", venue="党校", opens_on=ahead(),
        parts=queries.parts_of(queries.presets()["shiquan_2019"]["blocks"]),
        by=world.manager, at=timezone.now(),
    )  # fmt: skip
    block = row.blocks.order_by("from_on")[1]
    to_on = (block.from_on + timedelta(days=14)).isoformat()

    shown = post(client, world.manager, "block-move", block.pk, to_on=to_on, preview=1)
    assert "移动后" in shown.content.decode()
    assert TrainingClass.objects.get().closes_on == row.closes_on

    assert post(client, world.manager, "block-move", block.pk, to_on=to_on).status_code == 302
    assert TrainingClass.objects.get().closes_on > row.closes_on


def test_block_move_before_the_block_ahead_is_refused_on_the_page(client, world):
    row = programmes.open_class(
        world.campaign, title="班", venue="党校", opens_on=ahead(),
        parts=queries.parts_of(queries.presets()["shiquan_2019"]["blocks"]),
        by=world.manager, at=timezone.now(),
    )  # fmt: skip
    block = row.blocks.order_by("from_on")[1]

    response = post(client, world.manager, "block-move", block.pk, to_on=ahead(31).isoformat())

    assert response.status_code == 422
    assert "TR-26" in response.content.decode()


def test_who_plans_no_class_finds_no_programmes(client, world):
    client.force_login(make.user())

    assert client.get(reverse("training:programme-list")).status_code == 404


@pytest.fixture
def planned(world):
    return programmes.open_class(
        world.campaign, title="班", venue="党校", opens_on=ahead(),
        parts=queries.parts_of(queries.presets()["shiquan_2019"]["blocks"]),
        by=world.manager, at=timezone.now(),
    )  # fmt: skip


def test_second_planner_reads_where_a_colleague_moved_a_later_block(client, world, planned):
    second, third = planned.blocks.order_by("from_on")[1:3]
    url = reverse("training:block-move", args=[second.pk])
    client.force_login(world.manager)
    sent = untouched(client.get(url)) | {"to_on": str(second.from_on + timedelta(days=14))}
    programmes.move_block(
        third, to_on=third.from_on + timedelta(days=7), by=world.manager, at=timezone.now()
    )
    stood = queries.layout(planned.blocks.order_by("from_on"))

    met = client.post(url, sent)

    assert met.status_code == 409
    assert queries.layout(planned.blocks.order_by("from_on")) == stood
    assert met.context["form"]["to_on"].field.clash.picked == "mine"
    saved = client.post(url, untouched(met) | {"pick_to_on": "mine"})
    assert saved.status_code == 302
    assert planned.blocks.get(pk=second.pk).from_on > second.from_on
    entry = Entry.objects.filter(act="move_block").latest("pk")
    assert entry.detail["merged"] == {"to_on": "mine"}


def test_a_day_that_a_colleague_chose_for_the_same_block_is_kept_by_taking_it(
    client, world, planned
):
    block = planned.blocks.order_by("from_on")[1]
    url = reverse("training:block-move", args=[block.pk])
    client.force_login(world.manager)
    sent = untouched(client.get(url)) | {"to_on": str(block.from_on + timedelta(days=14))}
    chosen = {"to_on": block.from_on + timedelta(days=7), "by": world.manager}
    programmes.move_block(block, **chosen, at=timezone.now())
    theirs = planned.blocks.get(pk=block.pk).from_on

    met = client.post(url, sent)
    kept = client.post(url, untouched(met) | {"pick_to_on": "theirs"})

    assert met.context["form"]["to_on"].field.clash.picked == ""
    assert (met.status_code, kept.status_code) == (409, 422)
    assert "TR-44" in kept.content.decode()
    assert planned.blocks.get(pk=block.pk).from_on == theirs
