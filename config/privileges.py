"""What the runtime role may do to each table: python -m config.privileges, as the owner.

The web and the worker come as a role that owns nothing. Every table stands in exactly one list; a
table in none gets no privilege at all, and a test fails until somebody decided. The grants are
made anew after every migration: config.prepare, docker/steps.sh migrate. See docs/adr/0015.
"""

import os
import sys
from urllib.parse import unquote, urlsplit

import django
from django.db import connection
from psycopg import sql

# Written once: what was done, verified, decided or voted stays as it was.
APPENDED = {
    "assessment_appealmember",
    "assessment_appealstep",
    "assessment_baninquiry",
    "assessment_clearingnote",
    "assessment_outcomereceipt",
    "assessment_paychange",
    "assessment_payeffect",
    "assessment_payrunline",
    "assessment_repayment",
    "assessment_scoreversion",
    "audit_entry",
    "audit_seal",
    "evidence_bookaward",
    "evidence_bookentry",
    "evidence_bookrule",
    "evidence_bookshare",
    "evidence_panelrecusal",
    "evidence_pollcount",
    "evidence_presentationrecusal",
    "evidence_weekcheck",
    "evidence_weektally",
    "recall_allegation",
    "recall_campaignstep",
    "recall_casestep",
    "recall_decision",
    "recall_decisionmember",
    "recall_exemptionanswer",
    "recall_finding",
    "recall_flaganswer",
    "recall_meetingpaper",
    "recall_meetingrecusal",
    "recall_meetingresult",
    "recall_meetingseat",
    "recall_meetingstep",
    "recall_meetingvote",
    "recall_nominationstep",
    "recall_reasonsheet",
    "recall_recusal",
    "recall_risksample",
    "recall_servicereceipt",
    "recall_settledfact",
    "recall_settlement",
    "recall_statement",
    "recall_submission",
    "recall_talk",
    "recall_talkrequest",
    "recall_verification",
    "recall_zeroreport",
    "schemes_schemeversionstep",
    "training_answermark",
    "training_attendancecorrection",
    "training_checkin",
    "training_examinationitem",
    "training_journalphoto",
    "training_monthreview",
    "training_paperanswer",
    "training_postingextension",
    "training_postingtransfer",
    "training_problemstep",
    "training_programme",
    "training_residentword",
    "training_walkin",
    "training_weeknote",
}
# Changed by acts, never removed.
KEPT = {
    "accounts_grant",
    "accounts_grantrequest",
    "accounts_user",
    "assessment_appeal",
    "assessment_assessment",
    "assessment_outcome",
    "assessment_ban",
    "assessment_followup",
    "assessment_outsideterm",
    "assessment_payrun",
    "assessment_referral",
    "assessment_reversal",
    "assessment_score",
    "assessment_volume",
    "cadres_annualrating",
    "cadres_education",
    "cadres_honour",
    "cadres_kinship",
    "cadres_merger",
    "cadres_protection",
    "cadres_rankperiod",
    "evidence_book",
    "evidence_bookduty",
    "evidence_bookitem",
    "evidence_bookmember",
    "evidence_bookobjection",
    "evidence_bookperiod",
    "evidence_checklist",
    "evidence_complaint",
    "evidence_complaintplan",
    "evidence_honourlist",
    "evidence_inspection",
    "evidence_inspectionfinding",
    "evidence_listentry",
    "evidence_panel",
    "evidence_papersheet",
    "evidence_poll",
    "evidence_presentationreport",
    "evidence_presentationround",
    "evidence_presentationvalue",
    "evidence_problem",
    "evidence_reminder",
    "evidence_signal",
    "evidence_targetplan",
    "evidence_weekplan",
    "evidence_weektask",
    "evidence_zeroreturn",
    "documents_document",
    "documents_documentcounter",
    "exports_export",
    "imports_importrun",
    "jobs_job",
    "recall_campaign",
    "recall_case",
    "recall_challenge",
    "recall_clock",
    "recall_evasion",
    "recall_clockpause",
    "recall_meeting",
    "recall_meetingmember",
    "recall_clearingline",
    "recall_rehabilitation",
    "schemes_ground",
    "schemes_groundset",
    "schemes_scheme",
    "schemes_schemeversion",
    "recall_nomination",
    "recall_redaction",
    "recall_round",
    "recall_unitmeasure",
    "recall_unitopinion",
    "recall_wordcover",
    "reports_replay",
    "reports_summary",
    "training_attendance",
    "training_block",
    "training_calendarfeed",
    "training_enrolment",
    "training_examination",
    "training_hostplace",
    "training_journalentry",
    "training_paper",
    "training_postingpause",
    "training_postponement",
    "training_practiceposting",
    "training_problem",
    "training_question",
    "training_session",
    "training_suspension",
    "training_teacher",
    "training_trainingclass",
    "training_wordinvite",
    "units_formerdivision",
    "units_formerunit",
    "units_jurisdiction",
    "units_unitact",
}
# Drafts, sessions, and what an import made and takes back while nothing refers to it.
REMOVED = {
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_failedsignin",
    "accounts_formerpassword",
    "accounts_limit",
    "accounts_session",
    "cadres_cadre",
    "cadres_gap",
    "cadres_pair",
    "cadres_formsheet",
    "cadres_post",
    "django_session",
    "evidence_checklistitem",
    "evidence_complaintline",
    "evidence_evidencefile",
    "evidence_inspectionfile",
    "evidence_inspectionperson",
    "evidence_panelcandidate",
    "evidence_panelcriterion",
    "evidence_panelmember",
    "evidence_panelsheet",
    "evidence_servedcount",
    "evidence_presentationcomment",
    "evidence_presentationindicator",
    "evidence_presentationmember",
    "evidence_presentationseat",
    "evidence_targetitem",
    "evidence_targetscore",
    "evidence_pollgroup",
    "evidence_pollsubject",
    "evidence_polltoken",
    "evidence_pollvoter",
    "imports_importrow",
    "mfa_authenticator",
    "recall_calendarday",
    "recall_campaignground",
    "recall_campaignunit",
    "recall_fact",
    "recall_factevidence",
    "recall_meetingitem",
    "recall_takensignal",
    "recall_yearcalendar",
    "schemes_clause",
    "schemes_correspondence",
    "search_word",
    "units_unit",
}
# Put in and never looked at: only an owned function takes it out again.
POSTED = {"evidence_urnballot"}
# The framework's and the trail's own, and what an owned function writes: only the owner writes.
READ = {
    "audit_pending",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "evidence_ballot",
    "search_reading",
}
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
