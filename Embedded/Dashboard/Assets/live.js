import { morph } from "./morph.js";

/** Brings the page up to date when the server says that what it shows has changed: it is fetched anew and only differences are applied. */
const main = document.querySelector("main[data-live]");
let paused = false;
let missed = false;
let running = false;
let again = false;

if (main) {
  const source = new EventSource(`/live/${main.dataset.live}`);
  let first = true;
  source.onmessage = () => {
    // The first message says only that the stream is open, unless it was opened again after a break.
    if (!first) {
      refresh();
    }

    first = false;
  };
  source.onerror = () => say("The AppHost does not answer. The page is as it last was.");
  source.onopen = () => say("");
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-pause]");
    if (button) {
      paused = !paused;
      button.setAttribute("aria-pressed", paused);
      if (!paused && missed) {
        refresh();
      }
    }
  });
}

// A picked entry of a list takes effect at once.
document.addEventListener("change", event => {
  if (event.target.matches("[data-submit]")) {
    event.target.form.requestSubmit();
  }
});

/** Fetches the page as it is now. */
export async function refresh() {
  if (paused) {
    missed = true;
    return;
  }

  if (running) {
    again = true;
    return;
  }

  running = true;
  try {
    do {
      again = false;
      missed = false;
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.redirected) {
        location.assign(answer.url);
        return;
      }

      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      morph(main, page.querySelector("main"));
      document.dispatchEvent(new Event("refreshed"));
    } while (again);
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    // The AppHost is gone; the stream's own error says so.
  } finally {
    running = false;
  }
}

/** Says something in the line that screen readers follow. */
export function say(text) {
  const status = document.querySelector("#status");
  if (status && status.textContent !== text) {
    status.textContent = text;
  }
}
