/**
 * Follows a stream of server-sent events for as long as its page can be seen: a browser has six connections for all pages of a server, and
 * a stream takes one.
 * @param listeners open, message and error, as of an EventSource.
 */
export function follow(address, listeners) {
  let source = null;
  const open = () => {
    source = new EventSource(address);
    source.onopen = listeners.open;
    source.onmessage = listeners.message;
    source.onerror = listeners.error;
  };
  open();
  document.addEventListener("visibilitychange", () => {
    source.close();
    if (!document.hidden) {
      open();
    }
  });
}
