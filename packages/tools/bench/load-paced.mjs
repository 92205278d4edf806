import { fileURLToPath } from 'node:url'
import { runCommand } from '../commands/run-command.mjs'

const script = fileURLToPath(new URL('./post-paced.lua', import.meta.url))

/** Connections for so many requests a second each: one that waits for its answer sends no other meanwhile. */
const perConnection = 40

/**
 * Posts one body at a steady rate.
 *
 * @param {object} given
 * @param {string} given.wrk the program
 * @param {string} given.url on this machine
 * @param {import('./load-with-wrk.mjs').Letter} given.letter
 * @param {number} given.rate requests a second
 * @param {number} given.seconds
 * @returns {Promise<{ answers: number, refused: number, seconds: number, p50Ms: number, p99Ms: number }>}
 * @throws Error when wrk fails, with what it says
 */
export async function loadPaced({ wrk, url, letter, rate, seconds }) {
  const connections = Math.max(2, Math.ceil(rate / perConnection))
  const { code, output } = await runCommand({
    command: wrk,
    args: ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url],
    cwd: '.',
    env: {
      BODY_FILE: letter.bodyFile,
      EVENT: letter.event,
      SIGNATURE: letter.signature,
      RATE: String(rate),
      ID_PREFIX: `${Date.now()}-`
    }
  })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`wrk ended with code ${code}: ${output.trim()}`)
  return JSON.parse(line)
}
