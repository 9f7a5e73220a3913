"""One machine, by `make run`: the launcher passes addresses and a key by environment."""

import os

os.environ.setdefault("SECRET_KEY", "dev-only")
os.environ.setdefault("DATABASE_URL", "postgres:///recall")

from config.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
