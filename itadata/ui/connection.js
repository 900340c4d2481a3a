(number, message, close) => {
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
  document.querySelector('[data-testid="stApp"]').append(notice);
}
