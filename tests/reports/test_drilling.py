"""From the board's figures of steps and of appeals to their rows: as many, and within rights."""

from datetime import timedelta
from random import Random

import pytest
from django.urls import reverse

from accounts.enums import Role
from assessment.enums import AppealState, Remedy
from assessment.models import Appeal
from recall.models import Case, Nomination, ServiceReceipt
from tests.factories.accounts import UserFactory, grant, holder
from tests.factories.units import CountyFactory
from tests.moments import LAUNCHED_AT

pytestmark = pytest.mark.django_db
STEPS, APPEALS = reverse("reports:board-steps"), reverse("reports:board-appeals")
_OVER = [AppealState.NOT_ACCEPTED, AppealState.MAINTAINED, AppealState.WITHDRAWN]


def put_appeals(random, cases):
    """Let some cases have no appeal, some one or two, at most one of them open."""
    handler = UserFactory()
    for case in cases:
        for number in range(random.randrange(3)):
            state = random.choice(_OVER if number else [*_OVER, AppealState.FILED])
            answer = {} if state in (AppealState.FILED, AppealState.WITHDRAWN) else {
                "decision": "已查清", "decided_by": handler, "decided_at": LAUNCHED_AT
            }  # fmt: skip
            Appeal.objects.create(
                case=case, remedy=random.choice(Remedy.values), state=state, text="请求复核",
                filed_on=LAUNCHED_AT, last_on=LAUNCHED_AT + timedelta(days=30),
                filed_by=handler, filed_at=LAUNCHED_AT, **answer,
            )  # fmt: skip


def put_receipts(random, cases):
    """Serve some at their hour, a few of them only after the class had begun."""
    for case in cases:
        if random.random() < 0.6:
            at = case.opened_at + timedelta(hours=random.randrange(24 * 60))
            ServiceReceipt.objects.create(
                case=case, served_on=at, manner="DIRECT", objection_until_on=at,
                served_by=case.opened_by, served_at=at,
            )  # fmt: skip


def cells(page, name):
    return [cell for row in page[name]["rows"] for cell in row["cells"]]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_list_behind_each_figure_has_as_many_rows_as_it_says(book, client, seed):
    made, other, foreign = book(seed, 90), book(seed + 10, 40), book(seed + 20, 30)
    reader = UserFactory()
    for one in (made, other):
        grant(reader, Role.COUNTY_ADMIN, one.campaign.county)
    client.force_login(reader)
    put_receipts(Random(seed), Case.objects.all())
    put_appeals(Random(seed), Case.objects.all())
    assert Appeal.objects.filter(case__county=foreign.campaign.county).exists()

    page = client.get(reverse("reports:board")).context

    for name, least in (("times", 4), ("appeals", 6)):
        linked = [(n, href) for n, href in cells(page, name) if href]
        counted = [(n, client.get(href).context["page"].paginator.count) for n, href in linked]
        assert len(linked) > least
        assert all(n == rows for n, rows in counted)
        assert all(n == 0 for n, href in cells(page, name) if not href and isinstance(n, int))


def test_those_who_went_through_a_step_stand_with_their_days_the_longest_first(book, client):
    made = book(3, 120)
    client.force_login(holder(Role.VERIFIER, made.campaign.county))

    page = client.get(STEPS, {"step": "verify", "size": "100"})

    took = {
        row.pk: (row.verified_at - row.submitted_at).total_seconds() / 86_400
        for row in Nomination.objects.filter(verified_at__isnull=False)
    }
    shown = [(row.pk, row.step_days) for row in page.context["page"]]
    assert len(shown) > 20
    assert [days for _pk, days in shown] == sorted(took.values(), reverse=True)[: len(shown)]
    assert all(took[pk] == days for pk, days in shown)


@pytest.mark.parametrize(
    ("role", "steps", "appeals"),
    [
        (Role.VERIFIER, 200, 404),
        (Role.DECIDER, 200, 200),
        (Role.CLASS_MANAGER, 404, 404),
        (Role.READER, 404, 404),
        (Role.APPEAL_HANDLER, 404, 404),
    ],
)
def test_figures_lead_only_those_who_may_read_every_row(book, client, role, steps, appeals):
    made = book(1, 60)
    put_appeals(Random(1), Case.objects.all())
    client.force_login(holder(role, made.campaign.county))
    board = client.get(reverse("reports:board"))

    asked = {"remedy": "REVIEW", "state": "WITHDRAWN"}
    assert client.get(STEPS, {"step": "verify"}).status_code == steps
    assert client.get(APPEALS, asked).status_code == appeals
    if board.status_code == 200:
        told = [any(href for _n, href in cells(board.context, n)) for n in ("times", "appeals")]
        assert told == [steps == 200, appeals == 200]


def test_who_reads_one_county_more_than_they_may_follow_is_led_nowhere(book, client):
    """The figure is of both, so a list of one would be shorter than it says."""
    made, other = book(1, 60), book(2, 20)
    put_appeals(Random(1), Case.objects.all())
    reader = holder(Role.DECIDER, made.campaign.county)
    grant(reader, Role.READER, other.campaign.county)
    client.force_login(reader)

    board = client.get(reverse("reports:board")).context

    assert not any(href for name in ("times", "appeals") for _n, href in cells(board, name))
    assert client.get(STEPS, {"step": "verify"}).status_code == 404
    assert client.get(APPEALS, {"remedy": "REVIEW", "state": "FILED"}).status_code == 404


def test_nobody_finds_their_own_matter_in_a_list(book, client):
    made = book(1, 60)
    county = made.campaign.county
    case = Case.objects.filter(county=county, nomination__verified_at__isnull=False).first()
    put_appeals(Random(1), [case] * 3)
    decider = holder(Role.DECIDER, county)
    Case.objects.filter(pk=case.pk).update(subject=decider)
    Nomination.objects.filter(pk=case.nomination_id).update(subject=decider)
    client.force_login(decider)

    def rows(address, **asked):
        return client.get(address, asked | {"size": "100"}).context["page"].object_list

    assert case.nomination_id not in {row.pk for row in rows(STEPS, step="verify")}
    assert not [
        row
        for remedy in Remedy.values
        for state in AppealState.values
        for row in rows(APPEALS, remedy=remedy, state=state)
    ]


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (STEPS, {}),
        (STEPS, {"step": "x'; --"}),
        (APPEALS, {"remedy": "REVIEW"}),
        (APPEALS, {"remedy": "REVIEW", "state": "x'; --"}),
    ],
)
def test_list_of_no_figure_is_not_found(client, address, asked):
    client.force_login(holder(Role.COUNTY_ADMIN, CountyFactory()))

    assert client.get(address, asked).status_code == 404


@pytest.mark.parametrize(
    ("address", "asked"),
    [(STEPS, {"step": "settle"}), (APPEALS, {"remedy": "REVIEW", "state": "WITHDRAWN"})],
)
def test_list_costs_the_same_for_ten_and_a_thousand(
    book, client, django_assert_max_num_queries, address, asked
):
    for made in (book(7, 10), book(8, 1000)):
        put_appeals(Random(1), Case.objects.filter(county=made.campaign.county))
        client.force_login(holder(Role.COUNTY_ADMIN, made.campaign.county))
        with django_assert_max_num_queries(12):
            answer = client.get(address, asked)
        assert (answer.status_code, len(answer.content) < 60_000) == (200, True)
