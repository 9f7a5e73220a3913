"""Addresses of the training floor."""

from django.urls import path

from training.urls import (
    attendance,
    examinations,
    guests,
    plans,
    polls,
    practice,
    ratings,
    reflections,
    talks,
    timetables,
)
from training.views import classes, phone, postings, sessions

app_name = "training"
urlpatterns = [
    *timetables.urlpatterns,
    path("classes/", classes.class_list, name="class-list"),
    path("classes/new/", classes.class_plan, name="class-plan"),
    path("classes/<int:pk>/", classes.class_detail, name="class-detail"),
    path("classes/<int:pk>/enrol/", classes.class_enrol, name="class-enrol"),
    path("classes/<int:pk>/sessions/new/", sessions.session_add, name="session-add"),
    path("sessions/<int:pk>/attendance/", sessions.session_attendance, name="session-attendance"),
    path("sessions/<int:pk>/cancel/", sessions.session_cancel, name="session-cancel"),
    path("enrolments/<int:pk>/withdraw/", classes.enrolment_withdraw, name="enrolment-withdraw"),
    path("postings/", postings.posting_list, name="posting-list"),
    path("postings/<int:pk>/", postings.posting_detail, name="posting-detail"),
    path("postings/<int:pk>/finish/", postings.posting_finish, name="posting-finish"),
    path("postings/<int:pk>/journal/", phone.journal_write, name="journal-write"),
    path("cases/<int:case_pk>/posting/", postings.posting_send, name="posting-send"),
    path("journal/<int:pk>/remark/", postings.journal_remark, name="journal-remark"),
    *practice.urlpatterns,
    path("today/", phone.today, name="today"),
    path("my-trainees/", phone.my_trainees, name="my-trainees"),
    *attendance.urlpatterns,
    *examinations.urlpatterns,
    *reflections.urlpatterns,
    *ratings.urlpatterns,
    *polls.urlpatterns,
    *guests.urlpatterns,
    *talks.urlpatterns,
    *plans.urlpatterns,
]
