import { plainTable } from "./charts/dataTable.js";
import { html } from "./charts/dom.js";
import { formatCount, formatRate, formatSpan } from "./charts/format.js";
import { TimeAxis } from "./charts/timeAxis.js";
import { timeSeriesChart } from "./charts/timeSeries.js";
import { onChange, say } from "./live.js";

/** The chart of one metric, drawn anew when points have come. */
const place = document.querySelector("#chart");
const looks = 12;
const scales = { s: 1000, ms: 1, us: 0.001, ns: 0.000001 };
let chart = null;

onChange("metrics", load);

async function load() {
  const metric = document.querySelector("#metric").value;
  if (!metric) {
    return;
  }

  const wanted = new URLSearchParams(new FormData(document.querySelector("form.tools")));
  const answer = await fetch(`/metrics/values?${wanted}`);
  const values = answer.ok ? await answer.json() : null;
  if (!values?.lines.length) {
    place.replaceChildren(html("p", null, "Nothing of this metric has come in this time."));
    chart = null;
    return;
  }

  show(values);
}

function show(values) {
  const key = values.lines.map(line => `${line.name} ${line.statistic}`).join("\n");
  if (chart?.key !== key) {
    chart = draw(values, key);
  }

  chart.values = values;
  const { axis } = chart;
  axis.to = values.slots * values.slotMilliseconds;
  axis.whole = { from: 0, to: axis.to };
  axis.bands = values.faults.map(fault => ({ ...fault, label: fault.kind, name: `${fault.kind} of ${fault.instance}` }));
  axis.draw();
  showFaults(chart.faults, values);
}

/** The same as the bands of the chart, for those who do not see it; a table that is open stays open. */
function showFaults(node, { faults, from, slots, slotMilliseconds }) {
  const moment = at => new Date(from + at).toLocaleTimeString("en-GB");
  const rows = faults.map(fault => [
    fault.kind, fault.instance, moment(fault.from), fault.to < slots * slotMilliseconds ? moment(fault.to) : "goes on",
  ]);
  const key = JSON.stringify(rows);
  if (node.dataset.key !== key) {
    node.dataset.key = key;
    node.hidden = rows.length === 0;
    node.replaceChildren(
      html("summary", null, rows.length === 1 ? "1 fault in this time" : `${rows.length} faults in this time`),
      plainTable("Faults", ["Fault", "Instance", "From", "To"], rows));
  }
}

function draw(values, key) {
  const axis = new TimeAxis(0, values.slots * values.slotMilliseconds);
  const made = { key, axis, values, faults: html("details", { class: "chart-data" }) };
  axis.moment = at => new Date(made.values.from + at).toLocaleTimeString("en-GB");
  const figure = timeSeriesChart(axis, {
    title: values.name,
    text: [values.description, unitText(values)].filter(text => text).join(" "),
    bucket: values.slotMilliseconds,
    format: format(values),
    least: 0,
    series: values.lines.map((line, index) => ({
      name: line.statistic === "rate" || line.statistic === "value" ? line.name : `${line.name} ${line.statistic}`,
      look: `look-${index % looks + 1}`,
      shape: "line",
      values: () => made.values.lines[index].values,
    })),
  });
  place.replaceChildren(figure.node, made.faults);
  return made;
}

/** Times are shown with the unit that suits them, bytes by thousands; a braced unit only says what is counted. */
function format({ unit, lines }) {
  const isRate = lines[0]?.statistic === "rate";
  if (unit in scales && !isRate) {
    return value => formatSpan(value * scales[unit]);
  }

  if (isRate && unit !== "By") {
    return formatRate;
  }

  return unit === "By" ? value => `${bytes(value)}${isRate ? "/s" : ""}` : value => value < 10 ? `${+value.toPrecision(3)}` : formatCount(value);
}

function bytes(value) {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${+(value / 1000 ** power).toPrecision(3)} ${["B", "kB", "MB", "GB"][power]}`;
}

function unitText({ unit, lines }) {
  const what = unit.replace(/^\{(.*)\}$/, "$1");
  const isRate = lines[0]?.statistic === "rate";
  return `${what ? `In ${what}` : ""}${isRate ? " per second" : ""}${what || isRate ? "." : ""}`;
}
