"""The operations people wait for, against the aims that Label Studio's times set.

Every line prints what was measured and its aim; nothing is left out when it is missed.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotation.media.scenes import FLAWS, draw_demo_clip
from bench import screen, seed, stack
from bench.load import Client, Timing, measure
from bench.pace import pace

SINGLE_CALLS = 300
CROWD = 8
CROWD_CALLS = 150


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="telltale-bench-") as folder:
        data = Path(folder) / "data"
        port = stack.free_port()
        with stack.running(data, port) as (_, seconds):
            line("start, new database", f"{seconds:.1f} s", "≤ 15 s")
        with stack.running(data, port) as (supervisor, seconds):
            line("start, existing database", f"{seconds:.1f} s", "≤ 5 s")
            line("import of 3,318 rows", _rows(data, port), "≤ 1 s")
            _operations(supervisor, data, port)
            warm, p50, p95 = screen.measure(data, port)
            line("clip interactive, repeat visit", f"{warm:.2f} s", "≤ 1.5 s")
            line("step to the next frame", f"p50 {p50:.0f} ms, p95 {p95:.0f} ms", "≤ 50 ms p95")
        line("preparing a clip", _preparing(Path(folder)), "≤ 1.25 times the bare command")


def _rows(data: Path, port: int) -> str:
    """Run the import as a process of its own and pass on what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.rows"],
        cwd=stack.ROOT,
        env=stack.environment(data, port),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def _preparing(folder: Path) -> str:
    """Clips of five seconds at 720p, ours and the bare command in turn."""
    paces = []
    for number, flaw in enumerate(FLAWS[:3], 1):
        clip = folder / f"{flaw}.mp4"
        draw_demo_clip(clip, seed=number, flaw=flaw, seconds=5, size=(1280, 720))
        paces.append(pace(clip, rounds=3))
    ours, bare = (sum(getattr(p, way).wall_s for p in paces) for way in ("ours", "bare"))
    return f"{len(paces) / ours:.2f} clips/s, {ours / bare:.2f} times the bare command"


def line(name: str, measured: object, aim: str) -> None:
    """Print one row of the table."""
    sys.stdout.write(f"{name:<34} {measured!s:<52} aim {aim}\n")
    sys.stdout.flush()


def _operations(supervisor: Any, data: Path, port: int) -> None:
    tasks = 2 * SINGLE_CALLS + 2 * CROWD * CROWD_CALLS
    seeded = subprocess.run(
        [sys.executable, "-m", "bench.seed", str(tasks)],
        cwd=stack.ROOT,
        env=stack.environment(data, port),
        stdout=subprocess.PIPE,
        check=True,
    )
    tokens = json.loads(seeded.stdout)["tokens"]
    people = [Client(port, tokens[f"p{number}"]) for number in range(CROWD)]
    manager = Client(port, tokens["manager"])
    web = stack.processes(supervisor, "granian")

    handed: list[dict[str, Any]] = []
    warm = measure([_next(person, handed) for person in people], 5)
    line("(warm-up)", warm, "–")
    line("next task, 1 client", measure([_next(people[0], handed)], SINGLE_CALLS), "≤ 6 / 10 ms")
    crowd = measure([_next(person, handed) for person in people], CROWD_CALLS)
    line("next task, 8 clients", crowd, "≥ 230/s, 0 errors")
    line("double leases", len(handed) - len({task["id"] for task in handed}), "0")

    line("save, 1 client", measure([_save(people[0], port)], SINGLE_CALLS), "≤ 6 / 12 ms")
    savers = [_save(person, port) for person in people]
    before = stack.cpu_seconds(web)
    saved = measure(savers, CROWD_CALLS)
    used = (stack.cpu_seconds(web) - before) * 1000 / len(saved.milliseconds)
    line("save, 8 clients", saved, "≥ 210/s, p95 ≤ 54 ms")
    line("web CPU per save", f"{used:.2f} ms", "≤ 4 ms")

    for path in ("annotations/?project=bench&page_size=100", "videos/?project=bench&page_size=100"):
        line(f"list 100 {path.split('/')[0]}", _get(manager, path), "≤ 25 / 60 ms")
    line("export of 3,318 videos", _export(manager), "≤ 0.6 s")
    for name in ("granian", "celery", "postgres", "redis-server"):
        group = stack.processes(supervisor, name)
        if group:
            line(f"memory, {name}", f"{stack.resident_mb(group):.0f} MB", _memory_aim(name))


def _memory_aim(name: str) -> str:
    return "≤ 200 MB" if name == "granian" else "–"


def _next(client: Client, handed: list[dict[str, Any]]) -> Callable[[], bool]:
    def step() -> bool:
        body = {"project": "bench", "purpose": "label"}
        status, answer = client.call("POST", "tasks/next/", body)
        if status == 200:
            handed.append(json.loads(answer))
        return status == 200

    return step


def _save(client: Client, port: int) -> Callable[[], bool]:
    """Save one annotation again and again, each time with another text."""
    handed: list[dict[str, Any]] = []
    if not _next(client, handed)():
        raise SystemExit("There is no task to save.")
    annotation = handed[0]["annotation"]
    revision = itertools.count(annotation["revision"])

    def step() -> bool:
        seen = next(revision)
        document = seed.document(1, f"The left hand melts into the cup, look {seen}.")
        path = f"annotations/{annotation['id']}/"
        headers = {"If-Match": f'"{seen}"'}
        return client.call("PUT", path, {"document": document}, headers)[0] == 200

    return step


def _get(client: Client, path: str) -> Timing:
    return measure([lambda: client.call("GET", path)[0] == 200], 100)


def _export(client: Client) -> str:
    """Seconds from asking until the file is there, by polling."""
    begun = time.perf_counter()
    _, answer = client.call("POST", "exports/", {"project": "bench", "format": "jsonl"})
    export = json.loads(answer)
    while export["state"] in {"queued", "running"}:
        time.sleep(0.02)
        export = json.loads(client.call("GET", f"exports/{export['id']}/")[1])
    return f"{time.perf_counter() - begun:.2f} s, {export['state']}"


if __name__ == "__main__":
    main()
