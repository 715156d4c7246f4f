// The filter panel is a details element, open in the page as sent; on a narrow screen it starts closed,
// so that results come first. Its label says how many filters are on.
export function openFiltersOnWideScreens() {
  const panel = document.querySelector("[data-filters]");
  if (!panel) return;
  const wide = window.matchMedia("(min-width: 48.0625em)");
  const follow = () => {
    panel.open = wide.matches;
  };
  follow();
  wide.addEventListener("change", follow);
}
