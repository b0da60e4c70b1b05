"""Korean sentences; particles follow the sound of the noun's last syllable."""

from __future__ import annotations

from annotation.domain.taxonomy import Category
from reward.core.synthesis.sentences.facts import Facts
from reward.core.synthesis.stage import Dice

# {a가} and the like: the thing with the particle that fits it.
PHRASES: dict[tuple[Category, str], tuple[str, ...]] = {
    (Category.OBJECT_DISTORTION, "melt"): (
        "{a가} 녹아내리듯 아래로 흘러내린다",
        "{a의} 윤곽이 밀랍처럼 흘러내린다",
    ),
    (Category.OBJECT_DISTORTION, "wobble"): (
        "{a가} 젤리처럼 출렁거린다",
        "{a의} 윤곽이 단단해야 하는데도 물결친다",
    ),
    (Category.OBJECT_DISTORTION, "bend"): (
        "{a가} 고무처럼 휘어진다",
        "{a의} 모양이 있을 수 없는 곡선으로 휜다",
    ),
    (Category.OBJECT_DISTORTION, "swell"): (
        "{a의} 한쪽이 부풀고 다른 쪽은 줄어든다",
        "{a가} 한쪽으로 일그러진다",
    ),
    (Category.SUDDEN_BLURRING, "whole"): (
        "{a가} 주변은 선명한데도 흐려진다",
        "{a의} 세부가 이유 없이 뭉개진다",
    ),
    (Category.SUDDEN_BLURRING, "part"): (
        "{a의} 윗부분만 흐려진다",
        "{a의} 위쪽이 이유 없이 뭉개진다",
    ),
    (Category.OBJECT_TRAJECTORY, "kink"): (
        "{a가} 아무것에도 닿지 않았는데 방향을 꺾는다",
        "{a의} 경로가 이유 없이 꺾인다",
    ),
    (Category.OBJECT_TRAJECTORY, "curl"): (
        "{a가} 가던 길을 벗어나 빙 돈다",
        "{a의} 경로가 부자연스럽게 휘어진다",
    ),
    (Category.OBJECT_TRAJECTORY, "jump"): (
        "{a가} 한 프레임 만에 {to} 건너뛴다",
        "{a가} 중간을 거치지 않고 {to} 튄다",
    ),
    (Category.OBJECT_TRAJECTORY, "zigzag"): (
        "{a가} 이유 없이 지그재그로 움직인다",
        "{a가} 부자연스럽게 왔다 갔다 한다",
    ),
    (Category.REDUNDANT_OBJECT, "copy"): (
        "{a가} 하나 더 난데없이 나타난다",
        "{a의} 복제본이 생겨난다",
    ),
    (Category.REDUNDANT_OBJECT, "new"): ("없던 {a가} 난데없이 나타난다", "없던 {a가} 생겨난다"),
    (Category.REDUNDANT_OBJECT, "limb"): (
        "{a에서} 팔이 하나 더 자라난다",
        "{a에서} 있을 수 없는 팔이 뻗어 나온다",
    ),
    (Category.OBJECT_MERGING, "one"): (
        "{a와} {b가} 서로 끌려가 하나로 합쳐진다",
        "{a가} {b와} 녹아들어 한 덩어리가 된다",
    ),
    (Category.OBJECT_MERGING, "apart"): (
        "{a와} {b가} 하나로 합쳐졌다가 다시 떨어진다",
        "{a와} {b가} 잠시 한 덩어리가 된다",
    ),
    (Category.OBJECT_SPLITTING, "apart"): (
        "{a가} 둘로 갈라진다",
        "{a가} 둘로 나뉘어 서로 멀어진다",
    ),
    (Category.OBJECT_SPLITTING, "back"): (
        "{a가} 둘로 갈라졌다가 다시 합쳐진다",
        "{a가} 잠시 둘로 나뉜다",
    ),
    (Category.BACKGROUND_DISTORTION, "ripple"): (
        "배경이 물결처럼 일렁인다",
        "움직이지 않아야 할 배경에 물결이 인다",
    ),
    (Category.BACKGROUND_DISTORTION, "stretch"): (
        "배경의 일부가 옆으로 늘어난다",
        "배경이 고무처럼 옆으로 당겨진다",
    ),
    (Category.BACKGROUND_DISTORTION, "swell"): (
        "배경의 일부가 부풀어 오른다",
        "단단해야 할 배경이 불룩해진다",
    ),
    (Category.OBJECT_DISAPPEARANCE, "away"): (
        "{a가} {adv} 사라진다",
        "{a가} {adv} 흔적도 없이 사라진다",
    ),
    (Category.OBJECT_DISAPPEARANCE, "back"): (
        "{a가} {adv} 사라졌다가 다시 나타난다",
        "{a가} 없어졌다가 제자리에 돌아온다",
    ),
    (Category.UNEXPECTED_MOVE, "slide"): (
        "{a가} 저절로 {to} 미끄러진다",
        "가만히 있어야 할 {a가} 아무도 건드리지 않았는데 {to} 움직인다",
    ),
    (Category.UNEXPECTED_MOVE, "return"): (
        "{a가} 저절로 {to} 갔다가 돌아온다",
        "{a가} 건드리지 않았는데 {to} 움직였다 되돌아온다",
    ),
    (Category.UNEXPECTED_MOVE, "float"): (
        "{a가} 저절로 떠오른다",
        "{a가} 아무도 들지 않았는데 공중으로 올라간다",
    ),
}
_ROWS = {-1: "위", 0: "가운데", 1: "아래"}
_COLUMNS = {-1: "왼쪽", 0: "가운데", 1: "오른쪽"}
_TO = {"left": "왼쪽으로", "right": "오른쪽으로", "up": "위로", "down": "아래로", "": ""}


