import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/**
 * Delays of a server's event loop. `own` excludes the time in which other processes used the processors.
 */
export interface LoopFigures {
  p99Ms: number
  mostMs: number
  own: { p99Ms: number; mostMs: number }
}

/** Node flags that measure its event loop. */
export const loopFlags = ['--import', fileURLToPath(new URL('./watch-loop.mjs', import.meta.url))]

/** Polling interval of the file and timeout, in milliseconds. */
const look = { everyMs: 20, withinMs: 60_000 }

/**
 * Reads the figures of a server that was started with `loopFlags`.
 *
 * @param file its LOOP_FIGURES
 * @returns gives the figures since the last call
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

/** @returns undefined while it is not there, or half written */
function figuresIn(file: string): (LoopFigures & { turn: number }) | undefined {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  } catch {
    return undefined
  }
}
