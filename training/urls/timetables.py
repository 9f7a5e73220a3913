"""Addresses of programmes, timetable and teachers."""

from django.urls import path

from training.views import feeds, papers, programmes, rooms, rosters, teachers, timetables

urlpatterns = [
    path("programmes/", programmes.programme_list, name="programme-list"),
    path("programmes/<int:pk>/open/", programmes.programme_open, name="programme-open"),
    path("programmes/preset/<slug:code>/open/", programmes.preset_open, name="preset-open"),
    path("programmes/preset/<slug:code>/keep/", programmes.preset_keep, name="preset-keep"),
    path("blocks/<int:pk>/move/", programmes.block_move, name="block-move"),
    path("timetable/", timetables.week, name="timetable"),
    path("sessions/<int:pk>/edit/", timetables.session_edit, name="session-edit"),
    path("sessions/<int:pk>/swap/", timetables.session_swap, name="session-swap"),
    path("classes/<int:pk>/copy-day/", timetables.class_copy_day, name="class-copy-day"),
    path("teachers/", teachers.teacher_list, name="teacher-list"),
    path("teachers/<int:pk>/retire/", teachers.teacher_retire, name="teacher-retire"),
    path("rooms/", rooms.room_list, name="room-list"),
    path("rooms/<int:pk>/", rooms.room_week, name="room-week"),
    path("rooms/<int:pk>/<slug:name>/", rooms.room_act, name="room-act"),
    path("classes/<int:pk>/groups/", rosters.class_groups, name="class-groups"),
    path("classes/<int:pk>/monitor/", rosters.class_monitor, name="class-monitor"),
    path("classes/<int:pk>/papers/", papers.class_papers, name="class-papers"),
    path("classes/<int:pk>/papers/<int:paper_pk>/", papers.class_paper, name="class-paper"),
    path(
        "classes/<int:pk>/papers/<int:paper_pk>/file/",
        papers.class_paper_file,
        name="class-paper-file",
    ),
    path("cases/<int:case_pk>/postpone/", rosters.case_postpone, name="case-postpone"),
    path("postponements/<int:pk>/end/", rosters.postponement_end, name="postponement-end"),
    path("calendar/", feeds.calendar, name="calendar"),
    path("calendar/revoke/", feeds.calendar_revoke, name="calendar-revoke"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar-feed"),
]
