# Nearer in one container. Build and start it with compose.yaml, which puts https in front.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app \
    NEARER_DATA=/data \
    NEARER_BEHIND_TLS=1

WORKDIR /app
COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
        --no-deps --only-binary :all: --require-hashes -r requirements/run.txt
COPY nearer nearer
RUN python -m compileall -q nearer \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin nearer \
    && install -d -m 0700 -o nearer -g nearer /data

USER nearer
VOLUME /data
EXPOSE 8321
HEALTHCHECK --interval=60s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8321), 3).close()"]
ENTRYPOINT ["python", "-P", "-m", "nearer"]
CMD ["serve", "--host", "0.0.0.0"]
