"""A program that publishes sets of documents in turn until it is killed, as often as it is asked to.

Called with the store's path and a JSON file: `{revision: [[path, content], …], …}`. At the line
`start` it forks a process that publishes for ever and says so once the first set is published; at the
line `kill` it kills that process and says with which code it ended.
"""

import itertools
import json
import os
import signal
import sys
from pathlib import Path

from knowledge.files import Document
from knowledge.store import KnowledgeStore

Sets = dict[str, list[tuple[str, dict[str, object]]]]


def publish_forever(store: KnowledgeStore, sets: Sets) -> None:
    for turn, revision in enumerate(itertools.cycle(sets)):
        store.publish([Document(path, content) for path, content in sets[revision]], revision)
        if turn == 0:
            say("publishing")


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(store: str, sets: str) -> None:
    published: Sets = json.loads(Path(sets).read_text(encoding="utf-8"))
    while sys.stdin.readline() == "start\n":
        process = os.fork()
        if process == 0:
            try:
                publish_forever(KnowledgeStore(Path(store)), published)
            finally:
                say("failed")
        sys.stdin.readline()
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        say(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(*sys.argv[1:])
