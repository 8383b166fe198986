/** What passes between live-client.mjs and live-worker.mjs. */

/** From the page: call one of Python's functions; the answer comes back under the same id. */
export type Request = { id: number; call: "respond" | "download"; args: string[] };

/** From the page: work out the answers to these states when there is nothing else to do. */
export type Foresee = { foresee: { walk: string; states: string[] } };

export type FromPage = Request | Foresee;

export type FromWorker =
  /** An answer, or what went wrong with that one request. */
  | { id: number; reply: string }
  | { id: number; error: string }
  /** An answer that nobody has asked for yet. */
  | { foreseen: { walk: string; state: string; reply: string } }
  /** Bytes fetched so far, of how many. */
  | { progress: { received: number; total: number } }
  /** Python is up; `way` says how, and `setback` why it was not by the image. */
  | { ready: { way: "image" | "plain"; setback: string } }
  /** Python will not come up. */
  | { failed: Failure };

/** What stopped it, as far as the worker knows; `file` names the file at fault, where one is. */
export type Failure = {
  cause: "unsupported" | "forbidden" | "memory" | "missing" | "damaged" | "broken";
  file: string;
  detail: string;
};
