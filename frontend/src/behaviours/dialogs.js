// A <details data-dialog> unfolds a question in the page; with this, it is asked in front of the page.

export function attach(root) {
  root.addEventListener("click", (event) => {
    const summary = event.target.closest("details[data-dialog] > summary");
    if (summary) {
      event.preventDefault();
      open(summary.parentElement);
    } else if (event.target.closest("[data-close]")) {
      event.preventDefault();
      event.target.closest("dialog").close();
    }
  });
  // One that the server sent unfolded has something to say, a missing reason for instance.
  for (const details of root.querySelectorAll("details[data-dialog][open]")) open(details);
}

function open(details) {
  const dialog = details.querySelector("dialog");
  if (!dialog.showModal) {
    details.open = !details.open;
    return;
  }
  details.open = true;
  dialog.showModal();
  // What has only just been unfolded is passed over when the browser looks for something to focus.
  dialog.querySelector("input:not([type=hidden]), select, textarea, button, a[href]")?.focus();
  dialog.addEventListener("close", () => {
    details.open = false;
    details.querySelector("summary").focus();
  }, { once: true });
}
