import { ConsoleView } from "./consoleView.js";
import { follow } from "./stream.js";

/** Shows what instances print, as it comes. */
const log = document.querySelector("#console");
const search = document.querySelector("#search");
const newest = document.querySelector("#follow");
const pause = document.querySelector("#pause");
const count = document.querySelector("#count");
const view = log && new ConsoleView(log, "replicas" in log.dataset, search.value);
const waiting = [];
const last = new Map();
let paused = false;
let isDue = false;
let top = 0;

document.querySelector("#instance").addEventListener("change", event => event.target.form.requestSubmit());
search.addEventListener("input", () => {
  const address = new URL(location.href);
  search.value ? address.searchParams.set("q", search.value) : address.searchParams.delete("q");
  history.replaceState(null, "", address);
  view?.search(search.value);
  tell();
});
search.form.addEventListener("submit", event => event.submitter || document.activeElement === search ? event.preventDefault() : null);
newest.addEventListener("change", soon);
pause.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", paused);
  soon();
});

if (log) {
  follow(log.dataset.stream, { message: event => take(JSON.parse(event.data)) });
  log.addEventListener("scroll", () => {
    // Whoever goes back wants to read, by whatever means: wheel, key, finger or the bar.
    if (log.scrollTop < top && !view.isAtEnd()) {
      newest.checked = false;
    }

    view.fill();
    top = log.scrollTop;
  }, { passive: true });
}

function take(lines) {
  for (const line of lines) {
    // A stream that was broken begins anew with lines that are here already.
    if (line.number > (last.get(line.instance) ?? 0)) {
      last.set(line.instance, line.number);
      waiting.push(line);
    }
  }

  waiting.splice(0, waiting.length - ConsoleView.kept);
  soon();
}

/** Once a frame, however many parts have come. */
function soon() {
  if (!isDue && log) {
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      show();
    });
  }
}

function show() {
  if (!paused) {
    view.add(waiting.splice(0), newest.checked);
    top = log.scrollTop;
  }

  tell();
}

function tell() {
  const { lines = 0, found = 0 } = view?.counts() ?? {};
  const text = `${search.value ? `${found} of ` : ""}${lines} lines${waiting.length > 0 ? `, ${waiting.length} more since the pause` : ""}`;
  if (count.textContent !== text) {
    count.textContent = text;
  }
}
