"""Write the search index anew: manage.py rebuild_search, after readings.txt or pypinyin changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from core.search import readings


class Command(BaseCommand):
    help = "Load the readings and make all words of the search index anew."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            readings.load(cursor.cursor)
            cursor.execute("SELECT search_refill()")
            self.stdout.write(f"{cursor.fetchone()[0]} words")
