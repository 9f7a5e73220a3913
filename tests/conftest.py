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
from pathlib import Path

import django
import pytest
from django.db import connection

from config import embedded, prepare
from tests import databases

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"


def start_servers() -> embedded.Servers:
    folder = Path(tempfile.mkdtemp(prefix="recall-test-"))
    servers = embedded.start(folder, durable=False)
    os.environ.update(servers.environment)
    os.environ["DATABASE_URL"] = os.environ.pop("OWNER_DATABASE_URL")  # makes the test databases
    return servers


SERVERS = None
MIGRATING = None
if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    SERVERS = start_servers()
    os.environ["RECALL_TEST_SERVERS"] = str(SERVERS.folder)
django.setup()
prepare.compile_words()


def pytest_configure(config: pytest.Config) -> None:
    """The databases go with their server: dropping each first only trips over late threads."""
    global MIGRATING
    if os.environ.get("RECALL_TEST_SERVERS"):
        config.option.reuse_db = True
    if SERVERS is not None and config.getoption("numprocesses", None):
        MIGRATING = databases.start_migrating(SERVERS.folder)


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


def pytest_unconfigure(config: pytest.Config) -> None:
    if MIGRATING is not None:
        MIGRATING.terminate()
        MIGRATING.wait()
    if SERVERS is not None:
        SERVERS.stop()
        shutil.rmtree(SERVERS.folder, ignore_errors=True)
