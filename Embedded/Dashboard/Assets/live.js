import { morph } from "./morph.js";
import { follow } from "./stream.js";

/** Brings the page up to date when the server says that what it shows has changed: it is fetched anew and only differences are applied. */
const main = document.querySelector("main");
let paused = false;

if (main.dataset.live) {
  onChange(main.dataset.live, refresh);
}

// A picked entry of a list takes effect at once.
document.addEventListener("change", event => {
  if (event.target.matches("[data-submit]")) {
    event.target.form.requestSubmit();
  }
});

/**
 * Calls back at once, and when something has changed and nobody has pressed the page's pause button. While a call runs no other begins:
 * changes in between make one more.
 * @param callback May return a promise.
 */
export function onChange(topic, callback) {
  let isRunning = false;
  let isDue = false;
  const run = async () => {
    if (paused || isRunning) {
      isDue = true;
      return;
    }

    isRunning = true;
    try {
      do {
        isDue = false;
        await callback();
      } while (isDue && !paused);
    } catch (error) {
      // The AppHost is gone; the stream's own error says so.
      if (!(error instanceof TypeError)) {
        throw error;
      }
    } finally {
      isRunning = false;
    }
  };
  follow(`/live/${topic}`, {
    open: () => say(""),
    // The first one says only that the stream is open: what came between the page and the stream would be missed without it.
    message: run,
    error: () => say("The AppHost does not answer. The page is as it last was."),
  });
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-pause]");
    if (button) {
      paused = !paused;
      button.setAttribute("aria-pressed", paused);
      if (!paused && isDue) {
        run();
      }
    }
  });
}

/** Says something in the line that screen readers follow. */
export function say(text) {
  const status = document.querySelector("#status");
  if (status.textContent !== text) {
    status.textContent = text;
  }
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }

  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  morph(main, page.querySelector("main"));
}
