import { runCommand } from '../commands/run-command.mjs'

/**
 * Result of a load.
 *
 * @typedef {object} Load
 * @property {number} answers of any status
 * @property {number} non2xx those of 400 and above
 * @property {number} broken requests without an answer: refused, cut or later than 10 s
 * @property {number} seconds
 * @property {number} p50Ms
 * @property {number} p99Ms
 */

/**
 * Request to send.
 *
 * @typedef {{ bodyFile: string, event: string, signature: string }} Letter
 */

/**
 * Posts one body repeatedly, each request with a unique id in a header.
 *
 * @param {object} given
 * @param {string} given.wrk the program
 * @param {string} given.url on this machine
 * @param {Letter} given.letter
 * @param {number} given.seconds
 * @param {string} given.script says when a request goes
 * @param {number} given.connections how many send at once, each the next request when the last one is answered
 * @param {Record<string, string>} [given.env] what else the script asks for
 * @returns {Promise<Load>}
 * @throws Error when wrk fails, with what it says
 */
export async function postWithWrk({ wrk, url, letter, seconds, script, connections, env = {} }) {
  const { code, output } = await runCommand({
    command: wrk,
    args: ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', script, url],
    cwd: '.',
    env: {
      BODY_FILE: letter.bodyFile,
      EVENT: letter.event,
      SIGNATURE: letter.signature,
      ID_PREFIX: `${Date.now()}-`,
      ...env
    }
  })
  const line = output.split('\n').findLast(text => text.startsWith('{'))
  if (code !== 0 || line === undefined) throw new Error(`wrk ended with code ${code}: ${output.trim()}`)
  return JSON.parse(line)
}
