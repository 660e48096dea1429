// Comfort only; every page works without it.
"use strict";

// A second click while the first is on its way would only bring a confusing answer.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});

// The browser may bring a sent page back from its cache.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// The QR of a paper brings its seal behind the #, which no server has seen: it is handed in here.
const proof = document.querySelector("form[data-seal]");
if (proof && location.hash.length > 1) {
  proof.elements.text.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  proof.requestSubmit();
}

// A bulk act goes on by itself while there is something left; who closes the page stops it.
document.querySelector("form[data-continue]")?.requestSubmit();

// Errors are read out and seen first.
document.getElementById("errors")?.focus();
