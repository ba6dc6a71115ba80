import { TimeAxis } from "../Charts/timeAxis.js";
import { formatCount, formatMoment, formatRate, formatSpan } from "../Charts/format.js";
import { section } from "./section.js";
import { timelineCharts } from "./timelineCharts.js";

const series = ["offered", "notSent", "ok", "failed", "unknown", "samples", "p50", "p99", "p999"];
const words = {
  start: "the traffic",
  achieved: "answered as asked",
  failed: "certainly not done, also because the contract says so, or because no replica served",
  notSent: "shed",
  filed: "the time at which they ended",
};
const timeline = Object.fromEntries(series.map(name => [name, []]));
timeline.instances = [];
const main = document.querySelector("main");
const status = document.getElementById("status");
const progress = document.getElementById("progress");
let axis = null;

/** A message holds what is new from one bucket on: those before it do not change any more. */
function take(state) {
  if (timeline.bucketMs !== state.bucketMs) {
    Object.assign(timeline, { bucketMs: state.bucketMs, windowMs: state.windowMs });
    main.replaceChildren();
  }

  for (const name of series) {
    timeline[name].splice(state.first, Infinity, ...state[name]);
  }

  const known = timeline.instances.length;
  for (const { instance, answered } of state.instances) {
    let mine = timeline.instances.find(one => one.instance === instance);
    if (!mine) {
      timeline.instances.push(mine = { instance, answered: [] });
    }

    while (mine.answered.length < state.first) {
      mine.answered.push(0);
    }

    mine.answered.splice(state.first, Infinity, ...answered);
  }

  if (main.childElementCount === 0 || timeline.instances.length !== known) {
    // Charts stay with the axis that they were made for.
    axis = new TimeAxis(0, state.durationMs);
    main.replaceChildren(section("timeline", "Timeline", timelineCharts(axis, timeline, null, words)));
  }

  axis.bands = state.faults.map((fault, index) => ({ from: fault.fromMs, to: fault.toMs, label: String(index + 1), name: fault.name }));
  axis.draw();
  show(state);
}

function show(state) {
  const last = Math.max(0, timeline.ok.length - 2);
  const rate = values => formatRate((values[last] ?? 0) * 1000 / timeline.bucketMs);
  progress.value = Math.min(1, state.elapsedMs / state.durationMs);
  status.textContent = `${formatMoment(state.elapsedMs, 0)} of ${formatMoment(state.durationMs, 0)} · offered ${rate(timeline.offered)}, achieved ${rate(timeline.ok)}`
    + ` · p50 ${formatSpan(timeline.p50[last])}, p99 ${formatSpan(timeline.p99[last])} · ${formatCount(state.failures)} failures`
    + ` · ${state.serving} of ${state.replicas} replicas serve · ${state.activeFault ? `fault: ${state.activeFault}` : "no fault"}`;
}

const events = new EventSource("events");
events.addEventListener("traffic", event => take(JSON.parse(event.data)));
events.addEventListener("over", () => {
  events.close();
  progress.value = 1;
  status.textContent = "The traffic is over. The verdict follows in the terminal, and report.html in the run folder.";
});
