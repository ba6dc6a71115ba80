import { html } from "./charts/dom.js";

/**
 * Ten thousand lines of which the page holds a few hundred, those around what is looked at: a browser lays a page of all of them out for
 * a quarter of a second at every new line.
 */
export class ConsoleView {
  /** Lines that can be gone back to. */
  static kept = 10000;

  static #shown = 600;
  static #step = 200;

  #log;
  #withNames;
  #wanted;
  #lines = [];
  #found = [];
  #next = 0;
  // What of the found lines is on the page: from the first to before the end.
  #first = 0;
  #end = 0;
  #colours = new Map();

  /** @param withNames Whether each line says whose it is. */
  constructor(log, withNames, wanted) {
    this.#log = log;
    this.#withNames = withNames;
    this.#wanted = wanted.toLowerCase();
  }

  counts() {
    return { lines: this.#lines.length, found: this.#found.length };
  }

  /** Adds lines; the newest are shown if they are followed, or while there is room below. */
  add(lines, isFollowed) {
    for (const line of lines) {
      const text = `${this.#withNames ? line.instance : ""} ${line.spans.map(span => span.text).join("")}`.toLowerCase();
      const added = { ...line, text, order: this.#next++ };
      this.#lines.push(added);
      if (text.includes(this.#wanted)) {
        this.#found.push(added);
      }
    }

    this.#forget();
    const all = this.#found.length;
    if (isFollowed) {
      this.#show(Math.max(0, all - ConsoleView.#shown), all);
      this.#log.scrollTop = this.#log.scrollHeight;
    } else {
      this.#show(this.#first, Math.min(all, Math.max(this.#end, this.#first + ConsoleView.#shown)));
    }
  }

  search(wanted) {
    this.#wanted = wanted.toLowerCase();
    this.#found = this.#lines.filter(line => line.text.includes(this.#wanted));
    this.#log.replaceChildren();
    this.#first = this.#end = 0;
    this.#show(Math.max(0, this.#found.length - ConsoleView.#shown), this.#found.length);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  isAtEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 4;
  }

  /** Puts more lines above or below where less than a screen of them is left; what is looked at stays where it is. */
  fill() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    if (scrollTop < clientHeight && this.#first > 0) {
      const from = Math.max(0, this.#first - ConsoleView.#step);
      this.#around(this.#log.firstElementChild, from, Math.min(this.#end, from + ConsoleView.#shown));
    } else if (scrollHeight - scrollTop < 2 * clientHeight && this.#end < this.#found.length) {
      const to = Math.min(this.#found.length, this.#end + ConsoleView.#step);
      this.#around(this.#log.lastElementChild, Math.max(this.#first, to - ConsoleView.#shown), to);
    }
  }

  #around(node, from, to) {
    const before = node.getBoundingClientRect().top;
    this.#show(from, to);
    this.#log.scrollTop += node.getBoundingClientRect().top - before;
  }

  #forget() {
    this.#lines.splice(0, this.#lines.length - ConsoleView.kept);
    const oldest = this.#lines[0]?.order ?? 0;
    const left = this.#found.findIndex(line => line.order >= oldest);
    const gone = left < 0 ? this.#found.length : left;
    if (gone > 0) {
      this.#found.splice(0, gone);
      for (let shown = Math.min(gone, this.#end) - this.#first; shown > 0; shown--) {
        this.#log.firstElementChild.remove();
      }

      this.#first = Math.max(0, this.#first - gone);
      this.#end = Math.max(0, this.#end - gone);
    }
  }

  #show(from, to) {
    if (from >= this.#end || to <= this.#first) {
      this.#log.replaceChildren(...this.#draw(from, to));
    } else {
      for (let n = this.#first; n < from; n++) {
        this.#log.firstElementChild.remove();
      }

      for (let n = to; n < this.#end; n++) {
        this.#log.lastElementChild.remove();
      }

      this.#log.prepend(...this.#draw(from, this.#first));
      this.#log.append(...this.#draw(this.#end, to));
    }

    this.#first = from;
    this.#end = to;
  }

  #draw(from, to) {
    return this.#found.slice(from, Math.max(from, to)).map((line, n) => {
      const looks = ["line", line.isError && "error", line.instance === this.#found[from + n - 1]?.instance && "again"];
      return html("div", { class: looks.filter(look => look).join(" ") },
        this.#withNames ? html("span", { class: `who ${this.#colourOf(line.instance)}` }, line.instance) : null,
        html("span", { class: "text" }, line.spans.map(span => span.look ? html("span", { class: span.look }, span.text) : span.text)));
    });
  }

  #colourOf(instance) {
    if (!this.#colours.has(instance)) {
      this.#colours.set(instance, `who-${this.#colours.size % 6 + 1}`);
    }

    return this.#colours.get(instance);
  }
}
