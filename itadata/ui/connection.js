(number, message, close) => {
  // Streamlit runs a page that has connected anew only at the next click; its own key for that is R.
  const rerun = () => document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true }),
  );
  const state = "data-test-connection-state";
  if (!window.connectionIsWatched) {
    window.connectionIsWatched = true;
    new MutationObserver((changes) => {
      const isConnected = ({ target }) => target.getAttribute(state) === "CONNECTED";
      if (changes.some((c) => isConnected(c) && c.oldValue !== "CONNECTED")) setTimeout(rerun, 500);
    }).observe(document.body, {
      subtree: true, attributes: true, attributeFilter: [state], attributeOldValue: true,
    });
  }
  const before = window.sessionNumber;
  window.sessionNumber = number;
  if (!before || before === number) return;
  document.querySelector(".new-connection")?.remove();
  const notice = document.createElement("div");
  notice.className = "new-connection";
  notice.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.textContent = close;
  button.onclick = () => notice.remove();
  notice.append(message, button);
  // Not in the application, which is drawn anew just then.
  const application = document.querySelector('[data-testid="stApp"]');
  notice.style.colorScheme = getComputedStyle(application).colorScheme;
  document.body.append(notice);
}
