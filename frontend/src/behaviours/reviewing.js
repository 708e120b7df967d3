// In [data-review], keys do what its controls do: digits and the arrows left and right choose one of [data-choice], and
// the letter of [data-key] presses that button. They work only while the focus is inside, so that nobody who talks to
// their computer, or types elsewhere, answers by accident. On a phone only the chosen candidate stands beside the row.

export function attach(root) {
  root.addEventListener("keydown", (event) => {
    const box = event.target.closest("[data-review]");
    if (!box || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.target.matches("textarea, select, input:not([type=radio])")) return;
    if (act(box, pressed(event))) event.preventDefault();
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-choice]")) show(event.target.closest("[data-review]"));
  });
  root.addEventListener("htmx:load", (event) => prepare(event.target));
  prepare(root);
}

/** The key as its place on the keyboard names it: a Chinese input method may keep the letter to itself. */
function pressed(event) {
  const [, letter] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code) ?? [];
  return (letter ?? event.key).toLowerCase();
}

function act(box, key) {
  const choices = [...box.querySelectorAll("[data-choice]")];
  const at = choices.findIndex((choice) => choice.checked);
  if (key === "arrowright") return choose(choices[Math.min(at + 1, choices.length - 1)]);
  if (key === "arrowleft") return choose(choices[Math.max(at - 1, 0)]);
  const choice = choices.find((each) => each.dataset.choice === key);
  if (choice) return choose(choice);
  const button = box.querySelector(`[data-key="${CSS.escape(key)}"]`);
  button?.click();
  return Boolean(button);
}

function choose(choice) {
  if (!choice) return false;
  choice.checked = true;
  choice.focus();
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function prepare(root) {
  const inside = [...root.querySelectorAll("[data-review]")];
  const boxes = root.matches?.("[data-review]") ? [root, ...inside] : inside;
  for (const box of boxes) {
    for (const hint of box.querySelectorAll("kbd, [data-keys]")) hint.hidden = false;
    for (const button of box.querySelectorAll("[data-key]")) {
      button.querySelector("kbd").textContent = button.dataset.key.toUpperCase();
    }
    show(box);
  }
}

/** Marks the column of the chosen candidate; where there is room for one only, it is that one or the first. */
function show(box) {
  const chosen = box.querySelector("[data-choice]:checked")?.dataset.choice;
  box.toggleAttribute("data-shown", true);
  for (const cell of box.querySelectorAll("[data-column]")) {
    cell.classList.toggle("is-chosen", cell.dataset.column === chosen);
    cell.classList.toggle("is-shown", cell.dataset.column === (chosen ?? "1"));
  }
}
