"""Settings that hold everywhere. dev, test and prod add only what differs."""

import os
from datetime import time
from ipaddress import ip_network
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from tools.font_recipe import cache_dir

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(os.environ.get("RECALL_VAR", BASE_DIR / "var"))
env = environ.Env()

SECRET_KEY = env("SECRET_KEY")
FIELD_KEYS = env.list("FIELD_KEYS")  # id:base64 of 32 bytes, the first seals: core.sealing.keys
FIELD_CIPHER = env("FIELD_CIPHER", default="AES-256-GCM")  # or SM4-GCM
FINGERPRINT_KEY = env("FINGERPRINT_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PROCESS_ROLE = env("PROCESS_ROLE", default="web")
# Printed on what is issued, to look it up by: core.documents.marks. None: a code to be typed in.
SITE_ADDRESS = env("SITE_ADDRESS", default=next(iter(CSRF_TRUSTED_ORIGINS), ""))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "template_partials",
    "core.ui",
    "core.audit",
    "core.sealing",
    "core.workflow",
    "core.jobs",
    "core.documents",
    "core.exports",
    "core.prints",
    "core.imports",
    "core.search",
    "core.notify",
    "units",
    "accounts",
    "cadres",
    "evidence",
    "schemes",
    "recall",
    "training",
    "assessment",
    "reports",
    "keeping",
    "portal",
    "stories",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.ui.middleware.SmallerPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.ui.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LimitedSessions",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.audit.middleware.AuditTrail",
    "core.documents.middleware.DamagedFiles",
    "core.ui.middleware.OwnSite",
    "accounts.middleware.Confined",
    "training.middleware.GuestsStayInside",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "core.ui.forms.Renderer"

# The owner of the tables migrates and grants; everything else comes as a role that owns nothing.
OWNER = PROCESS_ROLE == "owner" and bool(env("OWNER_DATABASE_URL", default=""))
DATABASES = {"default": env.db("OWNER_DATABASE_URL" if OWNER else "DATABASE_URL")}
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql", CONN_MAX_AGE=600, CONN_HEALTH_CHECKS=True
)
# Unset, `pgtrigger.ignore` makes every row's trigger raise and catch an error, and each such error
# walks through all checks that wait for the commit: 100,000 rows took 25 times as long.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c lock_timeout=3s -c idle_in_transaction_session_timeout=30s -c pgtrigger.ignore={}"
    + (" -c statement_timeout=15s" if PROCESS_ROLE == "web" else "")
)
DATABASES["default"]["OPTIONS"]["connect_timeout"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
DEMO_ALLOWED = False  # seed_demo and its known password: on a development machine only
PASSWORD_PROFILE = env("PASSWORD_PROFILE", default="DENGBAO")  # or ASVS: accounts/passwords.py
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.Shape"},
    {"NAME": "accounts.passwords.NoContext"},
    {"NAME": "accounts.passwords.NotFormer"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "accounts.adapter.ClosedAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_VERIFICATION = "none"
# five tries lock one account for half an hour, no other (GB/T 22239-2019, 8.1.4.1); a county's
# offices come from one address, so that people who sign in rightly are not held up at nine o'clock
ACCOUNT_RATE_LIMITS = {"login_failed": "20/1m/ip,5/30m/key", "login": "300/m/ip"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# A second factor for everybody but persons without a role, and those whose only role is one of
# these on a single unit without those below: they see nothing but their own rows.
MFA_DEMANDED = env.bool("MFA_DEMANDED", default=True)
MFA_NOT_DEMANDED_OF = env.list("MFA_NOT_DEMANDED_OF", default=["UNIT_CLERK"])
# Where from and when (local time) the three administrators may come; empty: anywhere, always.
ADMIN_NETWORKS = [ip_network(told) for told in env.list("ADMIN_NETWORKS", default=[])]
ADMIN_HOURS = [time.fromisoformat(told) for told in env.list("ADMIN_HOURS", default=[])]
IDLE_ACCOUNT_DAYS = env.int("IDLE_ACCOUNT_DAYS", default=90)
IDLE_ACCOUNTS_CLOSE = env.bool("IDLE_ACCOUNTS_CLOSE", default=False)  # otherwise only told of
STEP_UP_DEMANDED = env.bool("STEP_UP_DEMANDED", default=MFA_DEMANDED)
MFA_ADAPTER = "accounts.adapter.SealingAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.ProveForm",
    "reauthenticate": "accounts.forms.ProveAgainForm",
    "activate_totp": "accounts.forms.ActivateForm",
    "authenticate_webauthn": "accounts.forms.ProveKeyForm",
    "reauthenticate_webauthn": "accounts.forms.ProveKeyAgainForm",
    "add_webauthn": "accounts.forms.KeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TRUST_ENABLED = False
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_TOLERANCE = 0
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"

# Limits and used codes: PostgreSQL keeps them; nothing of Redis, which may be emptied at any time.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limit",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

SESSION_ENGINE = "accounts.session_store"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"  # never under a URL: views hand files out after a check
# Document fonts: fonts.conf, ttf/ and licences/ (tools/build_fonts.py).
FONTS_DIR = Path(env("RECALL_FONTS", default=str(cache_dir())))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
EXPORT_ROW_LIMIT = env.int("EXPORT_ROW_LIMIT", default=1_000)  # above: a second person
EXPORT_MAX_ROWS = env.int("EXPORT_MAX_ROWS", default=100_000)
DETAIL_VIEW_BUDGET = env.int("DETAIL_VIEW_BUDGET", default=200)  # people one reader opens in a day
DETAIL_REASON_URL = "portal:reason"  # where more are asked for; 0 above asks nobody
INTERFACE_RATE = env.int("INTERFACE_RATE", default=120)  # requests of one key in a minute
HOOK_NETWORKS = [ip_network(told) for told in env.list("HOOK_NETWORKS", default=[])]  # private
HOOK_CA_FILE = env("HOOK_CA_FILE", default="")  # whose certificates count beside the system's
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_DAY_BYTES = env.int("UPLOAD_DAY_BYTES", default=500 * 1024 * 1024)  # one person in 24 h
CLAMD_ADDRESS = env("CLAMD_ADDRESS", default="")  # unix:/path or tcp:host:port; none: no scan
SIGNING_PKCS12_FILE = env("SIGNING_PKCS12_FILE", default="")  # this and below: docs/documents.md
SIGNING_PASSPHRASE, SIGNING_SEAL = env("SIGNING_PASSPHRASE", str, ""), env("SIGNING_SEAL", str, "")
SIGNING_ROOTS_FILE, SIGNING_TIME = env("SIGNING_ROOTS_FILE", str, ""), env("SIGNING_TIME", str, "")

_OWN = ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")
_NOBODY = ("default-src", "base-uri", "object-src", "frame-ancestors")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{name: [SELF] for name in _OWN},
        **{name: [NONE] for name in _NOBODY},
        "report-uri": "/i18n/policy/",
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# The trail's HMAC keys, the one in use first. Only the worker and verify_audit need them.
AUDIT_KEYS = env.list("AUDIT_KEYS", default=[])
AUDIT_HEAD_DIR = Path(env("AUDIT_HEAD_DIR", default=str(VAR_DIR / "audit-heads")))
REMOVALS_DIR = Path(env("REMOVALS_DIR", default=str(VAR_DIR / "removals")))  # docs/retention.md

# Mail says only that something waits. Without EMAIL_HOST there is none, and pages say so.
EMAIL_HOST, EMAIL_PORT = env("EMAIL_HOST", str, ""), env.int("EMAIL_PORT", default=465)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)  # STARTTLS, commonly on port 587
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=not EMAIL_USE_TLS)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env("EMAIL_FROM", default="noreply@localhost")
NOTIFY_KEEP_DAYS = env.int("NOTIFY_KEEP_DAYS", default=180)  # of a message after it was read

# Celery carries hints, never work: see core.jobs and docs/adr/. Values were measured.
REDIS_URL = env("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_POOL_ACQUIRE_TIMEOUT = 1
if PROCESS_ROLE == "worker":
    CELERY_BROKER_CONNECTION_MAX_RETRIES = None
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_timeout": 30,
        "socket_connect_timeout": 5,
        "health_check_interval": 10,
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
else:
    CELERY_BROKER_CONNECTION_TIMEOUT = 1
    CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 0}
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_timeout": 0.8,
        "socket_connect_timeout": 0.8,
        "max_retries": 0,
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
