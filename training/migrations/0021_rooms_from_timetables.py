"""Rooms that timetables wrote by hand become rows of the library; their seats are not known."""

from django.db import migrations


def enter(apps, schema_editor):
    sessions = apps.get_model("training", "Session").objects.filter(hall=None).exclude(room="")
    rooms = apps.get_model("training", "Room").objects
    for county, venue, room in sessions.values_list("county", "venue", "room").distinct():
        row, _made = rooms.get_or_create(county_id=county, place=venue, name=room)
        sessions.filter(county=county, venue=venue, room=room).update(hall=row)


def leave(apps, schema_editor):
    apps.get_model("training", "Session").objects.update(hall=None)
    apps.get_model("training", "Room").objects.filter(entered_at=None).delete()


class Migration(migrations.Migration):
    dependencies = [("training", "0020_rooms")]
    operations = [migrations.RunPython(enter, leave)]
