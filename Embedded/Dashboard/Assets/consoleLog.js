import { html } from "./charts/dom.js";
import { follow } from "./stream.js";

/** Shows what instances print, as it comes. */
const kept = 10000;
const log = document.querySelector("#console");
const search = document.querySelector("#search");
const newest = document.querySelector("#follow");
const pause = document.querySelector("#pause");
const count = document.querySelector("#count");
const waiting = [];
const last = new Map();
const colours = new Map();
let paused = false;
let drawn = null;

document.querySelector("#instance").addEventListener("change", event => event.target.form.requestSubmit());
search.addEventListener("input", () => {
  const address = new URL(location.href);
  search.value ? address.searchParams.set("q", search.value) : address.searchParams.delete("q");
  history.replaceState(null, "", address);
  for (const line of log?.children ?? []) {
    line.hidden = !isWanted(line);
  }

  tell();
});
search.form.addEventListener("submit", event => event.submitter || document.activeElement === search ? event.preventDefault() : null);
pause.addEventListener("click", () => {
  paused = !paused;
  pause.setAttribute("aria-pressed", paused);
  show();
});

if (log) {
  follow(log.dataset.stream, { message: event => take(JSON.parse(event.data)) });
  log.addEventListener("wheel", event => {
    if (event.deltaY < 0) {
      newest.checked = false;
    }
  }, { passive: true });
  log.addEventListener("keydown", event => {
    if (["ArrowUp", "PageUp", "Home"].includes(event.key)) {
      newest.checked = false;
    }
  });
}

function take(lines) {
  for (const line of lines) {
    // A stream that was broken begins anew with lines that are here already.
    if (line.number > (last.get(line.instance) ?? 0)) {
      last.set(line.instance, line.number);
      waiting.push(line);
    }
  }

  waiting.splice(0, waiting.length - kept);
  show();
}

function show() {
  if (!paused) {
    log.append(...waiting.splice(0).map(draw));
    while (log.childElementCount > kept) {
      log.firstElementChild.remove();
    }

    if (newest.checked) {
      log.scrollTop = log.scrollHeight;
    }
  }

  tell();
}

function draw(line) {
  const looks = ["line", line.isError && "error", line.instance === drawn && "again"];
  drawn = line.instance;
  const node = html("div", { class: looks.filter(look => look).join(" ") },
    "replicas" in log.dataset ? html("span", { class: `who ${colourOf(line.instance)}` }, line.instance) : null,
    html("span", { class: "text" }, line.spans.map(span => span.look ? html("span", { class: span.look }, span.text) : span.text)));
  node.hidden = !isWanted(node);
  return node;
}

function colourOf(instance) {
  if (!colours.has(instance)) {
    colours.set(instance, `who-${colours.size % 6 + 1}`);
  }

  return colours.get(instance);
}

function isWanted(line) {
  return line.textContent.toLowerCase().includes(search.value.toLowerCase());
}

function tell() {
  const lines = log?.childElementCount ?? 0;
  const shown = search.value ? [...log.children].filter(line => !line.hidden).length : lines;
  const text = `${search.value ? `${shown} of ` : ""}${lines} lines${waiting.length > 0 ? `, ${waiting.length} more since the pause` : ""}`;
  if (count.textContent !== text) {
    count.textContent = text;
  }
}
