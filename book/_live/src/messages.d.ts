/** What passes between live-client.mjs and live-worker.mjs. */

/** From the page: call one of Python's functions; the answer comes back under the same id. */
export type Request = { id: number; call: "respond" | "download"; args: string[] };

export type FromWorker =
  /** An answer, or what went wrong with that one request. */
  | { id: number; reply: string }
  | { id: number; error: string }
  /** Bytes fetched so far, of how many. */
  | { progress: { received: number; total: number } }
  /** Python is up; `way` says how, and `setback` why it was not by the image. */
  | { ready: { way: "image" | "plain"; setback: string } }
  /** Python will not come up. */
  | { failed: { cause: "unsupported" | "missing" | "broken"; detail: string } };
