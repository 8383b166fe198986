/**
 * A walk: a form whose answers Python works out, one request at a time. The same file serves the
 * published handbook, where `live-page.mjs` mounts it, and JupyterLab, which loads it as an anywidget.
 * It imports nothing.
 *
 * The markup, made by Python in both places:
 *
 *     <section class="scc-walk" data-walk="ID" data-live="static|loading|ready|failed">
 *       <p class="scc-walk__status" role="status"></p>
 *       <div class="scc-walk__body"> <form class="scc-walk__form">...</form> and the result </div>
 *     </section>
 *
 * A reply replaces what is inside the body. Elements are matched by id and changed in place, so a
 * control keeps its focus, its caret and what is half typed in it; opened <details> stay open.
 * In the body these mean something here:
 *
 *     <button type="submit" name="do" value="...">  asks, with do=... added for that one request
 *     <button data-download="FORMAT">               saves what Python gives for FORMAT
 *     <button data-print>, <button data-copy-link>  print the page, copy the walk's address
 *     <button data-open="NAME" data-accept="...">   opens a file; asks, with its text as NAME
 *     <button data-keep>, <button data-forget>      keep the walk on this device, or no longer
 *     <button data-open-kept>                       shows the walk that is kept
 *     <p data-kept>                                 what is kept is said here
 *     autofocus                                     in a reply to such a button: focus goes there,
 *                                                   and what hides it opens
 *     <!--part-->...<!--part-->                     an element with an id and no controls, in a reply
 *                                                   only: while its markup stays the same it is left
 *                                                   as it stands, and not even read
 *
 * As an anywidget the model has these traits, all text. Requests and replies are JSON, and `id`
 * counts upwards, so that a late reply is told from the one that is waited for:
 *
 *     walk              the walk's id
 *     state             where it starts, as a query string
 *     request           from here:  {"id": 1, "state": "category=..."}
 *     reply             to here:    {"id": 1, "reply": {"body", "announce", "state"}}, or
 *                                   {"id": 1, "error": "a sentence for the reader"}
 *     download_request  from here:  {"id": 1, "state": "category=...", "format": "ics"}
 *     download_reply    to here:    {"id": 1, "reply": {"filename", "media_type", "text"}}, or error
 */

/**
 * What Python says to a state of the form.
 * @typedef {{ body: string, announce: string, state: string }} Reply
 *
 * A file for the reader to save.
 * @typedef {{ filename: string, media_type: string, text: string }} Download
 *
 * What a walk asks of its surroundings. Both may take long, and may fail with an Error whose message
 * is written for the reader; it may say, as `again`, what the reader can do about it.
 * @typedef {object} Surroundings
 * @property {(walk: string, state: string) => Promise<Reply>} respond
 * @property {(walk: string, state: string, format: string) => Promise<Download>} download
 * @property {(walk: string, state: string) => string} [address] the address that reopens this state;
 *   without it there is no link to copy
 * @property {(walk: string, state: string) => void} [onAnswer] after each answer is on the screen
 * @property {Keeper} [keeper] without it nothing can be kept on this device
 *
 * Keeps walks on this device, for readers who ask for it.
 * @typedef {object} Keeper
 * @property {(walk: string) => { since: string, shown: boolean } | null} kept since when the walk is
 *   kept, and whether what is kept is what is shown; null where nothing is kept
 * @property {(walk: string, state: string) => boolean} keep whether that could be done
 * @property {(walk: string) => void} forget
 * @property {(walk: string) => void} open show what is kept
 *
 * @typedef {{ label: string, act: () => void }} Again a button beside a message
 *
 * A question to Python, and when it arose.
 * @typedef {{ state: string, action: Action | null, quiet: boolean, since: number }} Question
 *
 * What a button adds to one question.
 * @typedef {[name: string, value: string]} Action
 *
 * @typedef {object} Walk
 * @property {(state?: string) => void} refresh ask about `state`, or about the form as it stands;
 *   the answer is shown but not announced, as it is not one that the reader asked for
 * @property {(text: string, again?: Again) => void} say put a message in
 *   the status line, with a button where there is something to do about it
 * @property {() => void} unmount stop listening
 */

/** Announcements wait for a pause in typing, so that a screen reader is not talked over. */
const ANNOUNCE_AFTER_MS = 700;

