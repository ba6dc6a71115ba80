import { html } from "../Charts/dom.js";
import { plainTable } from "../Charts/dataTable.js";
import { formatCount, formatMoment, formatSpan } from "../Charts/format.js";
import { section } from "./section.js";

const pageLength = 50;

// The status of a request whose client did not wait for an answer.
const hungUp = 499;
const fates = ["unknown", "ok", "refused", "failed"];
const reasons = { error: 1, slow: 2, witness: 4 | 8 };

/** Single requests: those that failed or were not answered, those around a witness, the slowest. */
export function requestsSection(report) {
  const { rows, leftOut } = report.details;
  const requests = rows.map(row => requestOf(report.details, row));
  const count = reason => requests.filter(request => request.reason & reason).length;
  const choice = html("select", null,
    html("option", { value: reasons.error }, `failed or unknown (${formatCount(count(reasons.error))})`),
    html("option", { value: reasons.slow }, `slowest (${formatCount(count(reasons.slow))})`),
    html("option", { value: reasons.witness }, `around a witness (${formatCount(count(reasons.witness))})`));
  choice.value = count(reasons.witness) > 0 ? reasons.witness : reasons.error;
  const body = html("div", null);
  let first = 0;
  const shown = () => {
    const chosen = requests.filter(request => request.reason & choice.value);
    return +choice.value === reasons.slow ? chosen.sort((one, other) => other.took - one.took) : chosen;
  };
  const draw = () => {
    const all = shown();
    first = Math.min(Math.max(0, first), Math.max(0, all.length - 1));
    first -= first % pageLength;
    const page = all.slice(first, first + pageLength);
    body.replaceChildren(
      html("p", { role: "status" }, all.length === 0 ? "None." : `${first + 1} to ${first + page.length} of ${formatCount(all.length)}`),
      plainTable("Requests", ["no.", "request", "of", "by", "process", "sent at", "late by", "took", "outcome"], page.map(cells)));
  };
  const turn = pages => () => {
    first += pages * pageLength;
    draw();
  };
  choice.addEventListener("change", () => {
    first = 0;
    draw();
  });
  draw();
  return section("requests", "Single requests",
    html("p", null, "Every request that failed or got no answer that decides, the 1,000 slowest answers, and what else was done near a witness. "
      + (leftOut > 0 ? `${formatCount(leftOut)} more that failed are left out here; they are in every count. ` : "") + "history.bin has them all."),
    html("div", { class: "tools" }, html("label", null, "Show ", choice),
      html("button", { type: "button", click: turn(-1) }, "Previous 50"),
      html("button", { type: "button", click: turn(1) }, "Next 50")),
    body);
}

/** A row of numbers, as DetailsResult lays it out, with names. */
function requestOf(details, [id, kind, fate, status, client, attempt, subject, process, start, end, late, reason]) {
  return {
    id, status, client, attempt, reason, late,
    kind: details.kinds[kind], fate: fates[fate], subject: details.texts[subject], process: details.texts[process],
    start: start / 1000, took: end < 0 ? null : (end - start) / 1000,
  };
}

function cells(request) {
  return [
    `#${request.id}`, request.kind + (request.attempt > 1 ? `, attempt ${request.attempt}` : ""), request.subject,
    request.client < 0 ? "harness" : `client ${request.client}`, request.process, formatMoment(request.start, 3),
    request.late < 0 ? "–" : formatSpan(request.late / 1000), request.took === null ? "open" : formatSpan(request.took),
    `${request.fate}${request.status === hungUp ? ", hung up on purpose" : request.status > 0 ? ` (${request.status})` : ", no answer"}`,
  ];
}
