import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium, launchOptionsOf } from '../../find-chromium.ts'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.ts'
import { withTempFolder } from '../temp-folder.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { makeFreshClone } from './fresh-clone.ts'
import { newcomerFiguresOf, type Way } from './newcomer-figures.ts'
import { newcomerReportOf } from './newcomer-report.ts'
import { startClone } from './start-clone.ts'
import { walkAsNewcomer } from './walk.ts'

/** Number of walks; the fastest counts. */
const times = 2

/**
 * Measures a new user's steps, from `npm start` in a fresh clone to a run of a practice event. Prints tables with the
 * targets, then one line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runNewcomerBench({ say }: { say: (text: string) => void }): Promise<number> {
  const ways: Way[] = []
  for (let time = 1; time <= times; time += 1) {
    say(`Newcomer ${time} of ${times}.`)
    ways.push(await withTempFolder(folder => goOnce(join(folder, 'clone'))))
  }
  const figures = newcomerFiguresOf(ways)
  say(newcomerReportOf(figures))
  say(JSON.stringify(figures))
  return figures.reached ? 0 : 1
}

/** @param folder for the clone */
async function goOnce(folder: string): Promise<Way> {
  await makeFreshClone(folder)
  const browser = await chromium.launch(launchOptionsOf(await findChromium()))
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await waitForQuiet([])
    const cpuNow = () => ({ machine: machineCpuSeconds(), own: familyCpuSeconds() })
    const before = cpuNow()
    const began = performance.now()
    const started = await startClone(folder)
    try {
      const startedAtMs = performance.now() - began
      const steps = await walkAsNewcomer(context, started.firstAdminLink)
      const seconds = (performance.now() - began) / 1_000
      const after = cpuNow()
      const cpuSeconds = after.own - before.own
      const foreignCores = Math.max(0, after.machine - before.machine - cpuSeconds) / seconds
      return { builtAtMs: started.builtAtMs, startedAtMs, steps, cpuSeconds, foreignCores }
    } finally {
      await started.stop()
    }
  } finally {
    await browser.close()
  }
}
