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

// Errors are read out and seen first.
document.getElementById("errors")?.focus();
