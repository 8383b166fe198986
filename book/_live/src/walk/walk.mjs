/**
 * A walk: a form whose answers Python works out, one request at a time. The same modules serve the
 * published handbook, where `live-page.mjs` mounts walks, and JupyterLab (`widget.mjs`).
 *
 * The markup, made by Python in both places:
 *     <section class="scc-walk" data-walk="ID" data-live="static|loading|ready|failed"
 *              data-waiting="..."> until its script is there: see trouble/guard.mjs
 *       <p class="scc-walk__status" role="status"></p>
 *       <div class="scc-walk__body"> <form class="scc-walk__form" method="dialog">...</form>,
 *         which no browser sends anywhere, and the result </div>
 *     </section>
 *
 * A reply replaces what is inside the body. Elements are matched by id and changed in place, so a
 * control keeps its focus, its caret and what is half typed in it; opened <details> stay open.
 * In the body these mean something here:
 *     <button type="submit" name="do" value="...">  asks, with do=... added for that one request
 *     <button data-download="FORMAT">               saves what Python gives for FORMAT
 *     <button data-print>, <button data-copy-link>  print the page, copy the walk's address
 *     <button data-copy-code>                       copies the code of the fold it stands in
 *     <button data-share>                           gives that to the device's own way to share
 *     <button data-open="NAME" data-accept="..." data-largest="BYTES">
 *                                                   opens a file; asks, with its text as NAME
 *     <button data-keep>, <button data-forget>      keep the walk on this device, or no longer
 *     <button data-open-kept>                       shows the walk that is kept
 *     <form data-as-case="STATE">, <a data-page>     kept is a state of another walk; leads to its page
 *     <p data-kept>                                 what is kept is said here
 *     autofocus                                     in a reply to such a button: focus goes there,
 *                                                   and what hides it opens
 *     <!--part-->...<!--part-->                     a part that may stay as it stands: `parts.mjs`
 */

import { chosenText, offer } from "./files.mjs";
import { fillIn, isField, isHalfTyped, serialise, withAction } from "./form.mjs";
import { calendarSaved, knownAs, willBeKnownAs, withHeld } from "./known-as.mjs";
import { KEPT_AS_CASE, KEPT_NOW, NOT_FORGOTTEN, NOW_FORGOTTEN } from "./keeping.mjs";
import { copy, copyCode, share } from "./links.mjs";
import { nextStates } from "./next-states.mjs";
import { dayOf, withDays } from "./own-days.mjs";
import { patch } from "./patch.mjs";
import { Questions } from "./questions.mjs";
import { asCase, followAgain, sayBeside, showWhatCanBeDone, unfold } from "./showing.mjs";
import { StatusLine } from "./status.mjs";

/** @typedef {import("./questions.mjs").Question} Question */
/** @typedef {import("./surroundings.d.ts").Reply} Reply */
/** @typedef {import("./surroundings.d.ts").Surroundings} Surroundings */
/**
 * Bring a walk to life.
 *
 * @param {HTMLElement} section
 * @param {Surroundings} surroundings
 */
export function mount(section, surroundings) {
  return new Walk(section, surroundings);
}

export class Walk {
  #section;
  #surroundings;
  #id;
  /** @type {HTMLElement} */
  #body;
  #status;
  #listening = new AbortController();
  /** @type {Questions<Reply>} */
  #questions;
  /** The last state that Python gave back, and what of it may stand in a link. */
  #answered;
  #linked;
  /** The last form that was asked about; an event that changes nothing asks nothing. */
  #asked;
  /** What the school of the form is known by, until another is begun or opened. */
  #knownAs = "";
  /** @type {import("./parts.mjs").Parts} */
  #parts = new Map();
  /** @type {Element | null} */
  #changedLast = null;
  /** The day on which what is kept was changed last, before this visit; empty where nothing is. */
  #lastVisit;
  /** @type {HTMLElement | null} */ #pressed = null;
  /** @type {HTMLElement | null} */ #pointedAt = null;

