"""What came back of a paper's Word goes with the paper's content.

The whole function is put in anew, so that a database whose 0002 was applied while its lists were
still growing has all of them from here on. Further tables: `_lists`, on top of `AFTER` here.
"""

from importlib import import_module

from django.db import migrations

from keeping.migrations import _lists

BEFORE = import_module("keeping.migrations.0002_remove").FORWARDS.replace(
    "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
)
_LIST = "    copies constant text[] := ARRAY[\n        'reports_wordcopy.document_id'\n    ];\n"
# Whoever brings one back locks the paper too: theirs is here by now, or finds the paper empty.
_COPIES = r"""    PERFORM FROM documents_document WHERE id = ANY(documents) ORDER BY id FOR UPDATE;
    FOREACH branch IN ARRAY copies LOOP
        part := string_to_array(branch, '.');
        EXECUTE format('SELECT array_agg(id) FROM %I WHERE %I = ANY($1)', part[1], part[2])
        INTO ids USING documents;
        CONTINUE WHEN ids IS NULL;
        doomed := doomed || jsonb_build_object(part[1], to_jsonb(ids));
    END LOOP;
"""
_PROOFS = """    FOREACH branch IN ARRAY proofs LOOP
        part := string_to_array(branch, '.');
        CONTINUE"""
AFTER = _lists.longer(BEFORE, "proofs", "reports_wordcopy.file_id")
AFTER = _lists.put_before(AFTER, "    proofs constant text[]", _LIST)
AFTER = _lists.put_before(AFTER, _PROOFS, _COPIES)


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0002_remove"),
        ("recall", "0035_unsaved_typing"),
        ("reports", "0006_word_copies"),
    ]
    operations = [migrations.RunSQL([AFTER], [BEFORE])]
