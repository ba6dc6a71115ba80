import { html, svg } from "./dom.js";
import { patternedArea } from "./patterns.js";

/** Room at the left for the labels of the vertical axis, the same in all charts, so that moments stand below each other. */
export const chartGutter = 58;
const right = 12;
const characterWidth = 6;

/**
 * A figure that draws itself as wide as it is shown.
 * @param options title, text (what it says, in words), height(width), draw(group, width, height), label.
 */
export function chartFigure(options, ...extras) {
  const image = svg("svg", { role: "img", "aria-label": `${options.title}. ${options.text ?? ""}` });
  const heading = html("figcaption", null, html("strong", null, options.title), options.text ? ` ${options.text}` : "");
  const node = html("figure", { class: "chart" }, heading, options.legend ?? null, image, extras);
  let width = 0;
  const draw = () => {
    if (width > 0) {
      const height = options.height(width);
      image.setAttribute("viewBox", `0 0 ${width} ${height}`);
      image.setAttribute("height", height);
      image.replaceChildren();
      options.draw(image, width, height);
    }
  };
  new ResizeObserver(entries => {
    const shown = Math.floor(entries[0].contentRect.width);
    if (shown !== width) {
      width = shown;
      draw();
    }
  }).observe(node);
  return { node, image, draw, width: () => width };
}

/** The part of a chart that shows data, in pixels. */
export function plotArea(width, height, top, bottom) {
  return { left: chartGutter, right: width - right, top, bottom: height - bottom };
}

/** A horizontal scale that never leaves the part of a chart that shows data: what is half outside is cut off there. */
export function insideOf(area, scale) {
  return value => Math.min(area.right, Math.max(area.left, scale(value)));
}

/** Lines and labels of the vertical axis. */
export function verticalAxis(image, area, scale, ticks, format) {
  for (const tick of ticks) {
    const y = Math.round(scale(tick)) + 0.5;
    image.append(
      svg("line", { class: "chart-grid", x1: area.left, x2: area.right, y1: y, y2: y }),
      svg("text", { class: "chart-label", x: area.left - 6, y: y + 4, "text-anchor": "end" }, format(tick)));
  }
}

/** Labels of the horizontal axis, as many as fit; one that would stick out at the right ends there. */
export function horizontalAxis(image, area, scale, ticks, format) {
  const y = area.bottom + 16;
  for (const tick of ticks) {
    const x = Math.round(scale(tick)) + 0.5;
    const label = format(tick);
    const sticksOut = x + label.length * characterWidth / 2 > area.right + right;
    image.append(
      svg("line", { class: "chart-tick", x1: x, x2: x, y1: area.bottom, y2: area.bottom + 4 }),
      svg("text", { class: "chart-label", x: sticksOut ? area.right + right : x, y, "text-anchor": sticksOut ? "end" : "middle" }, label));
  }
}

/** A diamond for what was detected, a triangle for what recovered: shapes, since colour alone says nothing to some. */
export function markShape(look, x, y, title) {
  const path = look === "detected" ? `M${x} ${y - 5}l4 5l-4 5l-4 -5Z` : `M${x} ${y - 5}l5 9h-10Z`;
  return svg("path", { class: `chart-mark ${look}`, d: path }, title ? svg("title", null, title) : null);
}

/** Names of series with a piece of the line that each is drawn with, so that its pattern tells it too. */
export function chartLegend(series) {
  return html("ul", { class: "chart-legend" }, series.map(one => html("li", null,
    svg("svg", { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" }, one.shape === "line"
      ? svg("line", { class: `chart-line ${one.look}`, x1: 1, x2: 29, y1: 6, y2: 6 })
      : one.shape === "mark" ? markShape(one.look, 15, 7)
      : patternedArea(one.shape === "span" ? "chart-span" : "chart-area", one.look, "M1 1h28v10h-28Z")),
    one.name)));
}
