#!/bin/sh
# Every shell step of the image, in one place that the tests run too: docker/steps.sh STEP.
# VENV is the virtual environment, RECALL_FONTS the fonts, RECALL_STATIC the collected files.
set -eu
cd "$(dirname "$0")/.."
: "${VENV:=/opt/recall}"
: "${PORT:=8000}"
: "${RECALL_VAR:=/var/lib/recall}"
export RECALL_VAR
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-config.settings.prod}"

install_system() {
    apt-get update -qq
    # shellcheck disable=SC2046 - the list is words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $(python3 -m tools.bootstrap packages)
    rm -rf /var/lib/apt/lists/*
}

install_python() {
    python3 -m venv "$VENV"
    "$VENV/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check \
        --require-hashes -r requirements/base.txt
}

build_fonts() {
    [ -e "$RECALL_FONTS/fonts.conf" ] || [ "$(id -u)" -ne 0 ] || apt-get update -qq
    "$VENV/bin/python" -m tools.build_fonts "$RECALL_FONTS"
}

collect() { # needs no server and no secret, only values that settings can read
    nothing=$(head -c 32 /dev/zero | base64)
    env SECRET_KEY=collect FIELD_KEYS="none:$nothing" FINGERPRINT_KEY="$nothing" DATABASE_URL=postgres:///none REDIS_URL=redis://none \
        ALLOWED_HOSTS=none TRUSTED_PROXY_COUNT=0 INNER_NETWORK_IS_CLOSED=1 \
        "$VENV/bin/python" manage.py collectstatic --noinput --clear --verbosity 0
    for words in locale/*/LC_MESSAGES/*.po; do
        [ ! -e "$words" ] || msgfmt --check-format -o "${words%.po}.mo" "$words"
    done
}

migrate() {
    PROCESS_ROLE=owner "$VENV/bin/python" manage.py migrate --noinput
    exec "$VENV/bin/python" -m config.privileges
}

set_up() { # the three administrators of a fresh installation: docs/security.md
    PROCESS_ROLE=command exec "$VENV/bin/python" manage.py set_up "$@"
}

web() {
    PROCESS_ROLE=web exec "$VENV/bin/gunicorn" config.wsgi:application \
        --bind "${BIND:-0.0.0.0}:$PORT" --worker-class gthread --workers "${WORKERS:-2}" \
        --threads 4 --timeout 60 --graceful-timeout 20 --max-requests 5000 \
        --max-requests-jitter 500 --no-control-socket --worker-tmp-dir /dev/shm
}

worker() {
    PROCESS_ROLE=worker exec "$VENV/bin/celery" -A config.celery worker --loglevel INFO \
        --concurrency "${WORKERS:-2}" --without-mingle
}

beat() {
    PROCESS_ROLE=beat exec "$VENV/bin/celery" -A config.celery beat --loglevel INFO \
        --schedule "$RECALL_VAR/beat-schedule" --pidfile ''
}

health() { # health web|worker|beat: exit 0 when that process does its work
    case "$1" in
    web) exec "$VENV/bin/python" -m tools.ask_health "$PORT" ;;
    worker)
        PROCESS_ROLE=worker exec "$VENV/bin/celery" -A config.celery inspect ping \
            --destination "celery@$(hostname)" --timeout 5
        ;;
    beat) # it writes its schedule down every three minutes
        [ -n "$(find "$RECALL_VAR" -maxdepth 1 -name 'beat-schedule*' -mmin -6)" ]
        ;;
    *) echo "docker/steps.sh health web|worker|beat" >&2 && exit 2 ;;
    esac
}

step="${1:-}"
[ "$#" -eq 0 ] || shift
case "$step" in
install-system) install_system ;;
install-python) install_python ;;
build-fonts) build_fonts ;;
collect) collect ;;
migrate) migrate ;;
set-up) set_up "$@" ;;
web) web ;;
worker) worker ;;
beat) beat ;;
health) health "${1:-}" ;;
*)
    echo "docker/steps.sh install-system|install-python|build-fonts|collect|migrate|set-up|web|worker|beat|health" >&2
    exit 2
    ;;
esac
