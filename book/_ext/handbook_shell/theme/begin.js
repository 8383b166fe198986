// Runs before the first paint, so that a chosen theme never flashes the other one, and so that the
// room of what only a script can offer is kept from the beginning.
"use strict";
document.documentElement.classList.add("scripted");
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* a browser that keeps nothing: the system's theme */ }

// A walk that a link or this device fills in shows nobody else's dates until its own answer is there.
try {
  const kept = localStorage.getItem("scc-kept:your-school") !== null;
  document.documentElement.classList.toggle("scc-own", kept || location.hash.startsWith("#walk="));
} catch { /* a browser that keeps nothing */ }

// The state of this entry of the tab's history leads to what was entered here. Chromium can lose that
// state on a reload, as one that comes just as the address changes; so the page leaves it behind.
const LEFT = "scc-left";
try {
  const [path, state] = JSON.parse(sessionStorage.getItem(LEFT) ?? "[]");
  sessionStorage.removeItem(LEFT);
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (isReload && !history.state && path === location.pathname) history.replaceState(state, "");
} catch { /* a browser that keeps nothing */ }
addEventListener("pagehide", () => {
  try {
    if (history.state) sessionStorage.setItem(LEFT, JSON.stringify([location.pathname, history.state]));
  } catch { /* as above */ }
});

// What is entered in a walk before its own script has come stays with this entry of the tab's
// history, over a reload too, until that script takes it (`live-visit.mjs`).
const typedKey = (walk) => `scc-typed:${history.state.visit}:${walk.dataset.walk}`;
addEventListener("input", ({ target }) => {
  const walk = target.closest(".scc-walk");
  if (!walk || !target.form || document.documentElement.classList.contains("scc-live")) return;
  try {
    const visit = history.state?.visit ?? Math.random().toString(36).slice(2);
    history.replaceState({ ...history.state, visit }, "");
    const typed = JSON.parse(sessionStorage.getItem(typedKey(walk)) ?? "{}");
    typed[target.name] = new FormData(target.form).getAll(target.name);
    sessionStorage.setItem(typedKey(walk), JSON.stringify(typed));
  } catch { /* a browser that keeps nothing */ }
}, true);
// Before any module runs, which may take the form as it stands; "DOMContentLoaded" comes after them.
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive" || !history.state?.visit) return;
  try {
    for (const walk of document.querySelectorAll(".scc-walk")) {
      for (const [name, values] of Object.entries(JSON.parse(sessionStorage.getItem(typedKey(walk)) ?? "{}"))) {
        walk.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((control, at) => {
          if (/^(checkbox|radio)$/.test(control.type)) control.checked = values.includes(control.value);
          else control.value = values[at] ?? "";
        });
      }
    }
  } catch { /* as above */ }
});