def sentence(facts: Facts, dice: Dice) -> str:
    """Return one sentence that says what happens, where it begins, and when."""
    phrases = PHRASES[facts.category, facts.how]
    names = _names(facts)
    cases = {
        f"{key}{case}": with_particle(name, case)
        for key, name in names.items()
        for case in ("가", "와", "의", "에서")
    }
    manner = "갑자기" if facts.abrupt else "서서히"
    words = {**cases, "to": _TO[facts.heading], "adv": manner}
    what = phrases[dice.integers(len(phrases))].format_map(words)
    where, when = _where(facts), _when(facts, dice)
    lead = f"{when} {where}" if dice.random() < 0.5 else f"{where} {when}"
    return f"{lead} {what}."


def _names(facts: Facts) -> dict[str, str]:
    first, second = facts.nouns[0], facts.nouns[-1]
    if len(facts.nouns) > 1 and first.ko == second.ko and not first.known:
        return {"a": f"한 {first.ko}", "b": f"다른 {second.ko}"}
    return {"a": first.ko, "b": second.ko}


def with_particle(noun: str, case: str) -> str:
    """Append the particle of ``case`` in the form that fits the noun's last syllable."""
    closed = (ord(noun[-1]) - 0xAC00) % 28 != 0
    forms = {"가": ("이", "가"), "와": ("과", "와"), "의": ("의", "의"), "에서": ("에서", "에서")}
    return noun + forms[case][0 if closed else 1]


def _where(facts: Facts) -> str:
    if facts.row == facts.column == 0:
        return "화면 가운데에서"
    if facts.row == 0:
        return f"화면 {_COLUMNS[facts.column]}에서"
    if facts.column == 0:
        return f"화면 {_ROWS[facts.row]}쪽에서"
    return f"화면 {_COLUMNS[facts.column]} {_ROWS[facts.row]}에서"


def _when(facts: Facts, dice: Dice) -> str:
    start, end = f"{facts.start_s:.1f}초", f"{facts.end_s:.1f}초"
    if facts.to_end:
        return (f"{start}부터", f"{start}부터 끝까지", f"{start} 이후")[dice.integers(3)]
    return (f"{start}부터 {end}까지", f"{start}와 {end} 사이에")[dice.integers(2)]
