// A [data-days] slider moves between the days on which something changed, each with its address.

export function attach(root) {
  for (const slider of root.querySelectorAll("[data-days]")) {
    const stops = JSON.parse(slider.dataset.days);
    const [input, output] = [slider.querySelector("input"), slider.querySelector("output")];
    slider.hidden = false;
    input.addEventListener("input", () => {
      output.value = stops[input.value][0];
      input.setAttribute("aria-valuetext", output.value);
    });
    input.addEventListener("change", () => {
      sessionStorage.setItem("days", "focus");
      root.defaultView.location.assign(stops[input.value][1]);
    });
    // Whoever moves it by the keyboard goes on doing so on the page it led to.
    if (sessionStorage.getItem("days")) {
      sessionStorage.removeItem("days");
      input.focus({ preventScroll: true });
    }
  }
}
