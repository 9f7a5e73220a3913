"""Loading Celery's application here makes it the current one in every process, publishers too."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
