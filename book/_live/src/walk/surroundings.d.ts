/** What a walk asks of the page or the notebook that it stands in. */

import type { Download } from "./files.mjs";
import type { Keeper } from "./keeping.mjs";

/**
 * What Python says to a state of the form; `link` is what of the state may stand in a link, where
 * that is not all of it.
 */
export type Reply = { body: string; announce: string; state: string; link?: string | null };

/** Why a file that would hold nothing is not made. */
export type Nothing = { nothing: string };

/**
 * `respond` and `download` may take long, and may fail with an Error whose message is written for
 * the reader; it may say, as `offers`, what the reader can do about it.
 */
export type Surroundings = {
  respond: (walk: string, state: string) => Promise<Reply>;
  download: (walk: string, state: string, format: string) => Promise<Download | Nothing>;
  /** What is likely to be asked next. */
  foresee?: (walk: string, states: string[]) => void;
  /** The address that reopens this state; without it there is no link to copy. */
  address?: (walk: string, state: string) => string;
  /** The address of another page of the handbook, whose walk opens with this state. */
  elsewhere?: (page: string, state: string) => string;
  /** When the reader has entered or pressed something, before it is answered. */
  onEntered?: (walk: string, state: string) => void;
  /** After each answer is on the screen. */
  onAnswer?: (walk: string, state: string, link: string) => void;
  /** Without it nothing can be kept on this device. */
  keeper?: Keeper;
};