/** No case file comes near this size, in bytes. */
const LARGEST_FILE = 20_000_000;

const CONTROLS = "input, select, textarea";

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), " +
  "select:not([disabled]), textarea:not([disabled]), summary, [tabindex]";

/**
 * Bring a walk to life.
 *
 * @param {HTMLElement} section
 * @param {Surroundings} surroundings
 * @returns {Walk}
 */
export function mount(section, surroundings) {
  const walk = section.dataset.walk ?? "";
  const body = /** @type {HTMLElement} */ (section.querySelector(".scc-walk__body"));
  const status = /** @type {HTMLElement} */ (section.querySelector(".scc-walk__status"));
  const listening = new AbortController();
  /** The last state that Python gave back. */
  let answered = section.dataset.state ?? "";
  /** The last form that was asked about; an event that changes nothing asks nothing. */
  let asked = "";
  /** @type {Question | null} */
  let wanted = null;
  let asking = false;
  let announcing = 0;
  /** @type {Parts} */
  let parts = new Map();

  /** @param {{ state: string, action?: Action | null, quiet?: boolean }} question */
  function ask({ state, action = null, quiet = false }) {
    // A newer question replaces one that has not gone out, but never the press of a button.
    wanted = { state, action: action ?? wanted?.action ?? null, quiet, since: performance.now() };
    if (!asking) void answerAll();
  }

  async function answerAll() {
    asking = true;
    while (wanted) {
      const question = wanted;
      wanted = null;
      asked = question.state;
      try {
        const reply = await surroundings.respond(walk, withAction(question.state, question.action));
        const newer = /** @type {Question | null} */ (wanted);
        if (newer) newer.action ??= question.action;
        else show(reply, question);
      } catch (error) {
        if (!wanted) sayFailure(error);
      }
    }
    asking = false;
  }

  /**
   * @param {Reply} reply
   * @param {Question} question
   */
  function show(reply, { action, quiet, since }) {
    parts = patch(body, reply.body, { parts, followAutofocus: action !== null });
    answered = reply.state;
    section.dataset.state = reply.state;
    asked = serialise(body) ?? asked;
    performance.measure("scc-live:answer", { start: since });
    if (!quiet) announce(reply.announce);
    surroundings.onAnswer?.(walk, reply.state);
    showWhatCanBeDone();
  }

  /** @type {Walk["say"]} */
  function say(text, again) {
    clearTimeout(announcing);
    status.textContent = text;
    if (!again) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = again.label;
    button.addEventListener("click", again.act);
    status.append(" ", button);
  }

  /** @param {unknown} error */
  function sayFailure(error) {
    const { message, again } = /** @type {Error & { again?: Again }} */ (error);
    say(message, again);
  }

  /** @param {string} text */
  function announce(text) {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      // Said only when it changes: screen readers repeat what is set again.
      if (status.textContent !== text) say(text);
    }, ANNOUNCE_AFTER_MS);
  }

  function showWhatCanBeDone() {
    const { address, keeper } = surroundings;
    const kept = keeper?.kept(walk) ?? null;
    reveal("[data-copy-link]", address !== undefined);
    reveal("[data-keep]", keeper !== undefined && !kept?.shown);
    reveal("[data-open-kept]", kept !== null && !kept.shown);
    reveal("[data-forget]", kept !== null);
    for (const said of body.querySelectorAll("[data-kept]")) said.textContent = keptInWords(kept);
  }

  /**
   * @param {string} buttons
   * @param {boolean} possible
   */
  function reveal(buttons, possible) {
    for (const button of body.querySelectorAll(buttons)) {
      if (!possible && button === document.activeElement) focusBeside(button);
      button.toggleAttribute("hidden", !possible);
    }
  }

  /** @param {Event} event */
  function changed({ target }) {
    if (isHalfTyped(target) && target === document.activeElement) return;
    const state = serialise(body);
    if (state !== null && state !== asked) ask({ state });
  }

  /** @param {Event} event */
  function left({ target }) {
    if (!isHalfTyped(target)) return;
    // An answer that is being shown can move the focus too; its form is whole only afterwards.
    queueMicrotask(() => ask({ state: serialise(body) ?? answered }));
  }

  /** @param {SubmitEvent} event */
  function submitted(event) {
    event.preventDefault();
    const button = event.submitter;
    // Enter in a field "presses" the form's first button; the reader meant the field.
    const pressed = button instanceof HTMLButtonElement && !isField(document.activeElement, body);
    ask({ state: serialise(body) ?? answered, action: pressed ? ["do", button.value] : null });
  }

  /** @param {Event} event */
  function clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button || !body.contains(button)) return;
    if (button.dataset.download !== undefined) void save(button.dataset.download);
    else if (button.dataset.print !== undefined) window.print();
    else if (button.dataset.copyLink !== undefined) void copyLink();
    else if (button.dataset.open !== undefined) void open(button.dataset);
    else if (button.dataset.keep !== undefined) keep();
    else if (button.dataset.forget !== undefined) forget();
    else if (button.dataset.openKept !== undefined) surroundings.keeper?.open(walk);
  }

  /** @param {DOMStringMap} dataset of the button that was pressed */
  async function open({ open: name = "", accept = "" }) {
    const file = await chosenFile(accept);
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      say(`${file.name} is too large to be opened here.`);
      return;
    }
    try {
      ask({ state: serialise(body) ?? answered, action: [name, await file.text()] });
    } catch {
      say(`${file.name} could not be read.`);
    }
  }

  function keep() {
    const done = surroundings.keeper?.keep(walk, answered);
    showWhatCanBeDone();
    say(
      done
        ? "Kept on this device. What you change from now on is kept too, until you forget it."
        : "Your browser does not let this page keep anything.",
    );
  }

  function forget() {
    surroundings.keeper?.forget(walk);
    showWhatCanBeDone();
    say("Forgotten on this device. What is shown stays until you leave the page.");
  }

  /** @param {string} format */
  async function save(format) {
    try {
      const file = await surroundings.download(walk, serialise(body) ?? answered, format);
      offer(file);
      say(`${file.filename} has been handed to your browser to save.`);
    } catch (error) {
      sayFailure(error);
    }
  }

  async function copyLink() {
    const address = surroundings.address?.(walk, answered) ?? "";
    try {
      await navigator.clipboard.writeText(address);
      say("The link is copied. Whoever opens it sees this walk as it stands now.");
    } catch {
      // No permission, or a page that is not served securely.
      say(`Your browser did not allow the copy. The link is: ${address}`);
    }
  }

  const { signal } = listening;
  body.addEventListener("input", changed, { signal });
  body.addEventListener("change", changed, { signal });
  body.addEventListener("focusout", left, { signal });
  body.addEventListener("submit", submitted, { signal });
  body.addEventListener("click", clicked, { signal });
  showWhatCanBeDone();
  asked = serialise(body) ?? "";

  return {
    refresh(state) {
      if (state !== undefined) fillIn(body, state);
      ask({ state: state ?? serialise(body) ?? answered, quiet: true });
    },
    say,
    unmount() {
      clearTimeout(announcing);
      listening.abort();
    },
  };
}

