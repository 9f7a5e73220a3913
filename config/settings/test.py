"""The test run: cheap hashing, plain static files, nothing else different."""

import base64
import os

os.environ.setdefault("SECRET_KEY", "test-only")
os.environ.setdefault(
    "FIELD_KEYS", "test:" + base64.b64encode(b"only for tests".ljust(32)).decode()
)
os.environ.setdefault("FINGERPRINT_KEY", base64.b64encode(b"for tests only".ljust(32)).decode())
os.environ.setdefault("DATABASE_URL", "postgres:///recall")
os.environ.setdefault("MFA_DEMANDED", "0")  # tests of the second factor ask for it

from config.settings.base import *  # noqa: F403

AUDIT_KEYS = ["test-only"]
REMOVALS_DIR = VAR_DIR / "test-removals"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_ADDRESS = "https://zhaohui.example.gov.cn"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # static files straight from the apps: no collectstatic before tests
WHITENOISE_USE_FINDERS = True
DEMO_ALLOWED = True
