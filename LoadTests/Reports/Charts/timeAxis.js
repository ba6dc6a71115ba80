import { html } from "./dom.js";
import { formatMoment } from "./format.js";

/**
 * The one axis of time that charts share: what part of a run is shown, where the cursor is, and what was going on. Charts draw themselves
 * again when it changes. Times are milliseconds.
 */
export class TimeAxis {
  #draw = new Set();
  #point = new Set();

  /** @param bands Stretches of time with a number or a word: [{from, to, label, name}]. */
  constructor(from, to, bands = []) {
    this.whole = { from, to };
    this.from = from;
    this.to = to;
    this.bands = bands;
    this.cursor = null;
    /** How a time is written, with as many digits of a second; a run's counts from its start. */
    this.moment = formatMoment;
  }

  /** Calls back when charts have to be drawn again. */
  onDraw(callback) {
    this.#draw.add(callback);
  }

  /** Calls back when the cursor has moved; its time may be null. */
  onPoint(callback) {
    this.#point.add(callback);
  }

  draw() {
    this.#draw.forEach(callback => callback());
    this.point(this.cursor);
  }

  point(time) {
    this.cursor = time === null ? null : Math.min(this.to, Math.max(this.from, time));
    this.#point.forEach(callback => callback(this.cursor));
  }

  /** Shows a stretch around the cursor that is so many times as long as now. */
  zoom(times) {
    const least = 2000;
    const length = Math.min(this.whole.to - this.whole.from, Math.max(least, (this.to - this.from) * times));
    const middle = this.cursor ?? (this.from + this.to) / 2;
    const from = Math.min(Math.max(middle - length / 2, this.whole.from), this.whole.to - length);
    this.show(from, from + length);
  }

  /** Moves what is shown by a part of its length. */
  pan(part) {
    const length = this.to - this.from;
    const from = Math.min(Math.max(this.from + part * length, this.whole.from), this.whole.to - length);
    this.show(from, from + length);
  }

  show(from, to) {
    this.from = from;
    this.to = to;
    this.draw();
  }

  showAll() {
    this.show(this.whole.from, this.whole.to);
  }

  /** What was going on at a time. */
  bandsAt(time) {
    return this.bands.filter(band => band.from <= time && time <= band.to);
  }
}

/** Buttons that say what the keys + - 0 do. */
export function timeAxisButtons(axis) {
  const button = (text, action) => html("button", { type: "button", click: action }, text);
  return html("p", { class: "chart-buttons", role: "group", "aria-label": "Part of the run that is shown" },
    button("Zoom in", () => axis.zoom(0.5)),
    button("Zoom out", () => axis.zoom(2)),
    button("Earlier", () => axis.pan(-0.5)),
    button("Later", () => axis.pan(0.5)),
    button("Whole run", () => axis.showAll()));
}
