// [data-idle] tells, shortly before the server ends an unused session, that it will; one press keeps it.
// When the time is up the page is left, so that nothing stays on the screen of an empty desk.

const USED = "huitoukan.used"; // shared by all pages that are open, since they share the session
const WARNING = 120; // seconds
const GRACE = 70; // the server counts whole minutes; asking it any sooner would be a use of the session
const LOOK = 5;

export function attach(root) {
  const box = root.querySelector("[data-idle]");
  if (!box) return;
  const length = Number(box.dataset.idle) * 60;
  const use = () => {
    localStorage.setItem(USED, String(Date.now()));
    box.hidden = true;
  };
  const look = () => {
    const idle = (Date.now() - Number(localStorage.getItem(USED))) / 1000;
    box.hidden = idle < length - WARNING;
    if (idle > length + GRACE) location.reload();
  };
  box.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(box.dataset.stay, { redirect: "manual" });
    if (answer.ok) use();
    else location.reload();
  });
  root.addEventListener("htmx:afterRequest", use);
  use();
  setInterval(look, LOOK * 1000);
}