  /**
   * @param {HTMLElement} section
   * @param {Surroundings} surroundings
   */
  constructor(section, surroundings) {
    this.#section = section;
    this.#surroundings = surroundings;
    this.#id = section.dataset.walk ?? "";
    this.#body = /** @type {HTMLElement} */ (section.querySelector(".scc-walk__body"));
    this.#status = new StatusLine(
      /** @type {HTMLElement} */ (section.querySelector(".scc-walk__status")),
    );
    this.#answered = section.dataset.state ?? "";
    this.#linked = section.dataset.link ?? this.#answered;
    this.#asked = serialise(this.#body) ?? "";
    this.#lastVisit = dayOf(surroundings.keeper?.kept()?.since);
    this.#questions = new Questions({
      answer: ({ state, action }) => {
        this.#asked = state;
        return surroundings.respond(this.#id, this.#dated(withAction(state, action)));
      },
      show: (reply, question) => this.#show(reply, question),
      fail: (error) => this.#status.sayFailure(error),
    });
    const { signal } = this.#listening;
    this.#body.addEventListener("input", (event) => this.#changed(event), { signal });
    this.#body.addEventListener("change", (event) => this.#changed(event), { signal });
    this.#body.addEventListener("focusout", (event) => this.#left(event), { signal });
    this.#body.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.#body.addEventListener("click", (event) => this.#clicked(event), { signal });
    showWhatCanBeDone(this.#body, this.#surroundings);
  }

  /**
   * Ask about `state`, or about the form as it stands; the answer is shown but not announced, as it
   * is not one that the reader asked for.
   *
   * @param {string} [state]
   * @param {{ leaveTyped?: boolean }} [options] whether what the reader typed stands against `state`
   */
  refresh(state, { leaveTyped = false } = {}) {
    if (state !== undefined) this.#knownAs = "";
    const asItStands =
      state === undefined || fillIn(this.#body, state, { leaveTyped }) === "but for what was typed";
    this.#questions.ask({ state: asItStands ? this.state() : state, quiet: true });
  }

  /**
   * Put a message in the status line.
   *
   * @param {string} text
   * @param {import("./status.mjs").Offer[]} offers what there is to do about it
   */
  say(text, ...offers) {
    this.#status.say(text, ...offers);
  }

  /**
   * Put a message beside the walk that stays there.
   *
   * @param {string} text nothing to take it back
   * @param {import("./status.mjs").Offer[]} offers what there is to do about it
   */
  post(text, ...offers) {
    this.#status.post(text, ...offers);
  }

  /** Say anew what is kept, and what can be done about it. */
  showKept() {
    showWhatCanBeDone(this.#body, this.#surroundings);
  }

  /** Stop listening. */
  unmount() {
    this.#status.silence();
    this.#listening.abort();
  }

  /** The form as it stands; what was answered last where there is no form. */
  state() {
    return serialise(this.#body) ?? this.#answered;
  }

  /**
   * A state with the days that the page knows, as it goes to Python; nothing of them is kept.
   *
   * @param {string} state
   */
  #dated(state) {
    return withDays(this.#body, state, this.#lastVisit);
  }

  /** The form as it stands, with what its school is known by. */
  #ownForm() {
    this.#knownAs = knownAs(this.#body, this.#knownAs);
    return this.state();
  }

  /**
   * @param {Reply} reply
   * @param {Question} question
   */
  #show(reply, { action, quiet, since }) {
    this.#parts = patch(this.#body, reply.body, {
      parts: this.#parts,
      followAutofocus: action !== null,
      prepare: (content) => showWhatCanBeDone(content, this.#surroundings),
    });
    this.#answered = reply.state;
    this.#linked = reply.link ?? reply.state;
    this.#section.dataset.state = reply.state;
    this.#asked = serialise(this.#body) ?? this.#asked;
    performance.measure("scc-live:answer", { start: since });
    if (!quiet) this.#status.announce(reply.announce);
    this.#surroundings.onAnswer?.(this.#id, reply.state, this.#linked);
    showWhatCanBeDone(this.#body, this.#surroundings);
    setTimeout(() => this.#foresee()); // after the answer has been drawn
  }

  #foresee() {
    const own = willBeKnownAs(this.#body, this.#knownAs);
    this.#knownAs = own?.value ?? "";
    const states = nextStates(this.#body, this.#changedLast, own);
    this.#surroundings.foresee?.(this.#id, states.map((state) => this.#dated(state)));
  }

  /** @param {Event} event */
  #changed({ target }) {
    if (target instanceof Element) this.#changedLast = target;
    const state = serialise(this.#body);
    if (state === null || state === this.#asked) return;
    this.#surroundings.onEntered?.(this.#id, state);
    if (isHalfTyped(target) && target === document.activeElement) return;
    this.#questions.ask({ state: this.#ownForm() });
  }

  /** @param {Event} event */
  #left({ target }) {
    if (!isHalfTyped(target)) return;
    // An answer that is being shown can move the focus too; its form is whole only afterwards.
    queueMicrotask(() => this.#questions.ask({ state: this.state() }));
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    const button = event.submitter;
    // Enter in a field "presses" the form's first button; the reader meant the field, unless it was
    // pointed at. An answer that came meanwhile may have moved the focus.
    const meant = button === this.#pointedAt || !isField(document.activeElement, this.#body);
    const pressed = button instanceof HTMLButtonElement && meant;
    this.#act(this.#ownForm(), pressed ? ["do", button.value] : null);
    if (pressed && button.value.startsWith("start-")) this.#knownAs = "";
  }

  /**
   * @param {string} state
   * @param {import("./questions.mjs").Action | null} action
   */
  #act(state, action) {
    this.#surroundings.onEntered?.(this.#id, state);
    this.#questions.ask({ state, action });
  }

  /** @param {Event} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target : null;
    unfold(target?.closest("a[href^='#']")?.getAttribute("href"));
    const deeper = /** @type {HTMLElement | null | undefined} */ (target?.closest("a[data-page]"));
    if (deeper && this.#questions.open) {
      event.preventDefault(); // it leads to where the answer before led
      const { page = "" } = deeper.dataset;
      this.#whenAnswered(() => followAgain(this.#body, page, event));
    }
    const button = target?.closest("button");
    if (!button || !this.#body.contains(button)) return;
    this.#pressed = button;
    this.#pointedAt = event instanceof MouseEvent && event.detail > 0 ? button : null;
    const { dataset } = button;
    if (dataset.download !== undefined) void this.#save(dataset.download);
    else if (dataset.print !== undefined) window.print();
    else if (dataset.copyLink !== undefined) this.#whenAnswered(() => this.#handOn(copy));
    else if (dataset.copyCode !== undefined) this.#whenAnswered(() => void copyCode(button).then((said) => this.#sayBeside(said)));
    else if (dataset.share !== undefined) this.#whenAnswered(() => this.#handOn(share));
    else if (dataset.open !== undefined) void this.#open(dataset);
    else if (dataset.keep !== undefined) this.#whenAnswered(() => this.#keep());
    else if (dataset.forget !== undefined) this.#forget();
    else if (dataset.openKept !== undefined) this.#surroundings.keeper?.open();
  }

  /** @param {DOMStringMap} dataset of the button that was pressed */
  async #open({ open: name = "", accept = "", largest = "" }) {
    try {
      const text = await chosenText(accept, Number(largest));
      if (text === null) return;
      this.#act(this.state(), [name, text]);
      this.#knownAs = "";
    } catch (error) {
      this.#status.sayFailure(error);
    }
  }

  /**
   * Do what takes the answer along, once it is to what stands in the form now; not at all if that
   * has no answer, which is said where it is.
   *
   * @param {() => void} deed
   */
  #whenAnswered(deed) {
    if (!this.#questions.open) deed();
    else void this.#questions.answered().then((shown) => shown && deed());
  }

  /** @param {(address: string) => Promise<string>} how */
  #handOn(how) {
    const address = this.#surroundings.address?.(this.#id, this.#linked) ?? "";
    void how(address).then((said) => this.#sayBeside(said));
  }

  /** Say what came of a button, where the reader is looking too. @param {string} text */
  #sayBeside(text) {
    this.#status.say(text);
    sayBeside(this.#pressed, text);
  }

  #keep() {
    const state = asCase(this.#body);
    const outcome = this.#surroundings.keeper?.keep(state ?? this.#answered) ?? "impossible";
    showWhatCanBeDone(this.#body, this.#surroundings);
    this.#sayBeside(state !== undefined && outcome === "kept" ? KEPT_AS_CASE : KEPT_NOW[outcome]);
  }

  #forget() {
    const done = this.#surroundings.keeper?.forget();
    showWhatCanBeDone(this.#body, this.#surroundings);
    this.#sayBeside(done ? NOW_FORGOTTEN : NOT_FORGOTTEN);
  }

  /** @param {string} format */
  async #save(format) {
    try {
      const before = this.state();
      const state = this.#ownForm();
      // What a file is known by has to be there for the next one, over a reload too: the form has
      // become the reader's own, as if something had been entered.
      if (state !== before) {
        this.#surroundings.onEntered?.(this.#id, state);
        this.#questions.ask({ state, quiet: true });
      }
      const school = this.#knownAs;
      const asked = withHeld(this.#body, this.#dated(state), school);
      const file = await this.#surroundings.download(this.#id, asked, format);
      if ("nothing" in file) {
        this.#sayBeside(file.nothing);
        return;
      }
      offer(file);
      this.#sayBeside(`${file.filename} has been handed to your browser to save.`);
      if (format === "ics" && calendarSaved(this.#body, school, file.text)) {
        this.#surroundings.onEntered?.(this.#id, this.state());
        this.#questions.ask({ state: this.state(), quiet: true });
      }
    } catch (error) {
      this.#status.sayFailure(error);
    }
  }
}
