"""The command: the same for a seed, refuses a filled database; numbers carry their checksums."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cadres.models import Cadre
from recall.models import Nomination
from stories.management.commands.generate import fill
from stories.synthetic import numbers, sizes
from tests.factories.units import CountyFactory
from units.models import Jurisdiction

pytestmark = pytest.mark.django_db


def test_same_seed_gives_the_same_people_and_ways(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    told = []
    for _run in range(2):
        with transaction.atomic():
            fill(sizes.of("county", seed=5, people=60))
            people = list(Cadre.objects.order_by("pk").values_list("name", "born_on", "sex"))
            ways = list(Nomination.objects.order_by("pk").values_list("state", "submitted_at"))
            told.append((people, ways))
            transaction.set_rollback(True)

    assert told[0] == told[1]


def test_command_refuses_a_database_with_a_county():
    CountyFactory()

    with pytest.raises(CommandError, match="not empty"):
        call_command("generate")


def test_command_prints_time_and_counts(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    out = StringIO()

    call_command("generate", people=60, seed=3, stdout=out)

    told = json.loads(out.getvalue())
    assert told["rows"]["cadres.cadre"] == 60
    assert told["seconds"] > 0
    assert Jurisdiction.objects.filter(level="COUNTY").count() == 1


@pytest.mark.parametrize("number", ["11010519491231002X", "440524188001010014"])
def test_id_numbers_carry_the_checksum_of_the_standard(number):
    born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))

    assert numbers.id_number(number[:6], born_on, int(number[14:17])) == number


def test_credit_code_carries_both_checksums():
    code = numbers.credit_code("610922", 12345678)

    weights = [pow(3, n, 31) for n in range(17)]
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(c) * w for c, w in zip(code[:17], weights, strict=True))
    assert len(code) == 18
    assert (total + signs.index(code[17])) % 31 == 0


def test_bare_writes_people_and_no_campaign():
    counts = fill(sizes.of("county", seed=4, people=60), bare=True)

    assert (counts["cadres.cadre"], Nomination.objects.count()) == (60, 0)
    assert "recall.campaign" not in counts
