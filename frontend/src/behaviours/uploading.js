// [data-upload]: a form whose files are sent with a bar that fills. A connection that is lost in the middle is told,
// and the same button sends everything again: the files are still chosen.
export function attach(root) {
  for (const box of root.querySelectorAll("[data-upload]")) {
    const form = box.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(box, form);
    });
  }
}

function send(box, form) {
  const told = box.querySelector(".upload-told");
  const bar = document.createElement("progress");
  const sentence = document.createElement("p");
  sentence.textContent = box.dataset.sending;
  bar.max = 1;
  bar.setAttribute("aria-label", box.dataset.sending);
  told.replaceChildren(sentence, bar);
  told.hidden = false;
  const button = form.querySelector("button.btn-primary");
  button.disabled = true;
  const failed = () => {
    button.disabled = false;
    sentence.textContent = box.dataset.failed;
    bar.remove();
  };
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("error", failed);
  request.addEventListener("abort", failed);
  request.addEventListener("load", () => {
    // A page of its own means it was taken in; the same page again says on the form what is wrong.
    if (request.responseURL && new URL(request.responseURL).pathname !== location.pathname) {
      location.assign(request.responseURL);
    } else if (request.status === 200) {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const complaints = page.querySelectorAll("[data-upload] form > [role=alert], [data-upload] .problem");
      button.disabled = false;
      told.replaceChildren(...[...complaints].map((each) => document.importNode(each, true)));
    } else {
      failed();
    }
  });
  request.open("POST", form.action || location.href);
  request.send(new FormData(form));
}
