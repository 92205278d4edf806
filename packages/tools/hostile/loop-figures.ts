import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/**
 * Delays of a server's event loop, in milliseconds. `own` excludes the time when other processes used the
 * processors.
 */
export interface LoopFigures {
  p99Ms: number
  mostMs: number
  own: { p99Ms: number; mostMs: number }
}

/** Node flags that make a server measure its event loop. */
export const loopFlags = ['--import', fileURLToPath(new URL('./watch-loop.mjs', import.meta.url))]

/** Polling interval of the file, and timeout, in milliseconds. */
const look = { everyMs: 20, withinMs: 60_000 }

/**
 * Reads the figures of a server that was started with `loopFlags`.
 *
 * @param file file in the server's LOOP_FIGURES variable
 * @returns a function that returns the figures since its last call
 */
export function readLoop(pid: number, file: string): () => Promise<LoopFigures> {
  let turn = 0
  return async () => {
    turn += 1
    process.kill(pid, 'SIGUSR2')
    const until = performance.now() + look.withinMs
    while (performance.now() < until) {
      const figures = figuresIn(file)
      if (figures?.turn === turn) return figures
      await sleep(look.everyMs)
    }
    throw new Error('The server did not say what its event loop came to within a minute.')
  }
}

/**
 * Reads the figures in a file.
 *
 * @returns undefined while the file is missing or partly written
 */
function figuresIn(file: string): (LoopFigures & { turn: number }) | undefined {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  } catch {
    return undefined
  }
}
