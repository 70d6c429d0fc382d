"""Machines on a network of their own: namespaces of Linux, joined by a bridge in one more of them.

Nothing here can be reached from outside, and nothing outside from here.
"""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

NAMESPACES = Path("/run/netns")
CLONE_NEWNET = 0x40000000
NOBODY = "02:00:00:00:00:fe"
"""The hardware address of a machine that is not there: what is sent to it is lost without a word."""


def why_impossible() -> str | None:
    """Why this machine cannot have such a network; None where it can."""
    if os.geteuid() != 0:
        return "only root may make network namespaces"
    if shutil.which("ip") is None:
        return "there is no `ip` (Debian: apt-get install iproute2)"
    try:
        with network("probe"):
            return None
    except subprocess.CalledProcessError as error:
        return f"no network namespaces here: {error.stderr.strip()}"


@dataclass(frozen=True)
class Host:
    """A machine: the name of its namespace and its address."""

    namespace: str
    address: str

    @contextmanager
    def inside(self) -> Generator[None]:
        """This thread is on the machine for a while; so is what it starts then, for good."""
        with Path("/proc/thread-self/ns/net").open("rb") as here:
            _enter(NAMESPACES / self.namespace)
            try:
                yield
            finally:
                _set_namespace(here.fileno())

    def lose(self, other: "Host") -> None:
        """From now on nothing that is sent to the other machine arrives."""
        changed = ("replace", other.address, "lladdr", NOBODY, "nud", "permanent", "dev", "eth0")
        _ip("-n", self.namespace, "neigh", *changed)

    def find(self, other: "Host") -> None:
        """End that."""
        _ip("-n", self.namespace, "neigh", "del", other.address, "dev", "eth0")


@contextmanager
def network(*names: str) -> Generator[tuple[Host, ...]]:
    """Machines that reach each other, until the end of the block."""
    mine = f"rolecall-{os.getpid()}"
    with ExitStack() as stack:
        hub = _namespace(stack, f"{mine}-hub")
        _ip("-n", hub, "link", "add", "bridge", "type", "bridge")
        _ip("-n", hub, "link", "set", "bridge", "up")
        yield tuple(
            _joined(stack, hub, f"{mine}-{name}", number) for number, name in enumerate(names, 2)
        )


def _joined(stack: ExitStack, hub: str, name: str, number: int) -> Host:
    host = Host(_namespace(stack, name), f"10.77.0.{number}")
    port = f"port{number}"
    _ip("-n", hub, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name)
    _ip("-n", hub, "link", "set", port, "master", "bridge", "up")
    _ip("-n", name, "address", "add", f"{host.address}/24", "dev", "eth0")
    _ip("-n", name, "link", "set", "eth0", "up")
    return host


def _namespace(stack: ExitStack, name: str) -> str:
    _ip("netns", "add", name)
    # What runs in it keeps it; without its name it ends with the last of them.
    stack.callback(_ip, "netns", "del", name)
    _ip("-n", name, "link", "set", "lo", "up")
    return name


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


def _enter(namespace: Path) -> None:
    with namespace.open("rb") as there:
        _set_namespace(there.fileno())


def _set_namespace(file: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(file, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
