import pytest
from django.db import connection

from config import prepare


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def tables():
    return set(connection.introspection.table_names())


@pytest.mark.django_db
def test_forget_half_a_demo_with_the_mark_empties_the_database(var):
    (var / "demo.begun").write_text(prepare.place())

    prepare.forget_half_a_demo()

    assert (tables(), list(var.iterdir())) == (set(), [])


@pytest.mark.django_db
def test_forget_half_a_demo_without_the_mark_keeps_everything(var):
    before = tables()

    prepare.forget_half_a_demo()

    assert tables() == before != set()


@pytest.mark.django_db
def test_forget_half_a_demo_of_another_database_keeps_everything(var):
    (var / "demo.begun").write_text("elsewhere:5432/recall")
    before = tables()

    prepare.forget_half_a_demo()

    assert tables() == before != set()


@pytest.mark.django_db
def test_seed_played_whole_keeps_accounts_and_drops_the_mark(var, monkeypatch):
    monkeypatch.setattr(prepare, "call_command", lambda name, stdout: stdout.write("admin"))

    prepare.seed()

    assert {path.name: path.read_text() for path in var.iterdir()} == {"accounts.txt": "admin"}


@pytest.mark.django_db
def test_seed_cut_off_leaves_the_mark(var, monkeypatch):
    def cut(name, stdout):
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "call_command", cut)

    with pytest.raises(KeyboardInterrupt):
        prepare.seed()

    assert [path.name for path in var.iterdir()] == ["demo.begun"]


def test_fingerprint_changes_with_content_and_not_with_order(tmp_path):
    first, second = tmp_path / "a.css", tmp_path / "b.css"
    first.write_text("a")
    second.write_text("b")
    before = prepare.fingerprint([first, second])
    turned = prepare.fingerprint([second, first])
    second.write_text("b { }")

    assert turned == before != prepare.fingerprint([first, second])
