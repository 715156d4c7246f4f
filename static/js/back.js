// A page that answers a form cannot be fetched again, and none is kept on the machine: whoever comes back to it would
// meet the browser's own page on sending a form twice. As it is left, its place in the history becomes the plain page.
export function comeBackToPlainPages() {
  if (!("answersAForm" in document.body.dataset)) return;
  const forget = () => window.history.replaceState(null, "", window.location.href);
  document.addEventListener("submit", forget);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.('a[href]:not([href^="#"])')) forget();
  });
}
