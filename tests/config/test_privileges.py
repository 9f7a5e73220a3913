"""The runtime role against raw SQL, on a connection of its own; and every act as that role."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg import errors, sql

from config import privileges
from core.audit import checking, partitions, sealing
from tests.factories import keeping as keep
from tests.factories import training as make
from tests.fixtures import media  # noqa: F401
from tests.moments import NOW
from tests.permissions.worlds import place

LISTS = [tables for tables, _verbs in privileges.VERBS]
TRAIL = ("audit_entry", "audit_entry_default", "audit_seal", "audit_pending")


@pytest.fixture(scope="module")
def role(django_db_setup, django_db_blocker):
    """Grant for good, in the test database: rights alone change nothing for other tests."""
    with django_db_blocker.unblock():
        name = f"{connection.settings_dict['NAME']}_app"[:60]
        privileges.grant(name, password="only-for-tests")
    return name


@pytest.fixture
def app(role):
    """A second, real connection as the runtime role."""
    known = connection.get_connection_params()
    login = {key: known[key] for key in ("dbname", "host", "port") if known.get(key)}
    with psycopg.connect(**login, user=role, password="only-for-tests", autocommit=True) as line:
        yield line


def standing(kind):
    with connection.cursor() as cursor:
        cursor.execute(kind)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_stands_in_exactly_one_list():
    """A new table: decide in config/tables.py whether it is appended, kept, removed or read."""
    tables = standing(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'm', 'v', 'f')"
        " AND relnamespace = 'public'::regnamespace AND NOT relispartition"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_class.oid AND deptype = 'e')"
    )
    listed = [table for tables in LISTS for table in tables]

    undecided, gone = sorted(tables - set(listed)), sorted(set(listed) - tables)
    twice = sorted({table for table in listed if listed.count(table) > 1})

    assert not undecided, (
        f"The web could not touch {undecided}. Put each into one list of config/tables.py:"
        " APPENDED (history: SELECT, INSERT), KEPT (acts change it, nobody removes it),"
        " REMOVED (drafts, sessions, what an import takes back), READ (only the owner writes)."
        " What the trail, a decision or a person's file rests on is never in REMOVED."
    )
    assert not gone, f"config/tables.py names tables that no migration makes: {gone}"
    assert not twice, f"config/tables.py names these twice: {twice}"


@pytest.mark.django_db
def test_every_table_with_the_append_only_trigger_is_appended_only():
    guarded = standing(
        "SELECT relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
        " WHERE tgname LIKE 'pgtrigger_append_only%' AND NOT relispartition"
    )

    assert guarded <= privileges.APPENDED


@pytest.mark.django_db
def test_functions_that_run_as_their_owner_have_a_fixed_search_path():
    loose = standing(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=pg_catalog%'"
    )

    assert loose == set()


def test_runtime_role_privileges(app):
    owned = app.execute(
        "SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole"
    ).fetchone()
    limits = app.execute(
        "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles"
        " WHERE rolname = current_user"
    ).fetchone()

    assert (owned, limits) == ((0,), (False, False, False, False))


CHANGES = [
    "UPDATE {table} SET ctid = ctid",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
]
TAKEOVERS = [
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "ALTER TABLE {table} ADD COLUMN extra int",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "DROP TABLE {table}",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()",  # noqa: E501
    "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
    "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
]


def refused(app, statement):
    try:
        app.execute(statement)
    except errors.InsufficientPrivilege:
        return True
    except psycopg.Error as error:
        return f"{type(error).__name__}: {error}"
    return False


@pytest.mark.parametrize("statement", [*CHANGES, *TAKEOVERS], ids=lambda text: text[:34])
def test_written_rows_refuse_the_runtime_role(app, statement):
    tables = sorted(privileges.APPENDED | set(TRAIL))
    if statement.startswith("UPDATE"):
        statement = statement.replace("ctid = ctid", "{column} = {column}")

    answers = {}
    for table in tables:
        column = {"audit_seal": "number", "audit_pending": "entry_id"}.get(table, "id")
        text = statement.format(table=table, column=column)
        answers[table] = refused(app, text)

    assert {table: answer for table, answer in answers.items() if answer is not True} == {}


def test_web_puts_ballots_in_and_takes_none_out(app):
    """The urn is not read before the count, and counted ballots come from the urn alone."""
    told = [
        "SELECT * FROM evidence_urnballot",
        "COPY evidence_urnballot TO STDOUT",
        "UPDATE evidence_urnballot SET marks = '{}'",
        "DELETE FROM evidence_urnballot",
        "INSERT INTO evidence_urnballot DEFAULT VALUES RETURNING marks",
        "INSERT INTO evidence_ballot (id, group_id, marks, is_valid)"
        " VALUES (gen_random_uuid(), 1, '{}', false)",
        "UPDATE evidence_ballot SET marks = '{}'",
        "DELETE FROM evidence_ballot",
    ]

    assert {text: refused(app, text) for text in told} == dict.fromkeys(told, True)


def test_kept_rows_refuse_removal(app):
    found = app.execute("SELECT relname FROM pg_class WHERE relkind = 'r'").fetchall()
    tables = sorted(privileges.KEPT & {row[0] for row in found})
    verbs = ("DELETE FROM", "TRUNCATE")

    answers = {table: [refused(app, f"{verb} {table}") for verb in verbs] for table in tables}

    assert {table for table, answer in answers.items() if answer != [True, True]} == set()


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "CREATE ROLE friend SUPERUSER",
        "CREATE TABLE own (id int)",
        "CREATE FUNCTION audit_wait() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION audit_wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "DROP FUNCTION audit_wait() CASCADE",
        "ALTER FUNCTION audit_take(integer) SECURITY INVOKER",
        "INSERT INTO audit_pending VALUES (1, now())",
        "INSERT INTO audit_entry_default SELECT * FROM audit_entry",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "SELECT setval('audit_entry_id_seq', 1)",
        "COPY audit_entry TO PROGRAM 'cat'",
        "COPY audit_entry FROM '/etc/passwd'",
        "SELECT pg_read_file('/etc/passwd')",
        "SELECT lo_import('/etc/passwd')",
    ],
    ids=lambda text: text[:40],
)
def test_runtime_role_cannot_help_itself(app, statement):
    assert refused(app, statement) is True


def test_runtime_role_cannot_become_the_owner(app):
    owner = sql.Identifier(connection.get_connection_params()["user"])

    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(sql.SQL("SET ROLE {}").format(owner))


@pytest.mark.sweep
@pytest.mark.django_db
def test_every_act_and_the_chain_work_as_the_runtime_role(role):
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)).as_string())

    place()
    partitions.make_ahead(at=NOW.replace(year=2032))

    assert sealing.seal_all(at=NOW) > 50
    assert checking.first_break() is None


@pytest.mark.django_db
def test_a_decided_list_is_the_only_way_out_for_the_runtime_role(role, media):  # noqa: F811
    world = make.world()
    case = keep.ended(world)
    row = keep.approved(world, keep.listed(world))
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)).as_string())
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger"
        )
        for table in ("recall_nomination", "recall_nominationstep", "recall_case"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")

    keep.carried_out(row)

    assert not type(case).objects.exists()


@pytest.mark.django_db
def test_grant_twice_changes_nothing(role):
    asked = "SELECT relname || relacl::text FROM pg_class WHERE relacl IS NOT NULL"
    before = standing(asked)
    with transaction.atomic():
        privileges.grant(role)

    assert standing(asked) == before


@pytest.mark.django_db
def test_main_without_a_second_role_says_so(capsys, monkeypatch):
    user = connection.get_connection_params().get("user", "")
    monkeypatch.setenv("DATABASE_URL", f"postgres://{user}@/recall")

    assert privileges.main() == 0
    assert "owns its tables" in capsys.readouterr().out


@pytest.mark.django_db
def test_main_grants_to_the_role_of_the_address(role, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"postgres://{role}:only-for-tests@/recall")

    assert privileges.main() == 0
