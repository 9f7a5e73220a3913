"""What came back of a paper's Word goes with its content; what was typed and not saved, too."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("keeping.migrations.0002_remove").FORWARDS
_CHANGES = [
    ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    (
        "        'recall_verification.nomination_id>",
        "        'recall_unsaved.nomination_id>recall_nomination',\n"
        "        'recall_verification.nomination_id>",
    ),
    (
        "'evidence_inspectionfile.file_id'\n",
        "'evidence_inspectionfile.file_id',\n        'reports_wordcopy.file_id'\n",
    ),
    # Whoever brings one back locks the paper too: theirs is here by now, or finds the paper empty.
    (
        "    FOREACH branch IN ARRAY proofs LOOP\n        part := string_to_array(branch, '.');\n"
        "        CONTINUE",
        "    PERFORM FROM documents_document WHERE id = ANY(documents) ORDER BY id FOR UPDATE;\n"
        "    SELECT array_agg(id) INTO ids FROM reports_wordcopy WHERE document_id = ANY(documents);\n"
        "    IF ids IS NOT NULL THEN\n"
        "        doomed := doomed || jsonb_build_object('reports_wordcopy', to_jsonb(ids));\n"
        "    END IF;\n"
        "    FOREACH branch IN ARRAY proofs LOOP\n        part := string_to_array(branch, '.');\n"
        "        CONTINUE",
    ),
]


def _changed(text: str) -> str:
    for old, new in _CHANGES:
        if text.count(old) != 1:
            raise RuntimeError(f"not once in the function: {old}")
        text = text.replace(old, new)
    return text


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0002_remove"),
        ("recall", "0035_unsaved_typing"),
        ("reports", "0006_word_copies"),
    ]
    operations = [
        migrations.RunSQL(
            [_changed(BEFORE)],
            [BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")],
        ),
    ]
