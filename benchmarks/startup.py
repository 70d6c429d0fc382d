"""How long it takes from nothing to the first answer, and the memory that it needs.

Each line is a process of its own, `rolecall ask`: first from the knowledge files, which are read,
checked and published to the store, then from the store.
"""

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from generated import documents_of


def print_startup(many: int) -> None:
    """Print a line for the real roles and for many, from files and from the store."""
    print(f"{'until the first answer':<48}{'seconds':>8}{'megabytes at the most':>26}")
    for roles, name in ((0, "the real roles"), (many, f"{many:,} roles")):
        with TemporaryDirectory() as folder:
            content, data = Path(folder, "content"), Path(folder, "data")
            write_files(roles, content)
            for way in ("from files", "from the store"):
                seconds, megabytes = ask_once(content, data)
                print(f"{f'{name}, {way}':<48}{seconds:>8.2f}{megabytes:>26.0f}")


def write_files(roles: int, content: Path) -> None:
    """Knowledge files of so many roles; JSON is YAML too."""
    for document in documents_of(roles):
        path = content / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document.content, ensure_ascii=False), encoding="utf-8")


def ask_once(content: Path, data: Path) -> tuple[float, float]:
    """The seconds that one question takes in a new process, and its peak of memory in megabytes."""
    program = str(Path(sys.executable).with_name("rolecall"))
    surroundings = {
        **os.environ,
        "ROLECALL_CONTENT": str(content),
        "ROLECALL_DATA": str(data),
    }
    start = time.perf_counter()
    child = os.posix_spawn(
        program,
        [program, "ask", "/salary mle"],
        surroundings,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError("rolecall ask failed")
    # Linux gives kilobytes, macOS bytes.
    return seconds, usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
