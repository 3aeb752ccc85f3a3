// Links within the dashboard go the way that back and forward go: without a reload, so
// that nothing a person has begun is lost. Where this fails they are ordinary links.
if (!window.megaLinks) {
  window.megaLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".mega a[href]");
    const isPlain =
      event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    const leaves = link?.origin !== location.origin || link.pathname.startsWith("/auth/");
    if (!link || !isPlain || leaves) return;
    event.preventDefault();
    if (link.href !== location.href) {
      history.pushState({}, "", link.href);
      window.dispatchEvent(new PopStateEvent("popstate"));
    }
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });

  // The button of the box for files is English in Streamlit: a screen reader is told the
  // words that the style sheet shows in its place.
  new MutationObserver(() => {
    const said = getComputedStyle(document.documentElement).getPropertyValue("--choose-a-file");
    const label = said.trim().replace(/^"|"$/g, "");
    for (const button of document.querySelectorAll("[data-testid=stFileUploaderDropzone] button")) {
      if (label && button.ariaLabel !== label) button.ariaLabel = label;
    }
  }).observe(document.body, { childList: true, subtree: true });
}
