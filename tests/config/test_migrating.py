import os

from tools import schema


def test_a_database_migrated_the_quick_way_is_the_same_to_the_line(capsys):
    """The ground floor here; every app by `make schema`."""
    count, wrong = schema.compare(["units", "accounts"])

    assert (wrong, count > 500) == ([], True)


def test_a_difference_is_found(monkeypatch):
    told = iter([["a", "b"], ["a", "c"]])
    monkeypatch.setattr(schema, "migrate", lambda url, way, apps: 0.0)
    monkeypatch.setattr(schema, "dump", lambda url: next(told))

    assert schema.compare([])[1][-2:] == ["-b", "+c"]
    assert os.environ["DATABASE_URL"]
