/** What the site's build writes at the head of the worker; see book/_ext/offline. */

declare const BUILD: {
  /** Known by its contents. */
  id: string;
  /** Of each file its digest and its size in bytes, by its path from the root of the site. */
  files: Record<string, [digest: string, bytes: number]>;
  /** What every page loads: the path, and the address by which pages ask for it. */
  frame: [path: string, address: string][];
  /** What only an import in Python fetches that nobody foresaw. */
  late: string[];
  /** What only a start without the memory image fetches. */
  spare: string[];
};
