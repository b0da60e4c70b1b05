"""What is looked for on every page: axe's rules, content that does not fit, motion, focus rings."""

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


# For whoever asked for less of it: anything that takes longer than an instant (2.3.3).
_MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(',').map(Number.parseFloat));
  const lasts = (style) =>
    Math.max(seconds(style.transitionDuration), seconds(style.animationDuration)) > 0.001;
  return [...document.querySelectorAll('*')]
    .filter((node) => [null, '::before', '::after'].some((part) =>
      lasts(getComputedStyle(node, part))))
    .map((node) => node.outerHTML.slice(0, 200))
    .concat(document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().activeDuration > 1)
      .map(({ effect }) => `moves: ${effect.target?.outerHTML.slice(0, 200)}`));
}"""

# Each kind of control once: a ring of 2 px that it has only in focus, 3:1 on what is around it
# (2.4.13). What a drawing or a hidden input shows in its stead is looked for beside it.
_RINGS = """async () => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const channels = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => channels(colour).slice(0, 3)
    .map((each) => each / 255)
    .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, place) => sum + each * [0.2126, 0.7152, 0.0722][place], 0);
  const contrast = (...pair) => {
    const [dark, bright] = pair.map(light).toSorted((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const ground = (node) => {
    const { backgroundColor } = getComputedStyle(node);
    return channels(backgroundColor)[3] === 255 || !node.parentElement
      ? backgroundColor : ground(node.parentElement);
  };
  const px = Number.parseFloat;
  const accent = () =>
    channels(getComputedStyle(document.documentElement).getPropertyValue('--accent')).join();
  // A shadow without blur is a band around the node, or within it.
  const band = (style) => style.boxShadow.split(/,(?![^(]*\\))/)
    .map((each) => /^(.+) 0px 0px 0px (\\d+)px( inset)?$/.exec(each.trim()))
    .find((each) => each && each[2] >= 2) ?? [];
  const ring = (node) => {
    const style = getComputedStyle(node);
    const [, colour, wide, isInside] = band(style);
    if (style.outlineStyle !== 'none' && px(style.outlineWidth) >= 2) {
      const reach = px(style.outlineOffset) + px(style.outlineWidth);
      const isOnBand = colour && !isInside && wide >= reach;
      const around = isOnBand ? colour : ground(reach > 0 ? node.parentElement : node);
      return contrast(style.outlineColor, around) >= 3;
    }
    if (isInside) return contrast(colour, ground(node)) >= 3;
    return node instanceof SVGElement && px(style.strokeWidth) >= 2 &&
      channels(style.stroke).join() === accent() &&
      contrast(style.stroke, ground(node.closest('svg'))) >= 3;
  };
  const shown = (node) => {
    const near = node.closest('label') ?? node;
    return [near, ...near.querySelectorAll('*'), ...(near === node ? [node.parentElement] : [])]
      .filter(ring);
  };
  const settled = async () => {
    await new Promise((done) => setTimeout(done));
    for (const each of document.getAnimations()) each.finish();
  };
  window.ringed ??= new Set();
  const kind = (node) => [document.documentElement.dataset.theme, node.localName, node.type,
    node.role, node.getAttribute('class')].join(' ');
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const found = [];
  for (const node of document.querySelectorAll(controls)) {
    if (node.disabled || node.tabIndex < 0 || window.ringed.has(kind(node))) continue;
    if (!node.checkVisibility({ visibilityProperty: true })) continue;
    window.ringed.add(kind(node));
    const before = shown(node);
    node.focus();
    await settled();
    if (document.activeElement !== node) continue;
    if (shown(node).every((each) => before.includes(each)))
      found.push(node.outerHTML.slice(0, 300));
    node.blur();
  }
  return found;
}"""

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


def moving(page: Page) -> list[str]:
    """What would still move, with less motion asked for; nothing when all of it has ended."""
    found: list[str] = page.evaluate(_MOVING)
    return found


def without_ring(page: Page) -> list[str]:
    """Controls of a kind not looked at before whose focus is not seen well enough."""
    page.keyboard.press("Shift")  # from now on focus is a keyboard's
    found: list[str] = page.evaluate(_RINGS)
    return found


def wider_than_the_window(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing when it does not."""
    found: list[str] = page.evaluate(_WIDER)
    return found


def cut_words(page: Page) -> list[str]:
    """Controls and headings whose words do not fit them."""
    found: list[str] = page.evaluate(_CUT)
    return found
