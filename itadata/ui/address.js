// A server never sees the fragment of an address, and what it names may be folded. Where it is not on
// the page, the page is opened once more in full; then what it names is opened and scrolled to.
if (!window.fragmentIsWatched) {
  window.fragmentIsWatched = true;
  const [often, calm] = [100, 10]; // milliseconds, and looks in a row at a page that stays as it is
  const open = (target) => {
    for (let fold = target; (fold = fold.closest('details:not([open])')); fold = fold.parentElement) {
      fold.querySelector('summary').click();
    }
    target.scrollIntoView();
  };
  const openAll = () => {
    const address = new URL(location);
    if (sessionStorage.openedInFull === location.pathname + location.hash) return;
    sessionStorage.openedInFull = location.pathname + location.hash;
    address.searchParams.set('section', 'all');
    location.replace(address);
  };
  const follow = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    if (!name) return;
    let isFound = false;
    let looks = 0;
    const stop = () => clearInterval(timer);
    const timer = setInterval(() => {
      const target = document.getElementById(name);
      if (target && !isFound) open(target);
      isFound = target !== null;
      const app = document.querySelector('[data-testid="stApp"]');
      looks = app.dataset.testScriptState === 'notRunning' ? looks + 1 : 0;
      if (looks < calm) return;
      stop();
      if (target) open(target); // what is drawn above it has moved it
      else openAll();
    }, often);
    for (const act of ['wheel', 'touchstart', 'keydown', 'pointerdown']) {
      window.addEventListener(act, stop, { once: true, passive: true });
    }
  };
  window.addEventListener('hashchange', follow);
  follow();
}
