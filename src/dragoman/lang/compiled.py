"""Compiled packs, kept between runs. In: a pack's folder. Out: the pack, compiled once for each state of its files.

A large pack takes a second to compile and a twentieth of that to load again. What is kept is this user's own, in the cache folder
(`DRAGOMAN_CACHE`, else `XDG_CACHE_HOME`, else `~/.cache`); where nothing can be written, the pack is compiled each time.
"""

import hashlib
import os
import pickle
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

_FORMAT = 1


def kept(folder: Path, compile_pack: Callable[[], Any]) -> Any:
    """Return what `compile_pack` makes of the pack in `folder`, from the cache where its files have not changed."""
    place = _place()
    path = place / f"{folder.name}-{_state(folder)}.pack"
    found = _load(path)
    if found is None:
        found = compile_pack()
        _keep(path, found, folder.name)
    return found


def _place() -> Path:
    told = os.environ.get("DRAGOMAN_CACHE")
    return Path(told) if told else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dragoman"


def _state(folder: Path) -> str:
    """A digest of the names, sizes and times of a pack's files, and of the program."""
    digest = hashlib.blake2b(f"{_FORMAT} {version('dragoman')} {folder}".encode(), digest_size=12)
    for path in sorted((*folder.glob("*.toml"), *Path(__file__).parent.glob("*.py"))):
        about = path.stat()
        digest.update(f"{path.name} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()


def _load(path: Path) -> Any:
    """What was kept, if it is this user's own: a stranger's file is not unpickled."""
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022):
                return None
            return pickle.load(file)
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, ValueError):
        return None


def _keep(path: Path, pack: Any, code: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            pickle.dump(pack, file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, path)
        for old in path.parent.glob(f"{code}-*.pack"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
