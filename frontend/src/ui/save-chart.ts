/** Takes a drawn chart off the page into a file. */
import { fileName, type LegendEntry, svgFile } from "./chart-file";
import { csvOf, type Numbers } from "./chart-table";

/** What a drawing takes from style sheets, which a file does not have. */
const STYLED = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
] as const;

const settle = (from: Element, to: Element): void => {
  const style = getComputedStyle(from);
  for (const name of STYLED) to.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["class", "style", "href", "tabindex", "data-status"])
    to.removeAttribute(name);
  [...from.children].forEach((child, index) => {
    const twin = to.children[index];
    if (twin) settle(child, twin);
  });
};

const legendOf = (host: Element): readonly LegendEntry[] =>
  [...host.querySelectorAll("[data-legend]")].map((entry) => ({
    name: entry.getAttribute("data-legend") ?? "",
    colour: getComputedStyle(entry).color,
    dash: entry.getAttribute("data-dash"),
  }));

/** The drawing marked `data-chart` inside `host`, with the look it has now. */
export const svgOf = (host: Element, title: string): string => {
  const drawing = host.querySelector("svg[data-chart]");
  if (!drawing) return "";
  const copy = drawing.cloneNode(true) as Element;
  settle(drawing, copy);
  const { width, height } = drawing.getBoundingClientRect();
  const style = getComputedStyle(host);
  return svgFile({
    title,
    width,
    height,
    ground: style.getPropertyValue("background-color"),
    ink: style.color,
    font: style.fontFamily,
    legend: legendOf(host),
    body: [...copy.children].map((child) => new XMLSerializer().serializeToString(child)).join(""),
  });
};

const save = (name: string, type: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

export const saveSvg = (host: Element, title: string): void =>
  save(fileName(title, "svg"), "image/svg+xml", svgOf(host, title));

/** Spreadsheets take a file for Unicode only when it begins with this mark. */
export const saveCsv = (title: string, numbers: Numbers): void =>
  save(fileName(title, "csv"), "text/csv;charset=utf-8", `\ufeff${csvOf(numbers)}`);
