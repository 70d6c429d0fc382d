# docker build -t rolecall .
# docker run --env-file .env -p 3000:3000 -v rolecall:/data --stop-timeout 30 rolecall
# (Docker itself would give it 10 seconds to finish what it has acknowledged.)
FROM python:3.12-slim AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /app && /app/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY knowledge knowledge
# Installed, not linked: the image below has no sources beside it. What builds it is pinned as well.
RUN /app/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /app/bin/pip uninstall --yes setuptools pip

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home rolecall
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PORT=3000 ROLECALL_DATA=/data PYTHONUNBUFFERED=1
# A number, so that Kubernetes can see that it is not root (runAsNonRoot).
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
# In Socket Mode too: PORT is set, so that the probes are served there.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, sys; from http.client import HTTPConnection; ask = HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); ask.request('GET', '/healthz'); sys.exit(ask.getresponse().status != 200)"]
CMD ["rolecall", "run"]
