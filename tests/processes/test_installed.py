"""The image's steps by hand, for want of Docker: installed from pinned requirements, not linked.

What this cannot see is the base image: the Python here is another.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.served import SECRET, TOKEN, Served, free_port, ready
from tests.processes.dockerfile import ROOT, Instruction, stages, texts

NOBODY = 65_534
MINUTES = 8 * 60
ENTRIES = [
    line[1:]
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    if line[0] == "!"
]


PIP = "/app/bin/pip install --no-cache-dir"


def test_the_steps_are_those_that_are_tried_here() -> None:
    build, image = stages()
    assert texts(build, "RUN") == [
        f"python -m venv /app && {PIP} --require-hashes -r requirements.txt",
        f"{PIP} --no-deps --no-build-isolation . && /app/bin/pip uninstall --yes setuptools pip",
    ]
    assert texts(image, "COPY") == ["--from=build /app /app"]
    assert texts(image, "USER") == ["10001"]
    assert [each.words for each in image if each.name == "CMD"] == [["rolecall", "run"]]


def test_what_is_copied_is_there_and_not_ignored() -> None:
    build, _ = stages()
    copied = [word for each in build if each.name == "COPY" for word in each.words[:-1]]
    assert set(copied) == set(ENTRIES)
    assert all((ROOT / each).exists() for each in copied)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that others may look into; pytest's own are closed to them."""
    made = Path(tempfile.mkdtemp(prefix="rolecall-image-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def sources(folder: Path) -> Path:
    """What is copied into the image to be installed, and the Procfile."""
    source = folder / "build"
    source.mkdir()
    for entry in (*ENTRIES, "Procfile"):
        here, there = ROOT / entry, source / entry
        if here.is_dir():
            shutil.copytree(here, there, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(here, there)
    return source


@pytest.fixture(scope="module")
def required(folder: Path, sources: Path) -> Path:
    """An environment with what is required, and without Rolecall itself."""
    made = folder / "required"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made], check=True)
    _pip(made, sources, "install", "--no-cache-dir", "--require-hashes", "-r", "requirements.txt")
    return made


@pytest.fixture(scope="module")
def app(folder: Path, required: Path, sources: Path) -> Path:
    """The image's /app: everything installed, and the sources gone."""
    app = Path(shutil.copytree(required, folder / "app", symlinks=True))
    source = Path(shutil.copytree(sources, folder / "built"))
    _pip(app, source, "install", "--no-cache-dir", "--no-deps", "--no-build-isolation", ".")
    _pip(app, source, "uninstall", "--yes", "setuptools")
    shutil.rmtree(source)
    return app


def _pip(environment: Path, cwd: Path, *arguments: str) -> None:
    # Debian's Python has no ensurepip: pip installs from outside.
    pip = [sys.executable, "-m", "pip"] if _has_pip(sys.executable) else ["python3", "-m", "pip"]
    command = [*pip, "--python", str(environment), *arguments, "--quiet"]
    subprocess.run(command, cwd=cwd, check=True, timeout=MINUTES)


def _has_pip(python: str) -> bool:
    return not subprocess.run(
        [python, "-c", "import pip"], capture_output=True, check=False
    ).returncode


def as_nobody() -> list[str]:
    """What makes root nobody, who may read all, for this Python may lie in root's own folder."""
    if os.geteuid() != 0:
        return []
    read_all = ("--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search")
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *read_all]


@pytest.fixture(scope="module")
def bot(app: Path, folder: Path) -> Iterator[Served]:
    """It runs as nobody, with what the image sets, and may write to its data alone."""
    data = folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        os.chown(data, NOBODY, NOBODY)
    port = free_port()
    log = folder / "output"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*as_nobody(), app / "bin" / "rolecall", "run"],
            cwd=data,
            env={
                "PATH": f"{app}/bin:{os.environ['PATH']}", "PORT": str(port), "ROLECALL_DATA": str(data),
                "SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN, "HOST": "127.0.0.1",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    with ready(Served(process, port, log)) as served:
        yield served


def test_it_serves_from_what_was_installed(bot: Served, app: Path) -> None:
    assert json.loads(bot.send("GET", "/readyz").body)["status"] == "ready"
    assert json.loads(bot.ask("/salary mle senior").body)["text"].startswith(
        "Machine Learning Engineer"
    )
    process = Path(f"/proc/{bot.process.pid}")
    assert str(app) in (process / "cmdline").read_text(encoding="utf-8")
    assert process.stat().st_uid != 0


def test_all_its_data_came_along(app: Path) -> None:
    (packages,) = (app / "lib").glob("python*/site-packages")
    for folder in ("bot", "handlers", "knowledge"):
        here = {
            path.relative_to(ROOT)
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        there = {path.relative_to(packages) for path in (packages / folder).rglob("*")}
        assert here <= there, sorted(map(str, here - there))[:9]


def test_the_procfile_starts_it_where_only_the_requirements_are(
    required: Path, sources: Path, tmp_path: Path
) -> None:
    assert not (required / "bin" / "rolecall").exists()
    lines = (sources / "Procfile").read_text(encoding="utf-8").splitlines()
    (web,) = [line.removeprefix("web: ") for line in lines if line.startswith("web: ")]
    port = free_port()
    log = tmp_path / "output"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", f"exec {web}"],
            cwd=sources,
            env={
                "PATH": f"{required}/bin:/usr/bin:/bin", "PORT": str(port), "ROLECALL_DATA": str(tmp_path / "data"),
                "SLACK_SIGNING_SECRET": SECRET, "SLACK_BOT_TOKEN": TOKEN,
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    with ready(Served(process, port, log)) as served:
        assert json.loads(served.ask("/salary mle").body)["text"].startswith("Machine Learning")
        assert served.end() == 0


def test_its_health_check_tells_life_from_death(bot: Served, app: Path) -> None:
    _, image = stages()
    (check,) = texts(image, "HEALTHCHECK")
    command = Instruction("CMD", check.partition("CMD ")[2]).words
    assert command[0] == "python"

    def healthy(port: int) -> bool:
        # Docker hands its own proxies on to every container.
        env = {
            "PORT": str(port),
            "HTTP_PROXY": "http://127.0.0.1:9",
            "http_proxy": "http://127.0.0.1:9",
        }
        ran = subprocess.run(
            [app / "bin" / "python", *command[1:]], env=env, capture_output=True, check=False
        )
        return ran.returncode == 0

    assert healthy(bot.port)
    assert not healthy(free_port())


def test_it_ends_when_the_image_is_stopped(bot: Served) -> None:
    assert bot.end() == 0
