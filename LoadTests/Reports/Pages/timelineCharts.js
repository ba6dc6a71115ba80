import { html } from "../Charts/dom.js";
import { formatMoment, formatRate, formatSpan } from "../Charts/format.js";
import { laneChart } from "../Charts/lanes.js";
import { shareChart } from "../Charts/shares.js";
import { timeAxisButtons } from "../Charts/timeAxis.js";
import { timeSeriesChart } from "../Charts/timeSeries.js";

/**
 * The charts of a run over time, on one axis. The series may grow: they are read again whenever the axis is drawn.
 * @param timeline As in result.json: bucketMs, and arrays by bucket.
 * @param lanes () => lanes, see laneChart; null for none.
 * @param words What differs between a finished run and one that goes on: start, achieved, failed, notSent, filed.
 */
export function timelineCharts(axis, timeline, lanes, words) {
  const perSecond = values => values.map(count => count * 1000 / timeline.bucketMs);
  const line = (name, look, values) => ({ name, look, shape: "line", values });
  const column = (name, look, values) => ({ name, look, shape: "column", values });
  const charts = [
    timeSeriesChart(axis, {
      title: "Offered and achieved",
      text: `Operations a second, ${timeline.bucketMs} ms by ${timeline.bucketMs} ms. Achieved: ${words.achieved}.`,
      bucket: timeline.bucketMs,
      format: formatRate,
      series: [
        column("offered", "look-6", () => perSecond(timeline.offered)),
        line("achieved", "look-1", () => perSecond(timeline.ok.map((count, n) => count + (timeline.refused?.[n] ?? 0)))),
      ],
    }),
    timeSeriesChart(axis, {
      title: "Not achieved",
      text: `Failed: ${words.failed}. Unknown: no answer that decides. Not sent: ${words.notSent}.`,
      bucket: timeline.bucketMs,
      format: formatRate,
      least: 10,
      series: [
        column("failed", "look-5", () => perSecond(timeline.failed)),
        column("unknown", "look-4", () => perSecond(timeline.unknown)),
        column("not sent", "look-2", () => perSecond(timeline.notSent)),
      ],
    }),
    timeSeriesChart(axis, {
      title: "How long an answer took",
      text: `From the due time, of answered operations, over the last ${formatSpan(timeline.windowMs)}, filed under ${words.filed}. Logarithmic. `
        + "Of fewer than 1,000 operations, p99.9 is the longest.",
      bucket: timeline.bucketMs,
      format: formatSpan,
      logarithmic: true,
      series: [
        line("p50", "look-1", () => timeline.p50),
        line("p99", "look-2", () => timeline.p99),
        line("p99.9", "look-4", () => timeline.p999),
      ],
    }),
    shareChart(axis, {
      title: "Who answered",
      text: "Each replica's share of the requests that were answered.",
      bucket: timeline.bucketMs,
      series: timeline.instances.map((instance, index) => ({
        name: instance.instance,
        look: `look-${index % 5 + 1}`,
        values: () => instance.answered,
      })),
    }),
  ];
  if (lanes) {
    charts.push(laneChart(axis, {
      title: "What lived when",
      text: "A lane for each replica and store. Bars: its processes (numbered) and its states, as the host told them. Thin bars above: faults, "
        + "numbered as in the table, from effect to cure. Diamonds: the host told of it. Triangles: it served again.",
      lanes,
      legend: [
        { name: "a process", look: "runs", shape: "span" },
        { name: "the next one", look: "runs-again", shape: "span" },
        { name: "starting", look: "starts", shape: "span" },
        { name: "stopping or gone", look: "stops", shape: "span" },
        { name: "detected", look: "detected", shape: "mark" },
        { name: "recovered", look: "recovered", shape: "mark" },
      ],
    }));
  }

  return [
    html("p", null, `All charts have one axis of time, which counts from the start of ${words.start}, and one cursor: point at a moment, or `
      + "focus a chart and use the arrow keys (with Shift: in big steps; + and − zoom, 0 shows all)."),
    timeAxisButtons(axis),
    charts.map(chart => chart.node),
    readout(axis, timeline),
  ];
}

/** What the cursor is at, in one place for all charts. */
function readout(axis, timeline) {
  const node = html("p", { class: "readout" });
  const rate = (values, bucket) => formatRate((values[bucket] ?? 0) * 1000 / timeline.bucketMs);
  axis.onPoint(time => {
    if (time === null) {
      node.textContent = "Point at a moment to read its values here.";
      return;
    }

    const bucket = Math.floor(time / timeline.bucketMs);
    const going = axis.bandsAt(time).map(band => `${band.label} ${band.name}`).join("; ");
    node.textContent = `${formatMoment(time)} · offered ${rate(timeline.offered, bucket)}, achieved `
      + `${formatRate(((timeline.ok[bucket] ?? 0) + (timeline.refused?.[bucket] ?? 0)) * 1000 / timeline.bucketMs)}`
      + `, failed ${rate(timeline.failed, bucket)}, unknown ${rate(timeline.unknown, bucket)}, not sent ${rate(timeline.notSent, bucket)}`
      + ` · p50 ${formatSpan(timeline.p50[bucket])}, p99 ${formatSpan(timeline.p99[bucket])}, p99.9 ${formatSpan(timeline.p999[bucket])}`
      + ` of ${timeline.samples[bucket] ?? 0} · ${going || "no fault"}`;
  });
  return node;
}
