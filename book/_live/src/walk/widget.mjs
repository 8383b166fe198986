/**
 * A walk as an anywidget, in JupyterLab. The model has these traits, all text. Requests and replies
 * are JSON, and `id` counts upwards, so that a late reply is told from the one that is waited for:
 *
 *     walk              the walk's id
 *     state             where it starts, as a query string
 *     request           from here:  {"id": 1, "state": "category=..."}
 *     reply             to here:    {"id": 1, "reply": {"body", "announce", "state"}}, or
 *                                   {"id": 1, "error": "a sentence for the reader"}
 *     download_request  from here:  {"id": 1, "state": "category=...", "format": "ics"}
 *     download_reply    to here:    {"id": 1, "reply": {"filename", "media_type", "text"}}, "nothing" or error
 */

import { mount } from "./walk.mjs";

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
