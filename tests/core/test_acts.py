import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import OperationalError
from django.http import HttpResponse
from psycopg.errors import LockNotAvailable

from core import acts
from core.errors import DomainError, NotAllowed, RegulationBroken, StateConflict


class OpinionForm(forms.Form):
    opinion = forms.CharField()


@pytest.fixture
def request_(rf):
    request = rf.post("/")
    request.user, request.session = "clerk", {}
    request._messages = FallbackStorage(request)
    return request


def perform(request, act, values):
    shown = []

    def show(form, status):
        shown.append(form.non_field_errors())
        return HttpResponse(status=status)

    answer = acts.perform(
        request, act, "row", OpinionForm(values), done="已核实", to="/rows/{}".format, show=show
    )
    return answer, [list(errors) for errors in shown]


def test_perform_success_says_so_and_redirects_to_the_result(request_):
    given = {}

    def act(row, **values):
        given.update(values, row=row)
        return 7

    answer, shown = perform(request_, act, {"opinion": "属实"})

    assert (answer.status_code, answer.url, shown) == (302, "/rows/7", [])
    assert [str(message) for message in get_messages(request_)] == ["已核实"]
    at = given.pop("at")
    assert at.tzinfo is not None
    assert given == {"row": "row", "by": "clerk", "opinion": "属实"}


def test_perform_form_not_filled_is_422_and_nothing_is_done(request_):
    def act(_row, **_values):
        raise AssertionError

    answer, shown = perform(request_, act, {})

    assert (answer.status_code, shown) == (422, [[]])


@pytest.mark.parametrize(
    ("error", "status"),
    [(StateConflict, 409), (NotAllowed, 403), (RegulationBroken, 422), (DomainError, 422)],
)
def test_perform_refusal_is_told_by_sentence_and_status(request_, error, status):
    def act(_row, **_values):
        raise error("不行。")

    answer, shown = perform(request_, act, {"opinion": "属实"})

    assert (answer.status_code, shown) == (status, [["不行。"]])
    assert not list(get_messages(request_))


def test_perform_says_so_where_somebody_holds_the_row_for_long(request_):
    def act(_row, **_values):
        raise OperationalError("canceling statement due to lock timeout") from LockNotAvailable()

    answer, shown = perform(request_, act, {"opinion": "属实"})

    assert answer.status_code == 409
    assert shown == [["别人正在办理同一件，请稍等片刻再试；您填写的内容还在。"]]


def test_perform_hides_no_other_failure_of_the_database(request_):
    def act(_row, **_values):
        raise OperationalError("the disk is gone")

    with pytest.raises(OperationalError):
        perform(request_, act, {"opinion": "属实"})
