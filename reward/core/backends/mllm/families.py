"""What the three classes of models do differently; everything else is the same code for all."""

from __future__ import annotations

from dataclasses import dataclass

from reward.core.answers import Coordinates

_PROJECTIONS = "q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj"
_LANGUAGE = rf".*language_model\.layers\.\d+\.(?:self_attn|mlp)\.(?:{_PROJECTIONS})"


@dataclass(frozen=True, slots=True)
class Family:
    """One class of models.

    ``factor`` is the side, in pixels, of the square that becomes one token, ``together`` how many
    frames share a token. Boxes are written in ``coordinates``; pixels are those of the picture the
    model sees, or of the source where ``source_pixels``. ``bridge`` matches the linear layers
    between tower and language model, ``tower`` the prefix of the tower's parameters. ``bare``:
    each frame brings its own start and end tokens, the clip as a whole has none. ``tail``: it can
    be told to give logits for the last tokens only.
    """

    name: str  # transformers' model_type
    title: str
    factor: int
    together: int
    coordinates: Coordinates
    source_pixels: bool
    tower: str
    bridge: str
    bare: bool = False
    tail: bool = True

    @property
    def targets(self) -> str:
        """The regular expression, for whole names, of the modules that LoRA adapts."""
        return rf"{_LANGUAGE}|.*{self.bridge}"


FAMILIES = {
    family.name: family
    for family in (
        Family(
            name="qwen2_5_vl",
            title="Qwen2.5-VL",
            factor=28,
            together=2,
            coordinates=Coordinates.PIXELS,
            source_pixels=False,
            tower="model.visual.",
            bridge=r"visual\.merger\.mlp\.[02]",
        ),
        Family(
            name="qwen3_vl",
            title="Qwen3-VL",
            factor=32,
            together=2,
            coordinates=Coordinates.THOUSAND,
            source_pixels=False,
            tower="model.visual.",
            bridge=r"visual\.(?:merger|deepstack_merger_list\.\d+)\.linear_fc[12]",
            bare=True,
        ),
        # The paper trained it on absolute pixels of the videos (arXiv 2509.22646).
        Family(
            name="video_llama_3",
            title="VideoLLaMA3",
            factor=28,
            together=1,
            coordinates=Coordinates.PIXELS,
            source_pixels=True,
            tail=False,
            tower="model.vision_model.",
            bridge=r"projector\.readout\.[02]",
        ),
    )
}
