"""Servers of their own for a test run: `pytest` anywhere needs nothing but the virtual environment.

With DATABASE_URL and REDIS_URL set, those are used. Otherwise the first process starts PostgreSQL
and Redis in a temporary folder, without waiting for disks, and hands the addresses to the workers
of pytest-xdist through the environment. The kernel ends both with that process. A child migrates
one database while the workers collect their tests: tests.databases.
"""

import gc
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.db import connection
from django.test import TransactionTestCase

from config import embedded, migrating, prepare
from tests import databases

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"


def start_servers() -> embedded.Servers:
    folder = Path(tempfile.mkdtemp(prefix="recall-test-"))
    servers = embedded.start(folder, durable=False)
    os.environ.update(servers.environment)
    os.environ["DATABASE_URL"] = os.environ.pop("OWNER_DATABASE_URL")  # makes the test databases
    return servers


def flush_ledgers(flush: Any) -> Any:
    """Let the owner empty tables whose triggers refuse it to everybody, between two tests."""

    def flushed(case: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        flush(case)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")

    return flushed


SAMPLE = 6  # rows of one table in make test; make ci meets them all
SERVERS = None
MIGRATING = None
if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    SERVERS = start_servers()
    os.environ["RECALL_TEST_SERVERS"] = str(SERVERS.folder)
django.setup()
TransactionTestCase._fixture_teardown = flush_ledgers(TransactionTestCase._fixture_teardown)  # type: ignore[method-assign]
prepare.compile_words()
migrating.render_less()


def pytest_configure(config: pytest.Config) -> None:
    """The databases go with their server: dropping each first only trips over late threads."""
    global MIGRATING
    if os.environ.get("RECALL_TEST_SERVERS"):
        config.option.reuse_db = True
    if SERVERS is not None and config.getoption("numprocesses", None):
        MIGRATING = databases.start_migrating(SERVERS.folder)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the rows of each long table of which make test meets no sample, drawn evenly.

    What the house asks of every file, under tests/architecture, it asks every time.
    """
    tables: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if "architecture" not in item.path.parts:
            tables[item.nodeid.split("[")[0]].append(item)
    for rows in tables.values():
        if len(rows) > SAMPLE:
            sample = {len(rows) * n // SAMPLE for n in range(SAMPLE)}
            for at in set(range(len(rows))) - sample:
                rows[at].add_marker("sweep")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Do not look through eight thousand tests for garbage over and over: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Before a worker's database is looked for: copy it from the one that was migrated."""
    folder = os.environ.get("RECALL_TEST_SERVERS")
    if folder and os.environ.get("PYTEST_XDIST_WORKER"):
        databases.copy_original(Path(folder), connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End what a browser's last answer may still hold, before the database is removed.

    A live server's thread keeps its connection as long as the browser keeps its own.
    """
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    if MIGRATING is not None:
        MIGRATING.terminate()
        MIGRATING.wait()
    if SERVERS is not None:
        SERVERS.stop()
        shutil.rmtree(SERVERS.folder, ignore_errors=True)
