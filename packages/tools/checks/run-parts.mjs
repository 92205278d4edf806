import { secondsOf } from '../commands/seconds.mjs'
import { sumOf } from './count.mjs'

/**
 * Runs all parts in sequence, even after a failure. Then repeats every failure, since a long log is often cut, and ends
 * with the line `N passed, N failed`.
 *
 * @param {object} given
 * @param {(import('./parts.mjs').Part | import('./parts.mjs').Part[])[]} given.parts parts in a list of their own run
 * at the same time
 * @param {string} given.root the repository's folder
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code: 0 when nothing failed and something passed, otherwise 1
 */
export async function runParts({ parts, root, say }) {
  /** @type {import('./count.mjs').Count[]} */
  const counts = []
  for (const group of parts) {
    const running = [group].flat().map(part => ({ name: part.name, ended: runTimed(part, root) }))
    for (const { name, ended } of running) {
      say(`\n── ${name}`)
      const { output, ms, ...count } = await ended
      if (output) say(output.trimEnd())
      for (const sentence of count.sentences) say(sentence)
      say(`${lineOf(count)} in ${secondsOf(ms)}`)
      counts.push(count)
    }
  }
  const sum = sumOf(counts)
  const failures = counts.filter(count => count.failed > 0).flatMap(count => count.sentences)
  if (failures.length > 0) say(`\nFailures:\n${failures.map(sentence => `- ${sentence}`).join('\n')}`)
  say(`\n${lineOf(sum)}`)
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1
}

/**
 * @param {import('./parts.mjs').Part} part
 * @param {string} root
 */
async function runTimed(part, root) {
  const started = performance.now()
  const count = await runOne(part, root)
  return { ...count, ms: performance.now() - started }
}

/**
 * @param {import('./parts.mjs').Part} part
 * @param {string} root
 * @returns {ReturnType<import('./parts.mjs').Part['run']>}
 */
async function runOne(part, root) {
  try {
    return await part.run(root)
  } catch (fault) {
    const why = fault instanceof Error ? fault.stack : String(fault)
    return { passed: 0, failed: 1, sentences: [`It could not be run: ${why}`] }
  }
}

/**
 * Returns the summary line, which machines also read.
 *
 * @param {{ passed: number, failed: number }} count
 */
export function lineOf({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}
