// @ts-check
// The search page: it answers while one types. What is known comes packed, in a script that only this page
// loads; what is found in it, and how it is shown, is the business of the modules in search/.

import { PACKED } from "./search-index.mjs";
import { Index } from "./search/index.mjs";
import { findNamed, listNamed } from "./search/names.mjs";
import { ask } from "./search/ranking.mjs";
import { Results } from "./search/showing.mjs";

/** So long after a key an answer is looked for, and so long after the last one its number is said. */
const ANSWER_AFTER_MS = 80;
const SAY_AFTER_MS = 600;
const SAY_WAIT_AFTER_MS = 1000;

const form = /** @type {HTMLFormElement} */ (document.querySelector(".search-form"));
const box = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const place = /** @type {HTMLElement} */ (document.getElementById("search-results"));
const title = document.title;
const stemmer = new Stemmer(); // fails where Sphinx's part has not come, and then the page says so

/** @type {((words: string) => string) | undefined} shows what is found for words, and says what to say of it */
let show;
let answering = 0;
let saying = 0;

/** What is known, unpacked. */
async function unpacked() {
  const bytes = Uint8Array.from(atob(PACKED), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Make the search ready. */
async function begin() {
  const index = new Index(await unpacked(), (word) => stemmer.stemWord(word));
  const named = listNamed(index);
  const results = new Results(index);
  return (/** @type {string} */ words) => {
    const byName = findNamed(words, named);
    const answer = ask(index, words);
    const { shown, count } = results.of(answer, byName);
    place.replaceChildren(...shown);
    if (byName.length || answer.well) return `For “${words}”: ${counted(count)}, the best first.`;
    return count ? `For “${words}”: nothing matches well.` : `Nothing was found for “${words}”.`;
  };
}

/** @param {number} count */
const counted = (count) => `${count} place${count === 1 ? "" : "s"}`;

/** @param {string} words */
function say(words) {
  clearTimeout(saying);
  const status = document.getElementById("search-status");
  if (status) status.textContent = words;
}

/**
 * Show what is found for words.
 * @param {string} words
 * @param {number} after how long to wait before it is said how many there are
 */
function answer(words, after = 0) {
  clearTimeout(answering);
  if (!show) return; // they are in the box, and are asked for when it is ready
  const said = words ? show(words) : "";
  if (!words) place.replaceChildren();
  document.title = words ? `${words} – ${title}` : title;
  clearTimeout(saying);
  if (after && said) saying = setTimeout(say, after, said);
  else say(said);
}

/** Answer what is in the box by then, or what the address asks for. */
async function start() {
  saying = setTimeout(say, SAY_WAIT_AFTER_MS, "The search is being made ready.");
  try {
    show = await begin();
  } catch {
    say("The search could not start: this browser cannot unpack what it needs. Every page is listed under Contents.");
    return;
  }
  say("");
  const words = box.value.trim();
  if (words) answer(words);
  else follow();
}

/** @param {string} words */
const fragment = (words) => (words ? `#${new URLSearchParams({ q: words })}` : "");

const asked = () => new URLSearchParams(location.hash.slice(1)).get("q")?.trim() ?? "";

/** Search for what the address asks for, if it asks for anything. */
function follow() {
  const words = asked();
  if (!words) return;
  box.value = words;
  answer(words);
}

/** Search for what is in the box. The words stand behind the #, which no host gets to see. */
function search() {
  const words = box.value.trim();
  if (location.hash === fragment(words)) follow();
  else location.hash = fragment(words);
}

/** Let the address say what is in the box, so that whoever comes back finds it again. */
function keepInAddress() {
  const words = box.value.trim();
  if (words !== asked()) {
    history.replaceState(history.state, "", `${location.pathname}${fragment(words)}`);
  }
}

/** Links from before the words went behind the # have them before it. */
function moveOldWords() {
  const words = new URLSearchParams(location.search).get("q");
  if (words !== null) history.replaceState(history.state, "", `${location.pathname}${fragment(words)}`);
}

/**
 * Move from the box to the places found and back by the arrows; Escape clears.
 * @param {KeyboardEvent} event
 */
function move(event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key === "Escape") {
    box.value = "";
    answer("");
    keepInAddress();
    box.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const links = /** @type {HTMLElement[]} */ ([...place.querySelectorAll(".found a")]);
    const here = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (here < 0 && document.activeElement !== box) return;
    const next = here + (event.key === "ArrowDown" ? 1 : -1);
    if (next < -1 || next >= links.length) return;
    (next < 0 ? box : links[next]).focus();
  } else return;
  event.preventDefault();
}

moveOldWords();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
box.addEventListener("input", () => {
  clearTimeout(answering);
  answering = setTimeout(() => answer(box.value.trim(), SAY_AFTER_MS), ANSWER_AFTER_MS);
});
for (const part of [form, place]) part.addEventListener("keydown", move);
place.addEventListener("click", keepInAddress);
addEventListener("hashchange", follow);

form.closest("[data-waiting]")?.removeAttribute("data-waiting");
say("");
void start();
