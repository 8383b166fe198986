/** What passes between the pages and the worker that keeps the handbook on a device. */

/** From a page. Those with an answer get it at the port that comes with them. */
export type ToWorker =
  /** What a page has loaded before this worker was there to see it. */
  | { about: "visited"; addresses: string[]; live: boolean }
  /** What is kept. Answer: Kept. */
  | { about: "kept" }
  /** Keep these files. Answer: Outcome. */
  | { about: "keep"; paths: string[] }
  /** Everything is kept, and shall be of every later build. Answer: Outcome. */
  | { about: "everything" }
  /** Let go of all that is kept, and never come back unasked. Answer: Outcome. */
  | { about: "remove" }
  /** Come into use now. */
  | { about: "take over" };

export type Kept = {
  build: string;
  /** Whether everything was asked for, and is there. */
  everything: boolean;
  pages: { kept: number; all: number };
  bytes: { kept: number; all: number };
  /** What is wanted for everything and not there: paths, with the size of each. */
  missing: [path: string, bytes: number][];
};

export type Outcome = { done: true } | { done: false; why: "full" | "changed" | "unreachable" };
