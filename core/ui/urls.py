from django.conf.urls.i18n import urlpatterns

__all__ = ["urlpatterns"]
