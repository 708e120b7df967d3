// A <form data-search> offers what it finds while one types: arrows choose, Enter opens, Escape closes.
// Without a script the form leads to a page of what was found.

const offersOf = (form) => form.querySelector("[role=listbox]");
const options = (form) => [...offersOf(form).querySelectorAll("a[role=option]")];

function show(form, shown) {
  offersOf(form).hidden = !shown;
  form.querySelector("input").setAttribute("aria-expanded", String(shown));
  if (!shown) choose(form, null);
}

function choose(form, option) {
  const input = form.querySelector("input");
  for (const each of options(form)) each.setAttribute("aria-selected", String(each === option));
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function step(form, by) {
  const all = options(form);
  if (!all.length) return;
  show(form, true);
  const now = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  choose(form, all[(now + by + all.length + (now < 0 && by < 0 ? 1 : 0)) % all.length]);
}

function press(form, event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(form, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && !offersOf(form).hidden) {
    event.preventDefault();
    show(form, false);
  } else if (event.key === "Enter") {
    const chosen = offersOf(form).querySelector("[aria-selected=true]");
    if (chosen) {
      event.preventDefault();
      chosen.click();
    }
  }
}

function watch(form) {
  const input = form.querySelector("input");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("keydown", (event) => press(form, event));
  input.addEventListener("input", () => input.value.trim() || show(form, false));
  input.addEventListener("focus", () => show(form, options(form).length > 0));
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || show(form, false));
  form.addEventListener("htmx:configRequest", (event) => input.value.trim() || event.preventDefault());
  form.addEventListener("htmx:afterSwap", () => {
    options(form).forEach((each, at) => (each.id = `${input.id}-offer-${at}`));
    show(form, document.activeElement === input && offersOf(form).children.length > 0);
  });
}

export function attach(root) {
  for (const form of root.querySelectorAll("form[data-search]")) watch(form);
}
