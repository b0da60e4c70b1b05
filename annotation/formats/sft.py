"""Conversations to fine-tune a video model on: one JSON object a line, ``messages`` and ``videos``.

    {"messages": [{"role": "user", "content": "<video>Decide whether …"},
                  {"role": "assistant", "content": "FAKE. The video is AI-generated. …"}],
     "videos": ["media/<sha256>.mp4"], "id": "<sha256>", "split": "train"}

LLaMA-Factory reads it as ``sharegpt`` with the tags of its OpenAI format and as many ``<video>`` as
``videos`` (hiyouga/LLaMA-Factory, data/README.md: "Multimodal Video Dataset", "OpenAI Format");
``dataset_info`` is that declaration. ms-swift reads it as it is (modelscope/ms-swift,
docs/source_en/Customization/Custom-dataset.md: "Multimodal"). Both drop ``id`` and ``split``; a
column named ``video`` or ``label`` would mean something to ms-swift.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from annotation.domain.document import Document, parse
from annotation.formats import answers
from annotation.formats.answers import Coordinates, Ground, Style
from annotation.formats.jsonl import Line

# The placeholder that both replace by the clip.
VIDEO = "<video>"
# What somebody typed must not ask for another one: both count them.
_PLACEHOLDER = re.compile("<(?=(?:video|image|audio)>)")
STYLES = tuple(style.value for style in Style)
COORDINATES = (Coordinates.PIXELS.value, Coordinates.THOUSAND.value)


@dataclass(frozen=True, slots=True)
class Options:
    """``style`` is how the model answers; ``coordinates`` the unit of its boxes' corners.

    ``pixels`` are the source's, as in the paper; ``thousand`` counts from 0 to 1000.
    """

    style: str = Style.PAPER.value
    coordinates: str = Coordinates.PIXELS.value


def has_place(line: Line) -> bool:
    """Tell whether anybody, or the label, says that the video is fake or real."""
    return any(True for _ in _said(line, Style.DOCUMENT))


def rows(line: Line, options: Options) -> Iterator[dict[str, Any]]:
    """Yield the video's conversations: in the paper's style one a trace, else one."""
    style = Style(options.style)
    ground = Ground(line.table, Coordinates(options.coordinates), (line.width, line.height))
    question = VIDEO + answers.question(style, ground)
    for document in _said(line, style):
        answer = answers.write(document, style, ground)
        yield {
            "messages": [
                {"role": "user", "content": question},
                {"role": "assistant", "content": _PLACEHOLDER.sub("< ", answer)},
            ],
            "videos": [line.media],
            "id": line.video,
            "split": line.split,
        }


def encode(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Write one row a line; never holds more than one."""
    return (orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def dataset_info(name: str) -> bytes:
    """The ``dataset_info.json`` with which LLaMA-Factory finds the file ``name``."""
    declared = {
        "file_name": name,
        "formatting": "sharegpt",
        "columns": {"messages": "messages", "videos": "videos"},
        "tags": {
            "role_tag": "role",
            "content_tag": "content",
            "user_tag": "user",
            "assistant_tag": "assistant",
        },
    }
    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps({"telltale": declared}, option=option)


def _said(line: Line, style: Style) -> Iterator[Document]:
    document = Document()
    if line.document is not None:
        document = parse(line.document, frame_count=len(line.pts))
    return answers.lessons(document, line.label, style)
