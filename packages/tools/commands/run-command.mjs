import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { exitCodeOf } from './exit-code.mjs'

/**
 * Result of a command.
 *
 * @typedef {object} Ended
 * @property {number} code its exit code; 127 when it could not be started, 128 + n when signal n ended it
 * @property {string} output what it printed, both streams as they came; empty when it was run aloud
 * @property {number} ms how long it took, in milliseconds
 */

/**
 * Runs a command to its end. Never rejects: a command that cannot be started ends with code 127 and says why.
 *
 * @param {object} given
 * @param {string} given.command the program
 * @param {string[]} given.args
 * @param {string} given.cwd the folder to run it in
 * @param {NodeJS.ProcessEnv} [given.env] variables to set beside those of this process
 * @param {boolean} [given.aloud] true shows what it prints at once, instead of keeping it
 * @param {boolean} [given.inBackground] true lets it, and what it starts, use only the processors that others leave free
 * @param {number} [given.withinMs] it is ended when it takes longer
 * @returns {Promise<Ended>}
 */
export function runCommand({ command, args, cwd, env = {}, aloud = false, inBackground = false, withinMs }) {
  return new Promise(resolve => {
    const started = performance.now()
    /** @type {string[]} */
    const output = []
    /** @param {number} code */
    const end = code => resolve({ code, output: output.join(''), ms: performance.now() - started })
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: aloud ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      ...(withinMs === undefined ? {} : { timeout: withinMs })
    })
    if (inBackground && child.pid !== undefined) lowerPriority(child.pid)
    child.stdout?.setEncoding('utf8').on('data', text => output.push(text))
    child.stderr?.setEncoding('utf8').on('data', text => output.push(text))
    child.on('error', fault => {
      output.push(`${command} could not be started: ${fault.message}\n`)
      end(127)
    })
    child.on('close', (code, signal) => end(exitCodeOf(code, signal)))
  })
}

/**
 * Lowers the priority of a process that was just started. Processes that it starts from now on inherit it.
 *
 * @param {number} pid
 */
function lowerPriority(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already, or the system has no priorities; either way it runs as usual.
  }
}
