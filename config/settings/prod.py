"""Behind a TLS proxy. Every secret comes from the environment; nothing has a default."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.hops import is_guarded
from config.settings.base import *  # noqa: F403
from config.settings.base import STATIC_ROOT, env

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
REDIS_URL = env("REDIS_URL")
STATIC_ROOT = Path(env("RECALL_STATIC", default=str(STATIC_ROOT)))  # in the image, not the volume

# On the closed network of docker-compose.yml nobody else listens, and it says so by this setting.
if not env.bool("INNER_NETWORK_IS_CLOSED", default=False):
    for name in ("DATABASE_URL", "REDIS_URL"):
        if not is_guarded(env(name)):
            raise ImproperlyConfigured(
                f"{name} names another host without TLS: add sslmode=verify-full, or use rediss:. "
                "INNER_NETWORK_IS_CLOSED=1 says that nobody else can listen on the way."
            )