/**
 * @param {string} state
 * @param {Action | null} action
 */
export function withAction(state, action) {
  if (!action) return state;
  const query = new URLSearchParams(state);
  query.set(...action);
  return query.toString();
}

/**
 * Let the reader choose a file; null where none is chosen.
 *
 * @param {string} accept kinds of file, as the attribute of an input has them
 * @returns {Promise<File | null>}
 */
function chosenFile(accept) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

/** @param {ReturnType<Keeper["kept"]>} kept */
function keptInWords(kept) {
  if (!kept) return "Nothing of this is kept on this device.";
  const since = new Date(kept.since).toLocaleString("en-GB", {
    dateStyle: "full",
    timeStyle: "short",
  });
  return kept.shown
    ? `Kept on this device, last on ${since}. What you change is kept too.`
    : `Another one is kept on this device, last on ${since}. What is shown here is not kept.`;
}

/**
 * Focus the nearest thing that can have it, for a button that is about to be hidden.
 *
 * @param {Element} button
 */
function focusBeside(button) {
  const others = [...(button.parentElement?.querySelectorAll(FOCUSABLE) ?? [])];
  const other = others.find((one) => one !== button && !one.hasAttribute("hidden"));
  if (other instanceof HTMLElement) other.focus();
}

/**
 * The form as a query string; null where the body has no form.
 *
 * @param {Element} body
 */
