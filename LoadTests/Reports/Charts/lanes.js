import { svg } from "./dom.js";
import { dataTable } from "./dataTable.js";
import { chartLegend, markShape } from "./figure.js";
import { formatMoment } from "./format.js";
import { patternedArea } from "./patterns.js";
import { timeFigure } from "./timeFigure.js";

const laneHeight = 46;
const barTop = 26;
const barHeight = 13;

/**
 * A lane for each thing that lives in time: its name, above its line what was done to it with the moments that matter, below it its states.
 * @param options title, text, legend: see chartLegend, lanes: () => [{name, spans: [{from, to, look, label, name}], events: [{from, to, label, name}],
 * marks: [{at, shape: "detected" or "recovered", name}]}].
 */
export function laneChart(axis, options) {
  const draw = (image, area, x) => options.lanes().forEach((lane, index) => drawLane(image, area, x, lane, area.top + index * laneHeight));
  const at = time => options.lanes().map(lane => {
    const states = [...lane.spans, ...lane.events].filter(span => span.from <= time && time < span.to).map(span => span.name);
    return `${lane.name}: ${states.join(", ") || "nothing known"}`;
  }).join("; ");
  const rows = () => options.lanes().flatMap(lane => [
    ...lane.spans.map(span => [span.from, lane.name, span.name, span.to]),
    ...lane.events.map(event => [event.from, lane.name, event.name, event.to]),
    ...lane.marks.map(mark => [mark.at, lane.name, mark.name, null]),
  ]).sort((one, other) => one[0] - other[0]).map(([from, lane, name, to]) => [formatMoment(from), lane, name, formatMoment(to)]);
  return timeFigure(axis, { ...options, legend: chartLegend(options.legend), height: () => options.lanes().length * laneHeight + 40, draw, at },
    dataTable(options.title, ["at", "lane", "what", "until"], rows));
}

function drawLane(image, area, x, lane, top) {
  const clip = (from, to) => {
    const start = Math.max(area.left, x(from));
    return { start, width: Math.max(1, Math.min(area.right, x(to)) - start), visible: x(to) >= area.left && x(from) <= area.right };
  };
  image.append(svg("line", { class: "chart-grid", x1: 0, x2: area.right, y1: top, y2: top }));
  for (const span of lane.spans) {
    const { start, width, visible } = clip(span.from, span.to);
    if (visible) {
      image.append(patternedArea("chart-span", span.look, `M${start} ${top + barTop}h${width}v${barHeight}h${-width}Z`, span.name));
      if (span.label && width > span.label.length * 7 + 6) {
        image.append(svg("text", { class: "chart-span-label", x: start + 4, y: top + barTop + barHeight - 3 }, span.label));
      }
    }
  }

  for (const event of lane.events) {
    const { start, width, visible } = clip(event.from, event.to);
    if (visible) {
      image.append(svg("rect", { class: "chart-event", x: start, y: top + barTop - 7, width: Math.max(3, width), height: 6 }, svg("title", null, event.name)));
    }
  }

  for (const mark of lane.marks.filter(one => x(one.at) >= area.left && x(one.at) <= area.right)) {
    image.append(markShape(mark.shape, x(mark.at), top + barTop - 10, mark.name));
  }

  image.append(svg("text", { class: "chart-label", x: 0, y: top + 13 }, lane.name));
}
