"""Key rotation of what an import keeps for some days: secret cells of staged rows, and files."""

from django.db import connection, transaction

from core.imports import sealing, storage
from core.imports.models import ImportRow, ImportRun
from core.sealing import boxes, rotation

_OLD = """
SELECT id FROM imports_importrow WHERE secrets <> '{}' AND EXISTS (
    SELECT FROM jsonb_each_text(secrets) AS kept
    WHERE substring(decode(kept.value, 'base64') FROM 1 FOR length(%(head)s)) <> %(head)s
) ORDER BY id LIMIT %(size)s FOR UPDATE SKIP LOCKED
"""


@transaction.atomic
def cells(size: int) -> int:
    """Seal up to so many staged rows again; answer how many."""
    with connection.cursor() as cursor:
        cursor.execute(_OLD, {"head": boxes.header(), "size": size})
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = list(ImportRow.objects.filter(pk__in=ids).only("secrets"))
    for row in rows:
        row.secrets = {
            name: sealing.seal(sealing.unseal(sealed)) for name, sealed in row.secrets.items()
        }
    ImportRow.objects.bulk_update(rows, ["secrets"])
    return len(rows)


def files(size: int) -> int:
    """Seal the files of up to so many runs again, uploaded and written; answer of how many.

    Under the run's lock, so that a file that is taken away meanwhile does not come back.
    """
    done = 0
    kept = ImportRun.objects.filter(purged_at=None).exclude(path="").order_by("pk")
    for pk in kept.values_list("pk", flat=True):
        with transaction.atomic():
            run = kept.select_for_update(of=("self",)).filter(pk=pk).first()
            done += bool(run and any([storage.seal_again(name) for name in _names(run)]))
        if done == size:
            break
    return done


def _names(run: ImportRun) -> list[str]:
    return [name for name in (run.path, run.errors_path) if name]


rotation.register(sealing.PLACE, cells)
rotation.register("imports files", files)