function serialise(body) {
  const form = body.querySelector("form");
  if (!form) return null;
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") query.append(name, value);
  }
  return query.toString();
}

/**
 * Put a state into the controls that are there already, so that a reader who opens a link sees and
 * can change its answers before Python has said anything. What no control shows is held by hidden
 * ones, so that such a change loses nothing of it.
 *
 * @param {Element} body
 * @param {string} state
 */
function fillIn(body, state) {
  const query = new URLSearchParams(state);
  /** @type {Set<string>} */
  const shown = new Set();
  for (const field of body.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    const control = /** @type {HTMLInputElement} */ (field);
    const values = query.getAll(control.name);
    shown.add(control.name);
    if (values.length === 0 || control === document.activeElement) continue;
    if (isChoice(control)) control.checked = values.includes(control.value);
    else if (values.length === 1) control.value = values[0];
  }
  const form = body.querySelector("form");
  if (!form) return;
  for (const hidden of form.querySelectorAll("input[type=hidden]")) hidden.remove();
  for (const [name, value] of query) {
    if (shown.has(name)) continue;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name, value });
    form.append(hidden);
  }
}

/** @param {HTMLInputElement} control */
function isChoice(control) {
  return control.type === "checkbox" || control.type === "radio";
}

/**
 * Whether a date lies before those that are accepted, as it does while its year is typed: 2, 20 and
 * 201 come before 2014. An answer to each would be an error, read out over the next key.
 *
 * @param {EventTarget | null} target
 */
function isHalfTyped(target) {
  return (
    target instanceof HTMLInputElement && target.type === "date" &&
    target.value !== "" && target.value < target.min
  );
}

/**
 * @param {Element | null} element
 * @param {Element} within
 */
function isField(element, within) {
  return element !== null && within.contains(element) && element.matches("input, select, textarea");
}

/** @param {Download} file */
function offer({ filename, media_type: type, text }) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  // Some browsers fetch the file only after this task has ended.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// ---- Changing the page in place ----

/** Stands on both sides of a part. */
const PART = "<!--part-->";

/**
 * The parts of an answer, by their markup, and the elements that show them.
 * @typedef {Map<string, Element>} Parts
 */

/**
 * Make `body` show `html`, changing no more than differs.
 *
 * @param {HTMLElement} body
 * @param {string} html
 * @param {{ parts: Parts, followAutofocus: boolean }} options the parts are those of the last answer
 * @returns {Parts} those of this one
 */
function patch(body, html, { parts, followAutofocus }) {
  const focused = body.contains(document.activeElement) ? document.activeElement : null;
  const order = focused ? [...body.querySelectorAll(FOCUSABLE)] : [];
  const known = new Set(followAutofocus ? body.querySelectorAll("[autofocus]") : []);
  const pieces = html.split(PART);
  const template = document.createElement("template");
  template.innerHTML = withoutKnown(pieces, parts);
  idsInside = new WeakMap();
  standing = standingFor(template.content, pieces, parts);
  matchChildren(body, template.content);
  const asksForFocus = followAutofocus
    ? [...body.querySelectorAll("[autofocus]")].find((element) => !known.has(element))
    : undefined;
  if (asksForFocus instanceof HTMLElement) {
    const closed = asksForFocus.closest("details");
    if (closed) closed.open = true;
    asksForFocus.focus();
  } else if (focused && !focused.isConnected) focusNear(focused, order);
  // A part that came to another table was taken out of its own, and lost the focus on the way.
  else if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  return partsOf(body, pieces);
}

/**
 * The markup of an answer, with an empty stand-in for each part that is on the page.
 *
 * @param {string[]} pieces of the answer; every second one is a part
 * @param {Parts} parts
 */
function withoutKnown(pieces, parts) {
  return pieces
    .map((piece, at) => (isKnown(at, piece, parts) ? "<template></template>" : piece))
    .join("");
}

/**
 * @param {number} at
 * @param {string} piece
 * @param {Parts} parts
 */
function isKnown(at, piece, parts) {
  return at % 2 === 1 && parts.has(piece);
}

/**
 * What each stand-in stands for. It also gets an id by which its surroundings are found.
 *
 * @param {DocumentFragment} content
 * @param {string[]} pieces
 * @param {Parts} parts
 */
