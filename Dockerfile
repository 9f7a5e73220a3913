# One image; web, worker, beat and migrate are its commands. All shell steps: docker/steps.sh.
FROM python:3.12-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 \
    VENV=/opt/recall \
    RECALL_FONTS=/opt/fonts \
    RECALL_STATIC=/opt/static \
    RECALL_VAR=/var/lib/recall \
    DJANGO_SETTINGS_MODULE=config.settings.prod
WORKDIR /app
COPY tools/ tools/
COPY docker/ docker/
RUN docker/steps.sh install-system

FROM base AS python
COPY requirements/ requirements/
RUN docker/steps.sh install-python

FROM python AS fonts
RUN docker/steps.sh build-fonts

FROM base
COPY --from=python /opt/recall /opt/recall
COPY --from=fonts /opt/fonts /opt/fonts
COPY . .
RUN docker/steps.sh collect \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin recall \
    && install -d -o recall -g recall -m 0700 /var/lib/recall
USER 10001
VOLUME /var/lib/recall
EXPOSE 8000
ENTRYPOINT ["docker/steps.sh"]
CMD ["web"]
