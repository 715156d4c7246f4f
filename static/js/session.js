// Who is about to be signed out is told five minutes before, and stays with one press: nothing is sent or left, so what
// they typed stays on the page. The server says how long a session lasts; pages of one browser tell one another.
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HEADER = "Session-Left";

let dialog = null;
let channel = null;
let ends = 0;
let isLast = false;
let closed = "";

export function warnBeforeSigningOut() {
  dialog = document.querySelector("[data-timeout]");
  if (!dialog?.showModal) return;
  if ("BroadcastChannel" in window) {
    channel = new BroadcastChannel("session");
    channel.addEventListener("message", (event) => goOn(event.data));
  }
  tell(dialog.dataset.left);
  dialog.querySelector("form").addEventListener("submit", stay);
  dialog.addEventListener("cancel", (event) => {
    if (dialog.dataset.state === "soon") stay(event);
    else close();
  });
  for (const button of dialog.querySelectorAll("[data-timeout-close]")) button.addEventListener("click", close);
  window.setInterval(look, SECOND);
}

// An answer of the server, to whatever was asked, says how long the session lasts now.
export function followSession(answer) {
  const left = answer.headers.get(HEADER);
  if (left && dialog) tell(left);
}

function tell(left) {
  goOn(left);
  channel?.postMessage(left);
}

function goOn(left) {
  const [seconds, last] = left.split(" ");
  ends = Date.now() + Number(seconds) * SECOND;
  isLast = Boolean(last);
  closed = "";
  look();
}

function look() {
  const left = ends - Date.now();
  if (left > Number(dialog.dataset.warning) * SECOND) {
    if (dialog.open) dialog.close();
    return;
  }
  show(left <= 0 ? "over" : isLast ? "last" : "soon", Math.ceil(left / MINUTE));
}

function show(state, minutes) {
  if (closed === state) return;
  const words = minutes === 1 ? "1 minute" : `${minutes} minutes`;
  for (const each of dialog.querySelectorAll("[data-timeout-left]")) {
    if (each.textContent !== words) each.textContent = words;
  }
  if (dialog.dataset.state !== state) {
    dialog.dataset.state = state;
    for (const each of dialog.querySelectorAll("[data-when]")) each.hidden = !each.dataset.when.split(" ").includes(state);
  }
  if (!dialog.open) dialog.showModal();
}

function close() {
  closed = dialog.dataset.state;
  dialog.close();
}

async function stay(event) {
  event.preventDefault();
  const form = dialog.querySelector("form");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" });
    if (answer.ok) return followSession(answer);
  } catch {
    // Not reached, or signed out already: the clock goes on and says so.
  }
}
