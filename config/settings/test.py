"""The test run: cheap hashing, plain static files, nothing else different."""

import os

os.environ.setdefault("SECRET_KEY", "test-only")
os.environ.setdefault("DATABASE_URL", "postgres:///recall")

from config.settings.base import *  # noqa: F403
from config.settings.base import VAR_DIR

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = VAR_DIR / "static-test"  # empty: WhiteNoise warns when it is not there
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
