// A button [data-reveal] beside a password shows what was typed, and hides it again before it is sent.

export function attach(root) {
  for (const button of root.querySelectorAll("[data-reveal]")) {
    const input = root.getElementById(button.dataset.reveal);
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    };
    button.hidden = false;
    button.addEventListener("click", () => show(input.type === "password"));
    input.form.addEventListener("submit", () => show(false));
  }
}
