/** A file of the live layer that cannot be used. */
export class Unusable extends Error {
  /**
   * @param {string} file its name
   * @param {"missing" | "damaged"} cause as far as it is known here
   * @param {unknown} error
   */
  constructor(file, cause, error) {
    super(`${file}: ${error}`);
    this.file = file;
    this.cause = cause;
  }
}