function standingFor(content, pieces, parts) {
  const standIns = content.querySelectorAll("template");
  const known = pieces.filter((piece, at) => isKnown(at, piece, parts));
  return new Map(
    known.map((piece, at) => {
      const element = /** @type {Element} */ (parts.get(piece));
      standIns[at].id = element.id;
      return [/** @type {Node} */ (standIns[at]), element];
    }),
  );
}

/**
 * @param {HTMLElement} body
 * @param {string[]} pieces
 * @returns {Parts}
 */
function partsOf(body, pieces) {
  /** @type {Parts} */
  const parts = new Map();
  for (let at = 1; at < pieces.length; at += 2) {
    const id = /^<[^>]* id="([^"]*)"/.exec(pieces[at])?.[1] ?? "";
    const element = body.querySelector(`#${CSS.escape(id)}`);
    if (element) parts.set(pieces[at], element);
  }
  return parts;
}

/**
 * The elements of the page that stand-ins stand for, for one patch.
 * @type {Map<Node, Element>}
 */
let standing = new Map();

/**
 * Focus what stood closest before the element that is gone, or else closest after it: removing the
 * last row of a list leaves the reader in that list.
 *
 * @param {Element} gone
 * @param {Element[]} order everything that could be focused, in the order it had
 */
function focusNear(gone, order) {
  const at = order.indexOf(gone);
  const nearest = [...order.slice(0, at).reverse(), ...order.slice(at + 1)];
  const survivor = nearest.find((element) => element.isConnected);
  if (survivor instanceof HTMLElement) survivor.focus();
}

/**
 * @param {Element} target
 * @param {Element | DocumentFragment} source
 */
function matchChildren(target, source) {
  /** @type {ChildNode | null} */
  let cursor = target.firstChild;
  for (const wanted of [...source.childNodes]) {
    const match = counterpart(cursor, wanted);
    if (!match) {
      target.insertBefore(wanted, cursor);
      fill(wanted);
    } else {
      if (match.parentNode === target && match.contains(document.activeElement)) {
        // Moving an element takes its focus away, so the others move out of its way.
        for (let other = cursor; other && other !== match; ) {
          const next = other.nextSibling;
          target.insertBefore(other, match.nextSibling);
          other = next;
        }
      } else if (match !== cursor) target.insertBefore(match, cursor);
      matchNode(match, wanted);
    }
    cursor = (match ?? wanted).nextSibling;
  }
  while (cursor) {
    const next = cursor.nextSibling;
    cursor.remove();
    cursor = next;
  }
}

/**
 * Put the parts that are on the page already into a node that is new to it.
 *
 * @param {ChildNode} node
 */
function fill(node) {
  if (standing.size === 0 || !(node instanceof Element)) return;
  for (const standIn of node.querySelectorAll("template")) {
    standIn.replaceWith(/** @type {Element} */ (standing.get(standIn)));
  }
}

/**
 * The node, at the cursor or after it, that is to become `wanted`: what a stand-in stands for,
 * wherever on the page that is; or else the one of the same id; without
 * an id, the one that holds an element of an id that `wanted` holds too; and where there are no ids
 * at all, the one at the cursor.
 *
 * @param {ChildNode | null} cursor
 * @param {ChildNode} wanted
 * @returns {ChildNode | null}
 */
function counterpart(cursor, wanted) {
  const part = standing.get(wanted);
  if (part) return part;
  const ids = idsOf(wanted);
  if (ids.length === 0) return alike(cursor, wanted) && idsOf(cursor).length === 0 ? cursor : null;
  for (let node = cursor; node; node = node.nextSibling) {
    if (alike(node, wanted) && idsOf(node).some((id) => ids.includes(id))) return node;
  }
  return null;
}

/**
 * @param {ChildNode | null} node
 * @param {ChildNode} wanted
 * @returns {node is ChildNode}
 */
function alike(node, wanted) {
  return node?.nodeName === wanted.nodeName;
}

/**
 * The id that a node goes by, or, where it has none, the ids inside it.
 *
 * @param {Node} node
 */
function idsOf(node) {
  if (!(node instanceof Element)) return [];
  if (node.id) return [node.id];
  let ids = idsInside.get(node);
  if (!ids) {
    ids = Array.from(node.querySelectorAll("[id]"), ({ id }) => id);
    idsInside.set(node, ids);
  }
  return ids;
}

