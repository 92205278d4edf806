/**
 * Counts of a group of tests.
 *
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed a skipped test counts as failed: nothing is left out without a word
 * @property {number} [notApplicable] tests that are in neither number, since they prove nothing where they ran
 * @property {string[]} sentences what to say of it: names of skipped tests, what a runner did not report
 */

/**
 * Adds counts.
 *
 * @param {Count[]} counts
 * @returns {Count}
 */
export function sumOf(counts) {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
    sentences: counts.flatMap(count => count.sentences)
  }
}

/**
 * Returns a count that fails if the runner ended badly, whatever its report contains.
 *
 * @param {object} given
 * @param {string} given.runner its name, for the sentence
 * @param {number} given.code its exit code
 * @param {Count | undefined} given.count what its report says; undefined when there is none
 * @returns {Count}
 */
export function requireCleanRun({ runner, code, count }) {
  if (count === undefined) {
    const sentence = `${runner} ended with code ${code} and left no report, which counts as a failure.`
    return { passed: 0, failed: 1, sentences: [sentence] }
  }
  if (code === 0 || count.failed > 0) return count
  const sentence = `${runner} ended with code ${code} although no test failed, which counts as a failure.`
  return { ...count, failed: 1, sentences: [...count.sentences, sentence] }
}
