"""A checkpoint is whole or not there, and what was changed since is never loaded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from reward.core.checkpoint import Card, load_card, save
from reward.core.errors import CheckpointError

CARD = Card(
    backend="tracenet",
    config={"frames": 16},
    data={"manifest": "ab" * 32},
    metrics={"accuracy": 91.0, "category_f1": None},
    calibration={"temperature": 1.25, "bias": -0.5},
    parent="0123456789abcdef",
    code="abc",
    created="2026-01-02T03:04:05+00:00",
)


def write(folder: Path) -> None:
    save_file({"weight": np.arange(6, dtype=np.float32)}, folder / "model.safetensors")
    (folder / "tokenizer").mkdir()
    (folder / "tokenizer" / "vocabulary.json").write_text('["a", "b"]')


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    save(tmp_path / "model", CARD, write)
    return tmp_path / "model"


def test_what_was_saved_comes_back(saved: Path) -> None:
    card = load_card(saved)
    assert replace(card, files={}) == CARD
    assert sorted(card.files) == ["model.safetensors", "tokenizer/vocabulary.json"]
    assert load_file(saved / "model.safetensors")["weight"].tolist() == [0, 1, 2, 3, 4, 5]


def test_the_card_is_text_that_explains_itself(saved: Path) -> None:
    values = json.loads((saved / "checkpoint.json").read_text())
    assert values["schema"] == 1
    assert values["backend"] == "tracenet"
    assert values["metrics"] == {"accuracy": 91.0, "category_f1": None}
    assert values["calibration"] == {"temperature": 1.25, "bias": -0.5}


def test_the_id_changes_with_anything_the_card_says(saved: Path) -> None:
    card = load_card(saved)
    assert len(card.id) == 16
    assert card.id == load_card(saved).id
    others = {
        replace(card, metrics={}).id,
        replace(card, calibration={"temperature": 1.0, "bias": 0.0}).id,
        replace(card, files={**card.files, "model.safetensors": "0" * 64}).id,
    }
    assert len(others | {card.id}) == 4


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer/vocabulary.json"])
def test_a_flipped_bit_is_found_and_the_file_named(saved: Path, name: str) -> None:
    data = bytearray((saved / name).read_bytes())
    data[len(data) // 2] ^= 1
    (saved / name).write_bytes(data)
    with pytest.raises(CheckpointError, match=rf"{name} is not as it was saved"):
        load_card(saved)


def test_a_missing_file_is_named(saved: Path) -> None:
    (saved / "model.safetensors").unlink()
    with pytest.raises(CheckpointError, match=r"model\.safetensors is missing"):
        load_card(saved)


def test_a_file_put_there_later_is_refused(saved: Path) -> None:
    (saved / "extra.json").write_text("{}")
    with pytest.raises(CheckpointError, match=r"extra\.json does not belong"):
        load_card(saved)


def test_a_pickle_is_neither_kept_nor_loaded(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match=r"pytorch_model\.bin is of a kind"):
        save(tmp_path / "m", CARD, lambda to: (to / "pytorch_model.bin").write_bytes(b"\x80\x04."))
    assert list(tmp_path.iterdir()) == []
    # Even with its hash on the card.
    save(tmp_path / "m", CARD, lambda folder: (folder / "model.json").write_text("{}"))
    (tmp_path / "m" / "model.json").rename(tmp_path / "m" / "model.pt")
    card = (tmp_path / "m" / "checkpoint.json").read_text()
    (tmp_path / "m" / "checkpoint.json").write_text(card.replace("model.json", "model.pt"))
    with pytest.raises(CheckpointError, match=r"model\.pt is of a kind"):
        load_card(tmp_path / "m")


def test_a_link_is_neither_kept_nor_followed(saved: Path, tmp_path: Path) -> None:
    (saved / "model.safetensors").rename(tmp_path / "elsewhere.safetensors")
    (saved / "model.safetensors").symlink_to(tmp_path / "elsewhere.safetensors")
    with pytest.raises(CheckpointError, match="no plain file"):
        load_card(saved)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: text[: len(text) // 2], "is damaged"),
        (lambda text: text.replace('"schema": 1', '"schema": 9'), "only schema 1"),
        (
            lambda text: text.replace('"parent"', '"uncle"'),
            "lacks or has too much of: parent, uncle",
        ),
        (
            lambda text: text.replace('"backend": "tracenet"', '"backend": 7'),
            "backend is of another",
        ),
        (lambda text: text.replace('"temperature": 1.25', '"warmth": 1'), "temperature and bias"),
        (lambda text: "[]", "only schema 1"),
    ],
)
def test_a_damaged_card_is_named(saved: Path, damage, reason: str) -> None:  # type: ignore[no-untyped-def]
    path = saved / "checkpoint.json"
    path.write_text(damage(path.read_text()))
    with pytest.raises(CheckpointError, match=reason) as caught:
        load_card(saved)
    assert str(path) in caught.value.message


def test_a_folder_without_a_card_is_no_checkpoint(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="is no checkpoint"):
        load_card(tmp_path)
    with pytest.raises(CheckpointError, match="is no checkpoint"):
        load_card(tmp_path / "nowhere")


def test_nothing_is_seen_of_a_save_that_fails(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        write(folder)
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError, match="in the middle"):
        save(tmp_path / "model", CARD, fail)
    assert list(tmp_path.iterdir()) == []


def test_it_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    def look(folder: Path) -> None:
        write(folder)
        assert not (tmp_path / "model").exists()
        assert not (folder / "checkpoint.json").exists()

    save(tmp_path / "model", CARD, look)
    assert (tmp_path / "model" / "checkpoint.json").is_file()


def test_an_existing_checkpoint_is_kept_unless_it_is_to_be_replaced(saved: Path) -> None:
    before = load_card(saved)
    with pytest.raises(CheckpointError, match="exists already"):
        save(saved, CARD, write)
    assert load_card(saved) == before
    after = save(saved, replace(CARD, code="def"), write, replacing=True)
    assert load_card(saved) == after != before
    assert [path.name for path in saved.parent.iterdir()] == ["model"]


def test_what_is_no_checkpoint_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    with pytest.raises(CheckpointError, match="is no checkpoint"):
        save(tmp_path / "thesis", CARD, write, replacing=True)
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "years of work"
