"""English sentences."""

from __future__ import annotations

from annotation.domain.taxonomy import Category
from reward.core.synthesis.sentences.facts import Facts
from reward.core.synthesis.stage import Dice

# {a}, {b}: the things, {x}: the first as something new, {to}: a direction, {adv}: how fast.
PHRASES: dict[tuple[Category, str], tuple[str, ...]] = {
    (Category.OBJECT_DISTORTION, "melt"): (
        "{a} {adv} melts and its lower part runs downwards",
        "{a} loses its shape as if it were melting",
        "the outline of {a} sags and flows like wax",
    ),
    (Category.OBJECT_DISTORTION, "wobble"): (
        "{a} wobbles like jelly",
        "the outline of {a} ripples although it should be solid",
        "{a} wavers and keeps changing its shape",
    ),
    (Category.OBJECT_DISTORTION, "bend"): (
        "{a} bends like rubber",
        "{a} warps into a curve that it cannot have",
        "{a} bows out of shape",
    ),
    (Category.OBJECT_DISTORTION, "swell"): (
        "one part of {a} swells while another shrinks",
        "{a} bulges unnaturally on one side",
        "{a} takes an abnormal, lopsided shape",
    ),
    (Category.SUDDEN_BLURRING, "whole"): (
        "{a} goes soft and loses its detail while the rest stays sharp",
        "{a} {adv} becomes blurred for no reason",
        "the definition of {a} is lost",
    ),
    (Category.SUDDEN_BLURRING, "part"): (
        "the upper part of {a} goes soft while the rest stays sharp",
        "the top of {a} becomes blurred for no reason",
    ),
    (Category.OBJECT_TRAJECTORY, "kink"): (
        "{a} turns sharply off its path with nothing touching it",
        "the path of {a} has a kink that nothing explains",
        "{a} abruptly changes direction by itself",
    ),
    (Category.OBJECT_TRAJECTORY, "curl"): (
        "{a} curls off in a circle instead of going on",
        "{a} curves unnaturally in mid-course",
    ),
    (Category.OBJECT_TRAJECTORY, "jump"): (
        "{a} jumps {to} from one frame to the next",
        "{a} skips aside, {to}, without passing the places between",
    ),
    (Category.OBJECT_TRAJECTORY, "zigzag"): (
        "{a} zigzags along its way without a cause",
        "{a} swerves back and forth unnaturally",
    ),
    (Category.REDUNDANT_OBJECT, "copy"): (
        "a second copy of {a} appears out of nowhere",
        "{a} is there twice",
        "an extra duplicate of {a} comes into being",
    ),
    (Category.REDUNDANT_OBJECT, "new"): (
        "{x} appears out of nowhere",
        "{x} that was not there before comes into being",
    ),
    (Category.REDUNDANT_OBJECT, "limb"): (
        "an extra arm grows out of {a}",
        "a limb that does not belong there sprouts from {a}",
    ),
    (Category.OBJECT_MERGING, "one"): (
        "{a} and {b} are drawn together and fuse into one shape",
        "{a} flows into {b} until they are one",
        "{a} and {b} merge although they are separate things",
    ),
    (Category.OBJECT_MERGING, "apart"): (
        "{a} and {b} fuse into one shape and come apart again",
        "{a} and {b} merge for a while and then separate",
    ),
    (Category.OBJECT_SPLITTING, "apart"): (
        "{a} splits in two",
        "{a} divides into two that drift apart",
        "{a} comes apart and there are two",
    ),
    (Category.OBJECT_SPLITTING, "back"): (
        "{a} splits in two and then joins up again",
        "{a} divides into two for a while",
    ),
    (Category.BACKGROUND_DISTORTION, "ripple"): (
        "the background ripples like water",
        "waves run through the background although nothing moves it",
    ),
    (Category.BACKGROUND_DISTORTION, "stretch"): (
        "a part of the background stretches sideways",
        "the background is pulled wide as if it were elastic",
    ),
    (Category.BACKGROUND_DISTORTION, "swell"): (
        "a part of the background bulges",
        "the background swells up although it should be rigid",
    ),
    (Category.OBJECT_DISAPPEARANCE, "away"): (
        "{a} {adv} vanishes",
        "{a} {adv} disappears without a trace",
        "{a} {adv} disappears although nothing takes it away",
    ),
    (Category.OBJECT_DISAPPEARANCE, "back"): (
        "{a} {adv} vanishes for a while and then comes back",
        "{a} disappears and later reappears in its place",
    ),
    (Category.UNEXPECTED_MOVE, "slide"): (
        "{a} slides {to} by itself",
        "{a}, which should stand still, moves {to} with nobody touching it",
    ),
    (Category.UNEXPECTED_MOVE, "return"): (
        "{a} slides {to} and back by itself",
        "{a} moves {to} and returns although nothing touches it",
    ),
    (Category.UNEXPECTED_MOVE, "float"): (
        "{a} lifts off and floats upwards by itself",
        "{a} rises into the air with nobody holding it",
    ),
}
_ROWS = {-1: "upper", 0: "middle", 1: "lower"}
_COLUMNS = {-1: "left", 0: "centre", 1: "right"}
_TO = {"left": "to the left", "right": "to the right", "up": "upwards", "down": "downwards", "": ""}


def sentence(facts: Facts, dice: Dice) -> str:
    """Return one sentence that says what happens, where it begins, and when."""
    phrases = PHRASES[facts.category, facts.how]
    first, second = facts.nouns[0], facts.nouns[-1]
    what = phrases[dice.integers(len(phrases))].format(
        a=f"the {first.en}" if first.known else _article(first.en),
        b=f"the {second.en}" if second.known else _other(first.en, second.en),
        x=_article(first.en),
        to=_TO[facts.heading],
        adv="suddenly" if facts.abrupt else "gradually",
    )
    where, when = _where(facts, dice), _when(facts, dice)
    shape = dice.integers(3)
    if shape == 0:
        text = f"{when}, {what} {where}"
    elif shape == 1:
        text = f"{where}, {what} {when}"
    else:
        text = f"{what} {where} {when}"
    return text[0].upper() + text[1:] + "."


def _where(facts: Facts, dice: Dice) -> str:
    if facts.row == facts.column == 0:
        return ("in the middle of the picture", "near the centre")[dice.integers(2)]
    if facts.row == 0:
        side = _COLUMNS[facts.column]
        return (f"on the {side}", f"on the {side} side of the picture")[dice.integers(2)]
    if facts.column == 0:
        side = "top" if facts.row < 0 else "bottom"
        return (f"near the {side}", f"at the {side} of the picture")[dice.integers(2)]
    corner = f"{_ROWS[facts.row]} {_COLUMNS[facts.column]}"
    return (f"in the {corner}", f"in the {corner} of the picture")[dice.integers(2)]


def _when(facts: Facts, dice: Dice) -> str:
    start, end = f"{facts.start_s:.1f}", f"{facts.end_s:.1f}"
    if facts.to_end:
        return (f"from {start} s on", f"from {start} s to the end", f"after {start} s")[
            dice.integers(3)
        ]
    return (f"from {start} s to {end} s", f"between {start} and {end} s")[dice.integers(2)]


def _other(first: str, second: str) -> str:
    return f"another {second}" if first == second else _article(second)


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
