// Runs cases one after another, prints each by its name, and ends with 1 if one failed.
export class Cases {
  #client;
  #all = [];

  constructor(client) {
    this.#client = client;
  }

  add(name, body) {
    this.#all.push({ name, body });
  }

  async run() {
    let failed = 0;
    for (const { name, body } of this.#all) {
      const begun = performance.now();
      let said = 'ok  ';
      try {
        await body();
      } catch (error) {
        console.error(error);
        failed += 1;
        said = 'FAIL';
      }
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.log(`${said} ${this.#client}: ${name} (${seconds} s)`);
    }
    console.log(`${this.#client}: ${this.#all.length} cases, ${failed} failed`);
    process.exit(failed ? 1 : 0);
  }
}
