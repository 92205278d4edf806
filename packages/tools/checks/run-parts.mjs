import { secondsOf } from '../commands/seconds.mjs'
import { sumOf } from './count.mjs'

/**
 * Runs all parts in sequence, even after a failure, and those beside them from the beginning. Then repeats every failure,
 * since a long log is often cut, and ends with the line `N passed, N failed`.
 *
 * @param {object} given
 * @param {import('./parts.mjs').Part[]} [given.beside] parts that run at the same time as all others; what came of one
 * is said between two of the others, which print meanwhile
 * @param {import('./parts.mjs').Part[]} given.parts
 * @param {string} given.root the repository's folder
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code: 0 when nothing failed and something passed, otherwise 1
 */
export async function runParts({ beside = [], parts, root, say }) {
  /** @type {import('./count.mjs').Count[]} */
  const counts = []
  /** @param {Ran} ran */
  const tell = ({ output, ms, ...count }) => {
    if (output) say(output.trimEnd())
    for (const sentence of count.sentences) say(sentence)
    say(`${lineOf(count)} in ${secondsOf(ms)}`)
    counts.push(count)
  }
  /** @type {{ name: string, ran: Ran }[]} */
  let untold = []
  const tellEnded = () => {
    for (const { name, ran } of untold) {
      say(`\n── ${name}`)
      tell(ran)
    }
    untold = []
  }
  const running = beside.map(async part => {
    const ran = await runTimed(part, root)
    untold.push({ name: part.name, ran })
  })
  for (const part of parts) {
    say(`\n── ${part.name}`)
    tell(await runTimed(part, root))
    tellEnded()
  }
  await Promise.all(running)
  tellEnded()
  const sum = sumOf(counts)
  const failures = counts.filter(count => count.failed > 0).flatMap(count => count.sentences)
  if (failures.length > 0) say(`\nFailures:\n${failures.map(sentence => `- ${sentence}`).join('\n')}`)
  say(`\n${lineOf(sum)}`)
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1
}

/**
 * Result of a part, with the time that it took.
 *
 * @typedef {Awaited<ReturnType<import('./parts.mjs').Part['run']>> & { ms: number }} Ran
 */

/**
 * @param {import('./parts.mjs').Part} part
 * @param {string} root
 * @returns {Promise<Ran>}
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
