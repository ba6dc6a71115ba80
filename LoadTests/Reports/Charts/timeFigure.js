import { svg } from "./dom.js";
import { chartFigure, horizontalAxis, plotArea } from "./figure.js";
import { evenTicks, linearScale } from "./scale.js";

const bottom = 22;

/**
 * A figure on the shared axis of time, with the bands of what was going on and the shared cursor. It is a slider: arrow keys move the
 * cursor, and what is there is said as the slider's value.
 * @param options title, text, legend, height(width), draw(image, area, x), at(time): the values at a time in words.
 */
export function timeFigure(axis, options, ...extras) {
  const top = 16;
  let x = null;
  let cursor = null;
  const figure = chartFigure({
    ...options,
    draw: (image, width, height) => {
      const area = plotArea(width, height, top, bottom);
      x = linearScale(axis.from, axis.to, area.left, area.right);
      drawBands(image, axis, area, x);
      horizontalAxis(image, area, x, evenTicks(axis.from, axis.to, Math.max(2, (area.right - area.left) / 60)), tick => axis.moment(tick, 0));
      options.draw(image, area, x);
      cursor = svg("line", { class: "chart-cursor", y1: area.top, y2: area.bottom, visibility: "hidden" });
      image.append(cursor);
    },
  }, ...extras);
  makeSlider(figure.image, axis, options, () => x);
  axis.onDraw(figure.draw);
  axis.onPoint(time => {
    const shown = time !== null && x !== null && cursor !== null;
    cursor?.setAttribute("visibility", shown ? "visible" : "hidden");
    if (shown) {
      cursor.setAttribute("x1", x(time));
      cursor.setAttribute("x2", x(time));
    }
  });
  return figure;
}

function makeSlider(image, axis, options, scale) {
  image.setAttribute("role", "slider");
  image.setAttribute("tabindex", "0");
  const tell = () => {
    const time = axis.cursor ?? axis.from;
    image.setAttribute("aria-valuemin", Math.round(axis.from));
    image.setAttribute("aria-valuemax", Math.round(axis.to));
    image.setAttribute("aria-valuenow", Math.round(time));
    image.setAttribute("aria-valuetext", [`${axis.moment(time)}: ${options.at(time)}`, ...axis.bandsAt(time).map(band => band.name)].join("; "));
  };
  tell();
  image.addEventListener("focus", tell);
  image.addEventListener("pointermove", event => axis.point(scale()?.back(event.clientX - image.getBoundingClientRect().left) ?? null));
  image.addEventListener("pointerdown", event => axis.point(scale()?.back(event.clientX - image.getBoundingClientRect().left) ?? null));
  image.addEventListener("keydown", event => {
    const step = (axis.to - axis.from) / 100;
    const from = axis.cursor ?? axis.from;
    const actions = {
      ArrowLeft: () => axis.point(from - (event.shiftKey ? 10 : 1) * step),
      ArrowRight: () => axis.point(from + (event.shiftKey ? 10 : 1) * step),
      Home: () => axis.point(axis.from),
      End: () => axis.point(axis.to),
      Escape: () => axis.point(null),
      "+": () => axis.zoom(0.5),
      "-": () => axis.zoom(2),
      0: () => axis.showAll(),
    };
    if (actions[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      actions[event.key]();
      event.preventDefault();
      tell();
    }
  });
}

function drawBands(image, axis, area, x) {
  const letter = 6.5;
  let free = -Infinity;
  for (const band of axis.bands.filter(one => one.to >= axis.from && one.from <= axis.to)) {
    const start = Math.max(area.left, x(band.from));
    const end = Math.min(area.right, Math.max(x(band.to), start + 1));
    image.append(svg("rect", { class: "chart-band", x: start, y: area.top, width: Math.max(1, end - start), height: area.bottom - area.top },
      svg("title", null, band.name)));
    image.append(svg("line", { class: "chart-band-edge", x1: start, x2: start, y1: area.top, y2: area.bottom }));
    if (start >= free && start <= area.right) {
      free = start + letter * (band.label.length + 1);
      const sticksOut = free > image.viewBox.baseVal.width;
      image.append(svg("text", {
        class: "chart-label", x: sticksOut ? image.viewBox.baseVal.width : start, y: area.top - 4, "text-anchor": sticksOut ? "end" : null,
      }, band.label));
    }
  }
}
