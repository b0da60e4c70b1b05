"""The account that runs the embedded servers, and the least it must be able to reach.

PostgreSQL refuses to run as root. Started by root, the servers run as the owner of the data
directory or as a system account, which gets the right to pass through closed folders, no more.
"""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import struct
import subprocess
from pathlib import Path

from config.embedded.place import EmbeddedError, Place

SYSTEM_ACCOUNT = "telltale"

_ACL = "system.posix_acl_access"
_ACL_VERSION = 2
_NO_ID = 0xFFFFFFFF
_OWNER, _USER, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
_SEARCH = 1


def account(place: Place) -> pwd.struct_passwd:
    """Who runs the servers of ``place``: oneself, unless that is root."""
    owner = _owner(place.postgres) if place.postgres.exists() else None
    if os.geteuid() != 0:
        myself = pwd.getpwuid(os.geteuid())
        if owner not in {None, myself.pw_uid}:
            raise EmbeddedError(
                f"The database in {place.data} belongs to another account; "
                "run as that account, or choose another folder with TELLTALE_DATA."
            )
        return myself
    owner = owner or _owner(place.data)
    if owner:
        try:
            return pwd.getpwuid(owner)
        except KeyError:
            raise EmbeddedError(
                f"{place.data} belongs to the number {owner}, which is no account here; "
                "give the folder to an account, or choose another with TELLTALE_DATA."
            ) from None
    return _system_account()


def _owner(path: Path) -> int:
    return path.stat().st_uid


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_ACCOUNT)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return pwd.getpwnam("nobody")
    made = subprocess.run(
        [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_ACCOUNT],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise EmbeddedError(f"The account for the database cannot be made: {made.stderr.strip()}")
    return pwd.getpwnam(SYSTEM_ACCOUNT)


def open_path(path: Path, who: pwd.struct_passwd) -> None:
    """Let ``who`` pass through every folder above ``path``."""
    if os.geteuid() != 0:
        return
    for folder in reversed(path.resolve().parents):
        if not _may("-x", folder, who):
            _allow_search(folder, who.pw_uid)


def open_trees(trees: list[Path], who: pwd.struct_passwd) -> None:
    """Let ``who`` read and run what is installed in the folders ``trees``."""
    for tree in trees:
        open_path(tree, who)
        if os.geteuid() == 0 and not _may("-r", tree, who):
            for found in (tree, *tree.rglob("*")):  # installed under a umask that closes files
                mode = found.stat().st_mode
                runs = stat.S_IXOTH if mode & stat.S_IXUSR else 0
                found.chmod(mode | stat.S_IROTH | runs)


def _may(test: str, path: Path, who: pwd.struct_passwd) -> bool:
    """Ask the system itself, as ``who``: modes, access lists and mounts all count."""
    asked = subprocess.run(
        ["/usr/bin/test", test, str(path)],
        user=who.pw_uid,
        group=who.pw_gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return asked.returncode == 0


def _allow_search(folder: Path, uid: int) -> None:
    """Add ``user:uid:--x`` to the folder's access list; where there is none, let others pass."""
    try:
        os.setxattr(folder, _ACL, _with_search(_entries(folder), uid))
    except (AttributeError, OSError):
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)


def _entries(folder: Path) -> list[tuple[int, int, int]]:
    """The access list as (tag, permissions, id), from the mode bits where there is no list."""
    if _ACL in os.listxattr(folder):
        return list(struct.iter_unpack("<HHI", os.getxattr(folder, _ACL)[4:]))
    mode = folder.stat().st_mode
    return [
        (_OWNER, mode >> 6 & 7, _NO_ID),
        (_GROUP, mode >> 3 & 7, _NO_ID),
        (_OTHER, mode & 7, _NO_ID),
    ]


def _with_search(entries: list[tuple[int, int, int]], uid: int) -> bytes:
    """The packed access list that also lets ``uid`` search."""
    by_place = {(tag, who): permissions for tag, permissions, who in entries}
    by_place[_USER, uid] = by_place.get((_USER, uid), 0) | _SEARCH
    mask = by_place.get((_MASK, _NO_ID), by_place[_GROUP, _NO_ID])
    by_place[_MASK, _NO_ID] = mask | _SEARCH
    packed = [struct.pack("<HHI", tag, by_place[tag, who], who) for tag, who in sorted(by_place)]
    return struct.pack("<I", _ACL_VERSION) + b"".join(packed)
