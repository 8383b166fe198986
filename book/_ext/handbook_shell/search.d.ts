// What handbook-search.mjs finds in the page: Sphinx's search, and the words written at build time.

type Result = [page: string, title: string, anchor: string, about: string | null, score: number, file: string];
type Parsed = [query: string, ...Set<string>[]];

declare var SPHINX_HIGHLIGHT_ENABLED: boolean;
declare const Search: {
  _parseQuery(query: string): Parsed;
  _performSearch(...parsed: Parsed): Result[];
};
declare const DOCUMENTATION_OPTIONS: { LINK_SUFFIX: string };
declare const stopwords: string[];
declare function splitQuery(query: string): string[];
declare class Stemmer {
  stemWord(word: string): string;
}

declare module "*search-words.mjs" {
  export const TERMS: { id: string; names: string[]; known_as: string[]; stands_for: string; meaning: string }[];
  export const RULES: [id: string, text: string][];
  export const PAGES: Record<string, [title: string, part: string, about: string]>;
}
