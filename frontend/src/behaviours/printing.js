// A button [data-print] prints the page; it is hidden where there is no script to do so.

export function attach(root) {
  for (const button of root.querySelectorAll("[data-print]")) button.hidden = false;
  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) root.defaultView.print();
  });
}
