import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
application = get_wsgi_application()
# Before the workers part: they share the code of all pages, and no reader waits for its loading.
import_module(settings.ROOT_URLCONF)
