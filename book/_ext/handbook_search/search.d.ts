// What handbook-search.mjs finds in the page: Sphinx's stemmer, and the index written at build time.

declare class Stemmer {
  stemWord(word: string): string;
}

declare module "*search-index.mjs" {
  export const PACKED: string;
}
