// [data-upload]: a form whose files are sent with a bar that fills. A connection that is lost in the middle is told,
// and the same button sends everything again: the files are still chosen. What the server would not take in is told
// before anything is sent.
export function attach(root) {
  for (const box of root.querySelectorAll("[data-upload]")) {
    const form = box.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const why = refused(box, form);
      if (why) tell(box, why);
      else send(box, form);
    });
  }
}

function refused(box, form) {
  const files = [...form.querySelector("input[type=file]").files];
  if (files.length > Number(box.dataset.most)) return box.dataset.tooMany;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return size > Number(box.dataset.largest) ? box.dataset.tooLarge : "";
}

function tell(box, ...words) {
  const told = box.querySelector(".upload-told");
  const sentence = document.createElement("p");
  sentence.textContent = words[0];
  told.replaceChildren(sentence, ...words.slice(1));
  told.hidden = false;
  return sentence;
}

function send(box, form) {
  const told = box.querySelector(".upload-told");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", box.dataset.sending);
  const sentence = tell(box, box.dataset.sending, bar);
  const button = form.querySelector("button:not([type=button])");
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
    // Being led on means it was taken in, or that one must sign in anew; else the form says what is wrong.
    if (request.responseURL && new URL(request.responseURL).pathname !== new URL(form.action).pathname) {
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
  request.open("POST", form.action);
  request.send(new FormData(form));
}
