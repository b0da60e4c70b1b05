"""PostgreSQL and Redis out of wheels: shared, stopped by the last user, back after any kill."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded.place import Place, is_free
from tests.ops.conftest import is_stopped, joined, server_pids, wait_until

Start = Callable[..., "subprocess.Popen[str]"]


def query(place: Place, sql: str) -> list[tuple[object, ...]]:
    with psycopg.connect(place.database_url) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchall() if cursor.description else []


def remember(place: Place) -> None:
    """Leave one row and one key behind."""
    query(place, "CREATE TABLE kept AS SELECT 7 AS n")
    with redis.Redis.from_url(place.redis_url) as client:
        client.set("kept", "7")


def remembers(place: Place) -> bool:
    with redis.Redis.from_url(place.redis_url) as client:
        return query(place, "SELECT n FROM kept") == [(7,)] and client.get("kept") == b"7"


def answers(place: Place) -> bool:
    """Both servers answer; ``ready`` promises that they do while it exists."""
    if not place.ready.exists():
        return False
    with redis.Redis.from_url(place.redis_url) as client:
        return query(place, "SELECT 1") == [(1,)] and bool(client.ping())


def test_users_share_the_servers_and_the_last_one_ends_them(place: Place, user: Start) -> None:
    first, second = user(place), user(place)
    assert joined(first) == joined(second) == "joined"
    first.communicate("")
    assert not is_free(place.users_lock) or answers(place)
    assert answers(place)
    second.communicate("")
    wait_until(lambda: is_stopped(place))


def test_starting_at_once_makes_one_pair_of_servers(place: Place, user: Start) -> None:
    assert [joined(process) for process in [user(place) for _ in range(4)]] == ["joined"] * 4
    assert answers(place)
    keepers = subprocess.run(
        ["pgrep", "-f", f"config.embedded.keeper {place.data}"], capture_output=True, check=True
    )
    assert len(keepers.stdout.split()) == 1


def test_a_killed_user_does_not_hold_them(place: Place, user: Start) -> None:
    process = user(place)
    assert joined(process) == "joined"
    process.kill()
    wait_until(lambda: is_stopped(place))


def test_a_forked_child_holds_them_after_its_parent(place: Place, user: Start) -> None:
    # The child lives until the pipe that it shares with the test is closed.
    process = user(place, "if os.fork(): os._exit(0)")
    assert joined(process) == "joined"
    process.wait(10)
    wait_until(lambda: answers(place))
    assert server_pids(place).keys() == {"keeper", "postgres", "redis"}
    process.communicate("")
    wait_until(lambda: is_stopped(place))


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_killed_server_comes_back_with_its_data(place: Place, user: Start, name: str) -> None:
    assert joined(user(place)) == "joined"
    remember(place)
    before = server_pids(place)
    os.kill(before[name], signal.SIGKILL)
    # The keeper withdraws its promise before it starts another server.
    wait_until(lambda: server_pids(place).get(name) not in {None, before[name]})
    wait_until(place.ready.exists)
    assert remembers(place)


def test_a_killed_keeper_is_replaced_and_finds_the_servers(place: Place, user: Start) -> None:
    first = user(place)
    assert joined(first) == "joined"
    before = server_pids(place)
    os.kill(before["keeper"], signal.SIGKILL)
    wait_until(lambda: is_free(place.keeper_lock))
    assert joined(user(place)) == "joined"
    after = server_pids(place)
    assert (after["postgres"], after["redis"]) == (before["postgres"], before["redis"])
    assert after["keeper"] != before["keeper"]


def test_all_killed_at_once_start_again_with_their_data(place: Place, user: Start) -> None:
    process = user(place)
    assert joined(process) == "joined"
    remember(place)
    for pid in (server_pids(place)["keeper"], process.pid, *server_pids(place).values()):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    wait_until(lambda: is_stopped(place))
    assert joined(user(place)) == "joined"
    assert remembers(place)


def test_a_stale_pid_file_that_names_someone_else_is_ignored(place: Place, user: Start) -> None:
    process = user(place)
    assert joined(process) == "joined"
    process.communicate("")
    wait_until(lambda: is_stopped(place))
    for pid_file in (place.postgres / "postmaster.pid", place.redis / "redis.pid"):
        pid_file.write_text(f"{os.getpid()}\n{place.postgres}\n")
    assert joined(user(place)) == "joined"
    assert answers(place)


def test_a_path_too_long_for_a_socket_works(tmp_path: Path, user: Start) -> None:
    place = Place.of(tmp_path / ("a long name with spaces " * 8) / "data")
    process = user(place)
    assert joined(process) == "joined"
    assert place.sockets.parent == Path("/tmp")  # noqa: S108
    assert stat.S_IMODE(place.sockets.stat().st_mode) == 0o700
    assert answers(place)
    process.communicate("")
    wait_until(lambda: is_stopped(place))
    place.sockets.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as another account")
def test_root_opens_closed_folders_to_the_servers_account_alone(
    tmp_path: Path, user: Start
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    place = Place.of(closed / "data")
    process = user(place)
    assert joined(process) == "joined"
    assert place.postgres.stat().st_uid != 0
    for folder in (closed, place.data, place.servers):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o007 == 0
    process.communicate("")
    wait_until(lambda: is_stopped(place))


def test_a_broken_database_is_one_line(place: Place, user: Start) -> None:
    process = user(place)
    assert joined(process) == "joined"
    process.communicate("")
    wait_until(lambda: is_stopped(place))
    (place.postgres / "PG_VERSION").write_text("17\n")
    said = joined(user(place))
    assert said.startswith("PostgreSQL does not start: ")
    assert "17" in said
