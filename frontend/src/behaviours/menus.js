// A <details data-menu> closes by Escape, by a click elsewhere, and when the focus leaves it.

const SELECTOR = "details[data-menu][open]";

function close(menu, { focus = false } = {}) {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
}

export function attach(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of root.querySelectorAll(SELECTOR)) close(menu, { focus: menu.contains(root.activeElement) });
  });
  for (const type of ["click", "focusin"]) {
    root.addEventListener(type, (event) => {
      for (const menu of root.querySelectorAll(SELECTOR)) if (!menu.contains(event.target)) close(menu);
    });
  }
}
