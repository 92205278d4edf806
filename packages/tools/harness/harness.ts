import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { passSignalsOn } from '../launcher/signals.mjs'

export type Signals = ReturnType<typeof passSignalsOn>

/** Context of a bench or a long test. */
export interface Harness {
  /** Temporary folder, deleted at the end. */
  readonly folder: string
  /** Path of wrk; empty if wrk is not in `needs`. */
  readonly wrk: string
  /** Signals of this process. The first access starts to handle them, to forward them to child processes. */
  readonly signals: Signals
  readonly say: (text: string) => void
}

/** Prerequisite: the built apps, a Chromium, or the load generator. */
export type Need = 'apps' | 'browser' | 'wrk'

/**
 * Runs work after providing its prerequisites.
 *
 * @returns the exit code: 1 when a prerequisite is missing, after printing the reason
 */
export async function withHarness(
  needs: readonly Need[],
  work: (harness: Harness) => Promise<number>
): Promise<number> {
  const say = console.log
  const wrk = needs.includes('wrk') ? await (await import('./ensure-wrk.ts')).ensureWrk() : ''
  if (wrk === undefined) return 1
  if (needs.includes('browser') && !(await (await import('../ensure-browser.ts')).ensureBrowser())) return 1
  if (needs.includes('apps') && !(await buildApps({ root, say }))) return 1
  let signals: Signals | undefined
  return withTempFolder(folder =>
    work({
      folder,
      wrk,
      say,
      get signals() {
        signals ??= passSignalsOn()
        return signals
      }
    })
  )
}

/** Runs work in a temporary folder that is deleted afterwards, even after an error. */
export async function withTempFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-load-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
