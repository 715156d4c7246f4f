// One-key shortcuts: "/" goes to the search box, "?" opens help. Never while somebody is typing, and not at all
// when the page says so (WCAG 2.1.4).
const typing = "input, textarea, select, [contenteditable]";

const actions = {
  "/": () => document.querySelector("[data-shortcut-search]")?.focus(),
  "?": () => {
    const help = document.querySelector("[data-shortcut-help]");
    if (help) window.location.assign(help.href);
  },
};

function wanted(event) {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  return !event.defaultPrevented && !held && !event.target.closest?.(typing);
}

export function listenForShortcuts() {
  if (document.body.dataset.shortcuts === "off") return;
  document.addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (!action || !wanted(event)) return;
    event.preventDefault();
    action();
  });
}
