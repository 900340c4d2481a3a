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
