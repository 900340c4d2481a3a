// On a phone Streamlit puts the pages of a section of the menu into a block of its own between
// the list and its items, which a screen reader cannot tell as a list. The block becomes one item
// of the list, and what is in it no item of its own. Streamlit draws the menu when it likes, so
// that each change of the page is looked at; once is enough for all runs.
if (!window.menuIsMended) {
  window.menuIsMended = true;
  const mend = () => {
    for (const section of document.querySelectorAll('[data-testid="stSidebarNavItems"] > div')) {
      section.setAttribute('role', 'listitem');
      for (const page of section.querySelectorAll('li')) page.setAttribute('role', 'none');
    }
  };
  mend();
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
}

// Where a click leads to another page, Streamlit writes the query of that page into the history twice:
// at the page that is left, then at the page itself. The first would be what the back button opens.
if (!window.historyIsMended) {
  window.historyIsMended = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const stays = new URL(address, location).pathname === location.pathname;
    if (stays && performance.now() < window.leavingUntil) return;
    window.leavingUntil = 0;
    push(state, title, address);
  };
}
