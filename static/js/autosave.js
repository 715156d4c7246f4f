// Answers of a review are kept on the server while somebody writes, so that nothing typed is lost: twenty seconds
// after the last change, and when the page is left. What could not be sent is sent again until it is kept. Nothing is
// kept in the browser.
import { followSession } from "./session.js";

const PAUSE = 20000;
const AGAIN = 5000;

export function keepAnswersWhileTyping() {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-autosave-status]");
  let timer = null;
  let changed = false;
  let isSending = false;

  const later = (pause) => {
    if (timer) window.clearTimeout(timer);
    timer = window.setTimeout(save, pause);
  };

  const save = async (more = {}) => {
    timer = null;
    if (!changed) return;
    if (isSending) {
      later(AGAIN);
      return;
    }
    changed = false;
    isSending = true;
    const data = new FormData(form);
    data.set("autosave", "yes");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, redirect: "error", ...more });
      followSession(answer);
      if (answer.ok) {
        follow(form, await answer.text());
        status.textContent = `Saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}.`;
      } else {
        status.textContent = "Not saved yet. Use Save for later to see why.";
      }
    } catch {
      changed = true;
      later(AGAIN);
      status.textContent =
        "Not saved yet: the register cannot be reached. Your answers are still on this page, and are sent again every few seconds.";
    } finally {
      isSending = false;
    }
  };

  form.addEventListener("input", () => {
    changed = true;
    later(PAUSE);
  });
  form.addEventListener("submit", () => {
    if (timer) window.clearTimeout(timer);
    changed = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ keepalive: true });
  });
}

// The versions that stand now, so that saving again does not look like a change by somebody else.
function follow(form, text) {
  for (const line of text.split("\n")) {
    const [name, version] = line.split("=");
    const box = form.elements.namedItem(name);
    if (box) box.value = version;
  }
}
