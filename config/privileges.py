"""What the runtime role may do to each table: python -m config.privileges, as the owner.

The web and the worker come as a role that owns nothing. Which tables it may read or write says
config.tables. The grants are made anew after every migration: config.prepare, docker/steps.sh
migrate. See docs/adr/0015.
"""

import os
import sys
from urllib.parse import unquote, urlsplit

import django
from django.db import connection
from psycopg import sql

from config.tables import APPENDED, KEPT, POSTED, READ, REMOVED

VERBS = (
    (READ, "SELECT"),
    (POSTED, "INSERT"),
    (APPENDED, "SELECT, INSERT"),
    (KEPT, "SELECT, INSERT, UPDATE"),
    (REMOVED, "SELECT, INSERT, UPDATE, DELETE"),
)
# Owned functions that act for the runtime role where it may not act itself.
FUNCTIONS = (
    "audit_take(integer)",
    "audit_make_partition(date)",
    "evidence_open_urn(bigint)",
    "training_open_ratings(bigint)",
    "keeping_remove(bigint, timestamptz)",
)


def grant(role: str, *, password: str = "") -> None:
    """Give the role exactly its privileges and take all others; make it if there is none."""
    name = sql.Identifier(role)
    steps = [*_role(role, password), *_nothing(name), *_exactly(name)]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("; ").join(steps).as_string(cursor.connection))


def _role(role: str, password: str) -> list[sql.Composable]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
    limits = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION")
    made: list[sql.Composable] = [limits.format(verb, sql.Identifier(role))]
    if password:
        words = sql.SQL("ALTER ROLE {} PASSWORD {}")
        made.append(words.format(sql.Identifier(role), sql.Literal(password)))
    return made


def _nothing(name: sql.Identifier) -> list[sql.Composable]:
    kinds = ("TABLES", "SEQUENCES")
    return [
        sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(name),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        *(
            sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA public FROM PUBLIC, {}").format(
                sql.SQL(kind), name
            )
            for kind in kinds
        ),
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
    ]


def _exactly(name: sql.Identifier) -> list[sql.Composable]:
    standing = set(connection.introspection.table_names())
    made: list[sql.Composable] = []
    for tables, verbs in VERBS:
        listed = [sql.Identifier(table) for table in sorted(tables & standing)]
        words = sql.SQL("GRANT {} ON {} TO {}")
        made.append(words.format(sql.SQL(verbs), sql.SQL(", ").join(listed), name))
    for function in FUNCTIONS:
        made.append(sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.SQL(function), name))
    return made


def runtime() -> tuple[str, str]:
    """Answer name and password of the role in DATABASE_URL."""
    url = urlsplit(os.environ["DATABASE_URL"])
    return unquote(url.username or ""), unquote(url.password or "")


def main() -> int:
    """Grant as the owner; say so when there is no second role to grant to."""
    role, password = runtime()
    if role in ("", connection.get_connection_params().get("user")):
        print("privileges: DATABASE_URL names the owner; the web owns its tables", flush=True)
        return 0
    grant(role, password=password)
    return 0


if __name__ == "__main__":
    os.environ["PROCESS_ROLE"] = "owner"
    django.setup()
    sys.exit(main())