/**
 * The ids inside elements that have none, for one patch: they are asked for again and again.
 * @type {WeakMap<Element, string[]>}
 */
let idsInside = new WeakMap();

/**
 * @param {ChildNode} node
 * @param {ChildNode} wanted
 */
function matchNode(node, wanted) {
  if (standing.has(wanted)) return;
  if (node instanceof Element && wanted instanceof Element) matchElement(node, wanted);
  else if (node.nodeValue !== wanted.nodeValue) node.nodeValue = wanted.nodeValue;
}

/**
 * @param {Element} element
 * @param {Element} wanted
 */
function matchElement(element, wanted) {
  // Most of an answer is as it was. A control is looked at all the same: what it holds may differ
  // from what its markup says.
  if (element.isEqualNode(wanted) && !wanted.matches(CONTROLS) && !wanted.querySelector(CONTROLS)) {
    return;
  }
  const beingTyped = element === document.activeElement;
  const keeps = (/** @type {string} */ name) =>
    // Whether details stand open is the reader's to say; so is what they are typing.
    (name === "open" && element instanceof HTMLDetailsElement) || (name === "value" && beingTyped);
  for (const { name } of [...element.attributes]) {
    if (!wanted.hasAttribute(name) && !keeps(name)) element.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value && !keeps(name)) element.setAttribute(name, value);
  }
  matchChildren(element, wanted);
  if (!beingTyped || (element instanceof HTMLInputElement && isChoice(element))) {
    matchEntry(element, wanted);
  }
}

/**
 * What a control holds is a matter of its properties, not of its attributes. Each is set only where
 * it differs: setting a date again, even to the same, clears what is half typed.
 *
 * @param {Element} element
 * @param {Element} wanted
 */
function matchEntry(element, wanted) {
  if (element instanceof HTMLInputElement && wanted instanceof HTMLInputElement) {
    if (isChoice(element)) element.checked = wanted.checked;
    else if (element.value !== wanted.value) element.value = wanted.value;
  } else if (
    (element instanceof HTMLSelectElement && wanted instanceof HTMLSelectElement) ||
    (element instanceof HTMLTextAreaElement && wanted instanceof HTMLTextAreaElement)
  ) {
    if (element.value !== wanted.value) element.value = wanted.value;
  }
}

// ---- As an anywidget ----

/**
 * @typedef {object} Model anywidget's model, as far as it is used here
 * @property {(trait: string) => any} get
 * @property {(trait: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(event: string, callback: () => void) => void} on
 * @property {(event: string, callback: () => void) => void} off
 */

/**
 * A channel of one request trait and one reply trait, on which the latest question counts.
 *
 * @param {Model} model
 * @param {string} requestTrait
 * @param {string} replyTrait
 */
function channel(model, requestTrait, replyTrait) {
  let count = 0;
  /** @type {Map<number, { resolve: (reply: any) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  const received = () => {
    const { id, reply, error } = JSON.parse(model.get(replyTrait) || "{}");
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.resolve(reply);
    else waiter?.reject(new Error(error));
  };
  model.on(`change:${replyTrait}`, received);
  return {
    /**
     * @param {Record<string, string>} question
     * @returns {Promise<any>}
     */
    ask: (question) => new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      model.set(requestTrait, JSON.stringify({ id: count, ...question }));
      model.save_changes();
    }),
    close: () => model.off(`change:${replyTrait}`, received),
  };
}

/**
 * anywidget's entry point.
 *
 * @param {{ model: Model, el: HTMLElement }} widget
 * @returns {() => void} what clears up after it
 */
function render({ model, el }) {
  const answers = channel(model, "request", "reply");
  const downloads = channel(model, "download_request", "download_reply");
  el.innerHTML =
    '<section class="scc-walk" data-live="ready"><p class="scc-walk__status" role="status"></p>' +
    '<div class="scc-walk__body"></div></section>';
  const section = /** @type {HTMLElement} */ (el.firstElementChild);
  section.dataset.walk = model.get("walk");
  const walk = mount(section, {
    respond: (_, state) => answers.ask({ state }),
    download: (_, state, format) => downloads.ask({ state, format }),
  });
  walk.refresh(model.get("state"));
  return () => {
    walk.unmount();
    answers.close();
    downloads.close();
  };
}

export default { render };
