import { spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { endOf } from '../commands/exit-code.mjs'

/** Process under test. */
export interface Running {
  /** Returns all output so far, from both streams. */
  readonly output: () => string
  /** Waits until a text appears in the output. Rejects when the process ends before. */
  readonly printed: (text: string) => Promise<void>
  readonly send: (signal: NodeJS.Signals) => void
  /** Exit code of the process. Resolves once the process and all writers to its output have ended. */
  readonly ended: Promise<number>
}

/**
 * Starts a Node process for one test. The process is killed at the end of the test at the latest.
 *
 * @param args command-line arguments after `node`
 * @param params.env environment variables in addition to PATH and HOME; no others are inherited
 */
export function running(args: string[], params: { cwd: string; env?: Record<string, string> }): Running {
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, args, {
    cwd: params.cwd,
    env: { PATH, HOME, ...params.env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  const closed = new Promise(resolve => child.once('close', resolve))
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text
    })
  }
  const code = endOf(child)
  return {
    output: () => output,
    printed: text =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (output.includes(text)) resolve()
        }
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        void closed.then(() =>
          reject(new Error(`It ended without printing "${text}", but printed:\n${output}`))
        )
        look()
      }),
    send: signal => {
      child.kill(signal)
    },
    ended: closed.then(() => code)
  }
}
