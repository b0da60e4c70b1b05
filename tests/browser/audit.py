"""What is looked for on every page: axe's rules, and content that does not fit its window."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.stack import ROOT

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"

# A theme changes colours and nothing else: the other rules are asked once.
_COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
# WCAG 2.2's rule on the least size of a target is off in axe unless it is asked for.
_EVERYTHING = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}

_RUN = """async (options) => {
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, any }) => [id, html.slice(0, 300), any[0]?.message ?? '']));
}"""

# What makes the page scroll sideways, which nobody should need for reading (1.4.10).
_WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll('body *')].filter((node) => {
    const { right, width } = node.getBoundingClientRect();
    return width > 0 && right > room + 1;
  });
  return [`${document.documentElement.scrollWidth} > ${room}`,
    ...wide.slice(-3).map((node) => node.outerHTML.slice(0, 200))];
}"""

# Words that are cut off without the three points that say so.
_CUT = """() => [...document.querySelectorAll('button, a, h1, h2, h3, th, label, [role=radio]')]
  .filter((node) => {
    const style = getComputedStyle(node);
    const isSeen = node.clientWidth > 2 && style.visibility === 'visible';
    return isSeen && !node.closest('.sr-only') && style.textOverflow !== 'ellipsis' &&
      style.display !== 'inline' && node.scrollWidth > node.clientWidth + 2;
  })
  .map((node) => node.outerHTML.slice(0, 200))"""


# A colour that is inherited through several transitions starts the next when the last has ended.
_THEME = """async (theme) => {
  document.documentElement.dataset.theme = theme;
  const frame = () => new Promise(requestAnimationFrame);
  for (let still = 0; still < 4; still += 1) {
    await frame();
    const moving = document.getAnimations().filter((each) => each instanceof CSSTransition);
    for (const each of moving) each.finish();
    if (moving.length > 0) still = 0;
  }
}"""


def violations(page: Page, *, only_colours: bool = False) -> list[Any]:
    """Each breach of a rule as its name, the element and what axe says of it."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())
    found: list[Any] = page.evaluate(_RUN, _COLOURS if only_colours else _EVERYTHING)
    return found


def set_theme(page: Page, theme: str) -> None:
    """As the menu does it, and wait until no colour changes any more."""
    page.evaluate(_THEME, theme)


def wider_than_the_window(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing when it does not."""
    found: list[str] = page.evaluate(_WIDER)
    return found


def cut_words(page: Page) -> list[str]:
    """Controls and headings whose words do not fit them."""
    found: list[str] = page.evaluate(_CUT)
    return found
