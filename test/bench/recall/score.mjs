/** Recall and nDCG over questions, each with binary relevance. */
export class Score {
  #recall = 0;
  #gain = 0;
  #count = 0;

  /** @param {string[]} found best first @param {string[]} evidence what answers @param {number} limit how many may be found */
  add(found, evidence, limit) {
    const hits = found.slice(0, limit).map((turn) => evidence.includes(turn));
    const gain = hits.reduce((sum, hit, at) => sum + (hit ? 1 / Math.log2(at + 2) : 0), 0);
    const best = evidence.slice(0, limit).reduce((sum, _turn, at) => sum + 1 / Math.log2(at + 2), 0);
    this.#recall += hits.filter(Boolean).length / evidence.length;
    this.#gain += gain / best;
    this.#count += 1;
  }

  /** @returns {string[]} mean recall, mean nDCG, number of questions */
  figures() {
    return [(this.#recall / this.#count).toFixed(3), (this.#gain / this.#count).toFixed(3), String(this.#count)];
  }
}
