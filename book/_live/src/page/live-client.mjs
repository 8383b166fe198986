/**
 * The page's side of the worker: asks by id, gets a reply or an error.
 */

import { diagnose } from "../trouble/diagnosis.mjs";
import { Foreseen } from "./foreseen.mjs";

/** @typedef {import("../messages.d.ts").Failure} Failure */
/** @typedef {import("../messages.d.ts").FromWorker} FromWorker */
/** @typedef {import("../trouble/causes.mjs").Trouble} Trouble */

const WORKER = "live-worker.mjs";

/** Neither a byte nor a word from the worker for so long: it will not come. */
const START_PATIENCE_MS = 60_000;

/** A worker's script that came speaks sooner; after so long it is looked at whether it is whole. */
const FIRST_WORD_MS = 8_000;

/** An answer takes some milliseconds; one that takes this long never comes. */
const ANSWER_PATIENCE_MS = 20_000;

/** Python cannot be reached; nothing is answered until `restart`. */
export class Stopped extends Error {
  /**
   * @param {Trouble} trouble
   * @param {string} detail for whoever mends it
   */
  constructor(trouble, detail) {
    super(`the live layer stopped (${trouble.cause}): ${detail}`);
    this.trouble = trouble;
  }
}

/** One request went wrong inside Python, which is otherwise well. */
export class NotAnswered extends Error {}

/**
 * @typedef {object} Listener
 * @property {(percent: number) => void} progress
 * @property {() => void} ready
 * @property {(stopped: Stopped) => void} stopped
 */

