import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount, formatSpan } from "../Charts/format.js";
import { section } from "./section.js";

/** How well the harness kept its own times, before the run and during it. */
export function generatorSection(report) {
  const { generator, traffic, spectrum } = report;
  return section("generator", "Generator",
    html("p", null, "A late or busy harness makes times of the service look longer. It changes no verdict on a promise. ", html("strong", null, `Of this run ${generator.times}.`)),
    generator.objections.length > 1 ? html("ul", null, generator.objections.map(text => html("li", null, text))) : null,
    plainTable("Generator during the run", ["measure", "value"], [
      ["operations a second, offered", String(generator.offeredPerSecond)],
      ["operations a second, sent", String(generator.sentPerSecond)],
      ["sent late, p50", formatSpan(generator.lateP50Ms)],
      ["sent late, p99", formatSpan(generator.lateP99Ms)],
      ["sent late, p99.9", formatSpan(generator.lateP999Ms)],
      ["sent late, longest", formatSpan(generator.lateMaxMs)],
      ["stood still, together", formatSpan(generator.stoodStillMs)],
      ["cores of the generator", traffic ? traffic.generatorCores.toFixed(2) : "not measured"],
      ["cores of the AppHost itself", traffic?.appHostCores?.toFixed(2) ?? "not measured"],
      ["shed", traffic ? formatCount(traffic.shed) : "not measured"],
      ["answered operations in the spectrum", formatCount(spectrum.count)],
      ...healthRows(generator.health),
    ]),
    calibrationTable(generator.calibration));
}

function healthRows(health) {
  return health === null ? [["health", "not watched"]] : [
    ["seconds in which it stood still itself", `${health.taintedSlices} of ${health.slices}`],
    ["stopped by its garbage collector, together and at most", `${formatSpan(health.gcPauseMilliseconds)}, ${formatSpan(health.worstGcPauseMilliseconds)}`],
    ["longest wait for a thread", formatSpan(health.worstQueueMilliseconds)],
    ["cores of everything else, the target included", health.otherCores?.toFixed(2) ?? "not known here"],
    ["time that the host gave to others", shareText(health.stealShare)],
  ];
}

function calibrationTable(calibration) {
  return calibration === null ? html("p", null, "The generator was not calibrated before this run.")
    : plainTable("Generator before the run, against an echo in its own process", ["measure", "value"], [
      ["requests a second, offered and sent in time", `${calibration.offeredPerSecond} and ${calibration.achievedPerSecond.toFixed(1)}`],
      ["sent late, p50, p99, p99.9", [calibration.latenessP50, calibration.latenessP99, calibration.latenessP999].map(time => formatSpan(time / 1000)).join(", ")],
      ["response from due, p50", formatSpan(calibration.responseP50 / 1000)],
      ["processor time for a request, the echo included", formatSpan(calibration.processorPerRequest / 1000)],
      ["two same loops side by side: shift, spread", `${shareText(calibration.noiseShift)}, ${shareText(calibration.noiseSpread)}`],
      ["cores of everything else", calibration.health.otherCores?.toFixed(2) ?? "not known here"],
    ]);
}

function shareText(value) {
  return value === null ? "not known here" : `${(100 * value).toFixed(1)} %`;
}
