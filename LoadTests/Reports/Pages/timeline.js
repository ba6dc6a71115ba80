import { TimeAxis } from "../Charts/timeAxis.js";
import { formatMoment, formatSpan } from "../Charts/format.js";
import { section } from "./section.js";
import { timelineCharts } from "./timelineCharts.js";

/** The fault timeline of a finished run. */
export function timelineSection(report) {
  const timeline = report.timeline;
  const axis = new TimeAxis(0, timeline.endMs, faultBands(report.faults));
  const lanes = lanesOf(report);
  const part = section("timeline", "Timeline",
    timelineCharts(axis, timeline, () => lanes, {
      start: "the record",
      achieved: "answered as asked, or refused because the contract says so",
      failed: "certainly not done, because the service could not",
      notSent: "shed, or no replica served",
      filed: "the time at which they were due",
    }));
  axis.point(null);
  return part;
}

/** From the effect of each fault until the system had recovered from it. */
export function faultBands(faults) {
  return faults.map((fault, index) => ({
    from: fault.atMs,
    to: recoveredAt(fault) ?? fault.curedMs ?? fault.atMs,
    label: String(index + 1),
    name: `${fault.kind} of ${fault.target}`,
  }));
}

/** When a fault's target served again; null where it did not. */
export function recoveredAt(fault) {
  return fault.curedMs === null || fault.recoveredAfterMs === null ? null : fault.curedMs + fault.recoveredAfterMs;
}

function lanesOf(report) {
  return report.lanes.map(lane => {
    const faults = report.faults.map((fault, index) => ({ ...fault, number: index + 1 })).filter(fault => fault.target === lane.instance);
    return {
      name: lane.instance,
      spans: lane.spans.map(spanOf),
      events: faults.map(fault => ({
        from: fault.atMs,
        to: fault.curedMs ?? fault.atMs,
        name: `fault ${fault.number}, ${fault.kind}`,
      })),
      marks: faults.flatMap(marksOf),
    };
  });
}

function spanOf(span) {
  const runs = span.state === "Running";
  const look = runs ? span.generation % 2 === 0 ? "runs-again" : "runs" : span.state === "Starting" || span.state === "Waiting" ? "starts" : "stops";
  const process = span.pid === null ? "" : `, process ${span.generation} (pid ${span.pid})`;
  const answered = runs && span.answered > 0 ? `, ${span.answered} answers` : "";
  return { from: span.fromMs, to: span.toMs, look, label: runs ? `${span.generation}` : "", name: `${span.state}${process}${answered}` };
}

function marksOf(fault) {
  const marks = [];
  if (fault.detectedAfterMs !== null) {
    marks.push({ at: fault.atMs + fault.detectedAfterMs, shape: "detected", name: `fault ${fault.number} detected after ${formatSpan(fault.detectedAfterMs)}` });
  }

  if (recoveredAt(fault) !== null) {
    marks.push({ at: recoveredAt(fault), shape: "recovered", name: `recovered from fault ${fault.number} at ${formatMoment(recoveredAt(fault))}` });
  }

  return marks;
}