/** A Python in a worker, started by the first request. */
export class LiveClient {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Stopped | null} */
  #stopped = null;
  #ready = false;
  #count = 0;
  /** @type {Map<number, { resolve: (reply: any) => void, reject: (error: Error) => void, timer: number }>} */
  #waiting = new Map();
  #startTimer = 0;
  #firstWordTimer = 0;
  #foreseen = new Foreseen();
  #listener;

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
  }

  /**
   * Call one of Python's functions; starts Python if need be.
   *
   * @param {"respond" | "download"} call
   * @param {string[]} args
   * @returns {Promise<any>} the reply, parsed
   * @throws {Stopped | NotAnswered}
   */
  ask(call, ...args) {
    this.start();
    if (this.#stopped) return Promise.reject(this.#stopped);
    const foreseen = call === "respond" ? this.#foreseen.reply(args) : undefined;
    if (foreseen !== undefined) return Promise.resolve(JSON.parse(foreseen));
    return new Promise((resolve, reject) => {
      this.#count += 1;
      const timer = this.#ready ? this.#answerTimer() : 0;
      this.#waiting.set(this.#count, { resolve, reject, timer });
      this.#worker?.postMessage({ id: this.#count, call, args });
    });
  }

  /**
   * Have answers worked out before they are asked for. An answer depends on its state alone, so it
   * stays right however long it waits.
   *
   * @param {string} walk
   * @param {string[]} states likeliest first
   */
  foresee(walk, states) {
    const unknown = this.#foreseen.expect(walk, states);
    this.#worker?.postMessage({ foresee: { walk, states: unknown } });
  }

  /** Start Python, unless it has been started. */
  start() {
    if (this.#worker || this.#stopped) return;
    performance.mark("scc-live:start");
    // A browser without module workers never looks at the type.
    let knowsModules = false;
    const options = {
      get type() {
        knowsModules = true;
        return /** @type {const} */ ("module");
      },
    };
    try {
      this.#worker = boundWorker(new URL(`./${WORKER}`, import.meta.url).href, options);
    } catch (error) {
      this.#stop({ cause: "unsupported" }, String(error));
      return;
    }
    if (!knowsModules) {
      this.#stop({ cause: "unsupported" }, "no module workers");
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      if (this.#ready) this.#stop({ cause: "stuck" }, event.message);
      else void this.#stopAsDiagnosed(ofScript(event));
    };
    this.#awaitStart();
    this.#firstWordTimer = setTimeout(() => void this.#lookAtWorker(), FIRST_WORD_MS);
  }

  /** Whether Python is up. */
  get isReady() {
    return this.#ready;
  }

  /** Forget what stopped it, so that the next request starts Python afresh. */
  restart() {
    this.#stopped = null;
  }

  /** @param {FromWorker} message */
  #receive(message) {
    clearTimeout(this.#firstWordTimer);
    if ("progress" in message) {
      this.#awaitStart();
      const { received, total } = message.progress;
      this.#listener.progress(Math.min(100, Math.round((100 * received) / total)));
    } else if ("ready" in message) {
      clearTimeout(this.#startTimer);
      this.#ready = true;
      const { setback } = message.ready;
      if (setback) console.warn(`The walks started the slow way: ${setback}`);
      for (const waiter of this.#waiting.values()) waiter.timer = this.#answerTimer();
      this.#listener.ready();
    } else if ("foreseen" in message) {
      this.#foreseen.take(message.foreseen);
    } else if ("failed" in message) {
      void this.#stopAsDiagnosed(message.failed);
    } else {
      const waiter = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      clearTimeout(waiter?.timer);
      if ("reply" in message) waiter?.resolve(JSON.parse(message.reply));
      else waiter?.reject(new NotAnswered(message.error));
    }
  }

  /** Stop, if the worker's script is not what it should be: half of one, or none, may never speak. */
  async #lookAtWorker() {
    const worker = this.#worker;
    const trouble = await diagnose(new URL(WORKER, import.meta.url).href, "broken");
    if (worker !== this.#worker || this.#ready || trouble.cause === "broken") return;
    this.#stop(trouble, "no word from the worker");
  }

  #awaitStart() {
    clearTimeout(this.#startTimer);
    this.#startTimer = setTimeout(() => this.#stop({ cause: "silent" }, "no progress"), START_PATIENCE_MS);
  }

  #answerTimer() {
    return setTimeout(() => this.#stop({ cause: "stuck" }, "no answer"), ANSWER_PATIENCE_MS);
  }

  /**
   * Stop, once it is known what is wrong with the file at fault, if one is.
   *
   * @param {Failure} failure
   */
  async #stopAsDiagnosed({ cause, file, detail }) {
    clearTimeout(this.#startTimer);
    this.#worker?.terminate();
    const address = new URL(file, import.meta.url).href;
    const suspected =
      cause === "missing" ? "interrupted" : cause === "broken" ? "broken" : "damaged";
    this.#stop(file ? await diagnose(address, suspected) : /** @type {Trouble} */ ({ cause }), detail);
  }

  /**
   * @param {Trouble} trouble
   * @param {string} detail
   */
  #stop(trouble, detail) {
    const stopped = new Stopped(trouble, detail);
    console.error(stopped.message);
    clearTimeout(this.#startTimer);
    clearTimeout(this.#firstWordTimer);
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    this.#stopped = stopped;
    this.#listener.stopped(stopped);
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(stopped);
    }
    this.#waiting.clear();
  }
}

/**
 * What an error of the worker's script says of it: one that cannot be loaded has no message, one
 * that cannot be read is a matter of syntax. Half a script may run until it misses the other half.
 *
 * @param {ErrorEvent} event
 * @returns {Failure}
 */
function ofScript({ message }) {
  if (!message) return { cause: "missing", file: WORKER, detail: WORKER };
  return /SyntaxError/.test(message)
    ? { cause: "damaged", file: WORKER, detail: message }
    : { cause: "broken", file: WORKER, detail: message };
}

/**
 * Start a worker that is bound by the page's own security policy. One that is loaded from an address
 * is bound by the headers of its host only, and many a host sends none; a `blob:` inherits.
 *
 * @param {string} script the address of a module
 * @param {WorkerOptions} options
 */
function boundWorker(script, options) {
  const text = `import ${JSON.stringify(script)};`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(url, options);
}
