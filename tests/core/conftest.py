"""A person to issue documents, and a folder of their own for the files of each test."""

from datetime import UTC, datetime

import pytest

from accounts.services import accounts

NOW = datetime(2018, 5, 10, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def clerk(db):
    return accounts.system_user()
