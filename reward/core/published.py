"""What DeeptraceReward published for its test set (arXiv 2509.22646 v2): 332 generated clips with
440 traces and 332 real ones. A number the paper does not give is None."""

from __future__ import annotations

from typing import Final, NamedTuple

FAKE_ROWS, REAL_ROWS = 440, 332


class Published(NamedTuple):
    """One row of the paper's table; names and units are those of ``metrics.METRICS``."""

    model: str
    overall: float
    accuracy: float
    fake_accuracy: float | None
    real_accuracy: float | None
    explanation: float
    box_iou: float
    box_distance: float
    time_distance: float


_TRAINED = "trained VideoLLaMA3 7B"

PUBLISHED: Final = (
    Published("GPT 5", 35.5, 90.7, 84.6, 98.8, 40.9, 10.4, 37.0, 100.0),
    Published("GPT 4.1", 36.5, 92.9, 89.1, 97.9, 31.3, 21.8, 23.7, 100.0),
    Published("Gemini 2.5 Pro", 30.0, 84.3, 75.7, 95.8, 26.8, 8.9, 44.7, 100.0),
    Published("Gemini 2.5 Flash", 23.0, 74.5, 56.8, 97.9, 10.3, 6.3, 68.7, 99.0),
    Published("LLaVA-OneVision 7B", 11.6, 46.4, 38.4, 56.9, 0.0, 0.0, 98.2, 100.0),
    Published("Video-LLaVA 7B", 10.8, 43.0, 0.0, 100.0, 0.0, 0.0, 100.0, 100.0),
    Published("Phi-4-vision", 8.9, 35.5, 3.2, 78.3, 0.1, 0.0, 99.0, 100.0),
    Published("Phi-3.5-Vision", 6.5, 25.8, 7.7, 49.7, 0.2, 0.0, 98.4, 100.0),
    Published("Qwen2-VL 7B", 15.0, 56.7, 28.6, 94.0, 3.1, 0.0, 86.7, 100.0),
    Published("Qwen2.5-VL 7B", 15.7, 51.7, 20.2, 93.4, 10.5, 0.6, 87.9, 99.9),
    Published("Qwen2.5-VL 32B", 13.5, 47.4, 8.9, 98.5, 5.1, 0.0, 95.5, 98.4),
    Published("Qwen2.5-VL 72B", 17.3, 50.0, 16.6, 94.3, 7.4, 0.1, 90.7, 88.2),
    Published("VideoLLaMA3 7B", 10.0, 38.1, 4.3, 82.8, 1.8, 0.0, 100.0, 100.0),
    Published("trained Qwen2.5-VL 7B", 38.4, 74.7, 55.7, 100.0, 33.3, 1.7, 63.0, 56.2),
    Published(_TRAINED, 70.2, 99.4, 99.3, 99.4, 70.6, 32.6, 13.6, 21.9),
    Published(f"{_TRAINED}, no time", 50.8, 99.1, None, None, 71.6, 32.4, 14.0, 100.0),
    Published(f"{_TRAINED}, no reason", 52.4, 99.2, None, None, 0.0, 32.0, 13.5, 21.6),
    Published(f"{_TRAINED}, neither", 32.8, 99.6, None, None, 0.0, 31.5, 13.7, 100.0),
)
