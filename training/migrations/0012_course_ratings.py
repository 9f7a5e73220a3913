"""Ratings of courses, and the one door out of their urn: at closing, as the owner."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

FORWARDS = """
CREATE FUNCTION training_open_ratings(closing bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    fewest constant integer := 5;
    total bigint;
BEGIN
    PERFORM FROM public.training_courserating c
    WHERE c.id = closing AND c.closed_at IS NULL
        AND NOT EXISTS (SELECT FROM public.training_ratinganswer a WHERE a.rating_id = c.id)
        AND (c.closes_on < (now() AT TIME ZONE 'Asia/Shanghai')::date
            OR NOT EXISTS (SELECT FROM public.training_ratingseat s WHERE s.rating_id = c.id))
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Cannot open the urn of a rating that is closed, or not over yet'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ratings_open_once';
    END IF;
    SELECT count(*) INTO total FROM public.training_urnrating u WHERE u.rating_id = closing;
    IF total >= fewest THEN
        INSERT INTO public.training_ratinganswer (id, rating_id, marks)
        SELECT u.id, u.rating_id, u.marks FROM public.training_urnrating u
        WHERE u.rating_id = closing ORDER BY u.id;
        INSERT INTO public.training_ratingremark (id, rating_id, text)
        SELECT r.id, closing, r.remark FROM (
            SELECT gen_random_uuid() AS id, u.remark FROM public.training_urnrating u
            WHERE u.rating_id = closing AND u.remark <> ''
        ) r ORDER BY r.id;
    END IF;
    DELETE FROM public.training_urnrating u WHERE u.rating_id = closing;
    RETURN total;
END $$;
REVOKE ALL ON FUNCTION training_open_ratings(bigint) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0011_reflections'),
        ('units', '0002_dated_tree'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('items', models.JSONField(verbose_name='评价项目')),
                ('seats_made', models.PositiveSmallIntegerField(verbose_name='可评人数')),
                ('closes_on', models.DateField(verbose_name='截止日期')),
                ('given', models.PositiveSmallIntegerField(null=True, verbose_name='评价人数')),
                ('opened_at', models.DateTimeField(verbose_name='开放时间')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='公布时间')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='training.session')),
                ('teacher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RatingAnswer',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField()),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='training.courserating')),
            ],
        ),
        migrations.CreateModel(
            name='RatingItems',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('items', models.JSONField(verbose_name='评价项目')),
                ('set_at', models.DateTimeField(verbose_name='设定时间')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.jurisdiction')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.programme')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('training_class', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.trainingclass')),
            ],
        ),
        migrations.CreateModel(
            name='RatingRemark',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('text', models.CharField(max_length=300, verbose_name='意见')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='training.courserating')),
            ],
        ),
        migrations.CreateModel(
            name='RatingSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='training.courserating')),
            ],
        ),
        migrations.CreateModel(
            name='UrnRating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField()),
                ('remark', models.CharField(blank=True, max_length=300)),
                ('seat_key', models.BigIntegerField(null=True)),
                ('rated_on', models.DateField(null=True)),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.courserating')),
            ],
        ),
        migrations.AddConstraint(
            model_name='courserating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='courserating_closed_by_with_at'),
        ),
        migrations.AddConstraint(
            model_name='courserating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('given', None)), models.Q(('closed_at__isnull', False), ('given__lte', models.F('seats_made'))), _connector='OR'), name='courserating_counted_when_closed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courserating',
            trigger=pgtrigger.compiler.Trigger(name='as_opened', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."session_id" IS DISTINCT FROM (NEW."session_id") OR OLD."teacher_id" IS DISTINCT FROM (NEW."teacher_id") OR OLD."items" IS DISTINCT FROM (NEW."items") OR OLD."seats_made" IS DISTINCT FROM (NEW."seats_made") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='811dd90984f30fd8e85d7252d57b213aa0782ae4', operation='UPDATE', pgid='pgtrigger_as_opened_54b22', table='training_courserating', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courserating',
            trigger=pgtrigger.compiler.Trigger(name='closed_stays_closed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7f9451079a48f12d94f3d09619313099a26d0e09', operation='UPDATE', pgid='pgtrigger_closed_stays_closed_e1db1', table='training_courserating', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courserating',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='954063eb59a2ab9bab6845c046a60fd447ce44f3', operation='DELETE', pgid='pgtrigger_never_removed_ad6b9', table='training_courserating', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratinganswer',
            trigger=pgtrigger.compiler.Trigger(name='as_told', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fdd9f5b5a7d4523495877e397e1d049e855433e7', operation='UPDATE OR DELETE', pgid='pgtrigger_as_told_84895', table='training_ratinganswer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ratingitems',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('programme__isnull', False), ('training_class', None)), models.Q(('programme', None), ('training_class__isnull', False)), _connector='OR'), name='ratingitems_of_class_or_programme'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingitems',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='73d70edbd95c2c642cdb3a840305d3dcd53df6a8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_613e8', table='training_ratingitems', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ratingremark',
            trigger=pgtrigger.compiler.Trigger(name='as_told', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d5c1403effd4c2cec4664fbf1e41ff1a619fffd4', operation='UPDATE OR DELETE', pgid='pgtrigger_as_told_696ec', table='training_ratingremark', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='ratingseat',
            constraint=models.UniqueConstraint(fields=('rating', 'enrolment'), name='ratingseat_once'),
        ),
        migrations.AddConstraint(
            model_name='urnrating',
            constraint=models.CheckConstraint(condition=models.Q(('rated_on', None), ('seat_key', None)), name='urnrating_keeps_no_trace'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='urnrating',
            trigger=pgtrigger.compiler.Trigger(name='burns_a_seat', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE burnt bigint; told record;', func="\n    SELECT s.rating_id INTO burnt FROM training_ratingseat s WHERE s.id = NEW.seat_key;\n    SELECT c.closed_at, c.closes_on, c.items INTO told\n    FROM training_courserating c WHERE c.id = burnt FOR SHARE;  -- before the seat, as closing does\n    DELETE FROM training_ratingseat s WHERE s.id = NEW.seat_key RETURNING s.rating_id INTO burnt;\n    IF burnt IS NULL THEN\n        RAISE EXCEPTION 'Cannot rate: no unused seat'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_burns_a_seat';\n    END IF;\n    IF told.closed_at IS NOT NULL OR NEW.rated_on IS NULL OR NEW.rated_on > told.closes_on THEN\n        RAISE EXCEPTION 'Cannot rate: not the time'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_in_time';\n    END IF;\n    IF jsonb_array_length(NEW.marks) <> jsonb_array_length(told.items) OR EXISTS (\n        SELECT FROM jsonb_array_elements(NEW.marks) m\n        WHERE m.value::text NOT IN ('1', '2', '3', '4', '5')\n    ) THEN\n        RAISE EXCEPTION 'Cannot rate: marks do not fit'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'rating_fits';\n    END IF;\n    NEW.rating_id := burnt;\n    NEW.seat_key := NULL;\n    NEW.rated_on := NULL;\n    RETURN NEW;\n", hash='4b9c1173827ce50b8fe1f04b7dcc09186586450d', operation='INSERT', pgid='pgtrigger_burns_a_seat_bcd36', table='training_urnrating', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='urnrating',
            trigger=pgtrigger.compiler.Trigger(name='as_given', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='cf5ca784f9ed3578d8c95d405f19c2554e884291', operation='UPDATE', pgid='pgtrigger_as_given_b9ca5', table='training_urnrating', when='BEFORE')),
        ),
        migrations.RunSQL(FORWARDS, "DROP FUNCTION training_open_ratings(bigint)"),
    ]
