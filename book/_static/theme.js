// Runs before the first paint, so that a chosen theme never flashes the other one, and so that the
// room of what only a script can offer is kept from the beginning.
"use strict";
document.documentElement.classList.add("scripted");
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* a browser that keeps nothing: the system's theme */ }
