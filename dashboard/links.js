// Links within the dashboard go the way that back and forward go: without a reload, so
// that nothing a person has begun is lost. Where this fails they are ordinary links.
if (!window.megaLinks) {
  window.megaLinks = true;
  // What an address points at comes late, and what stands above it may still grow: it is
  // followed until it stands still, or until a person moves.
  const SOON = 100, LATE = 6000, STILL = 10;
  const reveal = () => {
    const name = location.hash.slice(1);
    if (!name) return;
    const moves = ["wheel", "touchstart", "keydown", "mousedown"];
    let left = LATE / SOON, still = 0, top = null;
    const stop = () => {
      left = 0;
      for (const move of moves) removeEventListener(move, stop);
    };
    for (const move of moves) addEventListener(move, stop, { passive: true });
    const look = () => {
      const found = document.getElementById(name);
      if (left-- <= 0 || still >= STILL) return stop();
      if (found) {
        found.scrollIntoView();
        const now = found.getBoundingClientRect().top;
        still = now === top ? still + 1 : 0;
        if (top === null) found.focus({ preventScroll: true });
        top = now;
      }
      setTimeout(look, SOON);
    };
    look();
  };

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
    reveal();
  });

  addEventListener("popstate", (event) => event.isTrusted && reveal());
  reveal();

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
