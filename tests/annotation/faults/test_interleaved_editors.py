"""Two editors of one annotation, in any order of saving, reloading and repeating lost requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from annotation.models import Annotation, Project, User
from tests import make
from tests.annotation.api.drafts import begun, document, save

STEPS = st.lists(
    st.tuples(
        st.sampled_from([0, 1]), st.sampled_from(["save", "save", "reload", "lost", "again"])
    ),
    min_size=2,
    max_size=8,
)


@dataclass
class Editor:
    """One window: what it last saw, and the request whose answer never came."""

    client: APIClient
    revision: int = 0
    note: str = ""
    unanswered: tuple[int, str] | None = None


@pytest.mark.timeout(900)
@pytest.mark.parametrize("examples", [200, pytest.param(1000, marks=pytest.mark.slow)])
def test_no_acknowledged_edit_is_ever_lost(project: Project, bob: User, examples: int) -> None:
    draft = begun(project, bob)
    clients = [make.client(bob), make.client(bob)]

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def play(steps: list[tuple[int, str]]) -> None:
        with transaction.atomic():
            Stage(draft, [Editor(client) for client in clients]).play(steps)
            transaction.set_rollback(True)

    play()


class Stage:
    """Plays the steps; every save adds one word to the note its editor last saw.

    A word the server took must be in the stored note for ever: a silent overwrite would drop it.
    """

    def __init__(self, draft: Annotation, editors: list[Editor]) -> None:
        self.draft = draft
        self.editors = editors
        self.taken: list[str] = []
        self.number = 0

    def play(self, steps: list[tuple[int, str]]) -> None:
        for index, step in steps:
            getattr(self, step)(self.editors[index])
            stored = Annotation.objects.get(pk=self.draft.pk)
            assert stored.document["note"].split() == self.taken
            assert stored.revision == len(self.taken)

    def save(self, editor: Editor) -> None:
        """Save and hear the answer; what a 412 brings is the base of the next save."""
        note = self._next_note(editor)
        self._hear(editor, self._send(editor.client, editor.revision, note))

    def lost(self, editor: Editor) -> None:
        """Save, but the answer gets lost on its way."""
        note = self._next_note(editor)
        editor.unanswered = (editor.revision, note)
        self._send(editor.client, editor.revision, note)

    def again(self, editor: Editor) -> None:
        """Repeat the request that was never answered."""
        if editor.unanswered is not None:
            revision, note = editor.unanswered
            editor.unanswered = None
            self._hear(editor, self._send(editor.client, revision, note))

    def reload(self, editor: Editor) -> None:
        body = editor.client.get(f"/api/v1/annotations/{self.draft.pk}/").json()
        editor.revision, editor.note = body["revision"], body["document"]["note"]

    def _next_note(self, editor: Editor) -> str:
        self.number += 1
        return f"{editor.note} w{self.number}".strip()

    def _send(self, client: APIClient, revision: int, note: str) -> Any:
        before = Annotation.objects.get(pk=self.draft.pk)
        answer = save(client, self.draft.pk, revision, document(note=note))
        repeated = (before.revision, before.document["note"]) == (revision + 1, note)
        if before.revision == revision:
            assert answer.status_code == 200
            self.taken.append(note.rsplit(maxsplit=1)[-1])
        else:
            assert answer.status_code == (200 if repeated else 412)
        return answer

    def _hear(self, editor: Editor, answer: Any) -> None:
        body = answer.json()
        editor.revision, editor.note = body["revision"], body["document"]["note"]
        stored = Annotation.objects.get(pk=self.draft.pk)
        assert (stored.revision, stored.document) == (body["revision"], body["document"])
