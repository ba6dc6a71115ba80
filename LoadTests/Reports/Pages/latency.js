import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount, formatSpan } from "../Charts/format.js";
import { intervalChart } from "../Charts/intervals.js";
import { spectrumChart } from "../Charts/spectrum.js";
import { section } from "./section.js";

/** How long answers took: the spectrum of all, and each kind of operation. */
export function latencySection(report) {
  const { spectrum, kinds } = report;
  return section("latency", "How long answers took",
    spectrumChart({
      title: "Spectrum",
      text: `${formatCount(spectrum.count)} answered operations. The gap between the first two lines is time that an operation waited for the `
        + "harness; the third line is how late operations were sent. On grey ground fewer than 100 samples lie beyond, and a quantile is a guess.",
      count: spectrum.count,
      quantiles: spectrum.quantiles,
      series: [
        { name: "from the due time", look: "look-1", values: spectrum.due },
        { name: "from the send", look: "look-2", values: spectrum.sent },
        { name: "sent late by", look: "look-6", values: spectrum.late },
      ],
    }).node,
    intervalChart({
      title: "By kind of operation",
      text: "Dot: the median; line: from p5 to p95, from the due time. Logarithmic.",
      columns: ["p5", "p50", "p95"],
      logarithmic: true,
      rows: kinds.filter(kind => kind.p50 !== null).map(kind => ({
        name: kind.kind, note: formatCount(kind.ok), low: kind.p5, middle: kind.p50, high: kind.p95,
      })),
    }).node,
    plainTable("Kinds of operation", ["operation", "sent", "ok", "refused", "failed", "unknown", "retries", "p50", "p99", "longest"], kinds.map(kind => [
      kind.kind, formatCount(kind.sent), formatCount(kind.ok), formatCount(kind.refused), formatCount(kind.failed), formatCount(kind.unknown),
      formatCount(kind.retries), formatSpan(kind.p50), formatSpan(kind.p99), formatSpan(kind.max),
    ])),
    html("p", null, "Refused: answered as the contract says, such as sold out or not logged in. It is no failure of the service."));
}
