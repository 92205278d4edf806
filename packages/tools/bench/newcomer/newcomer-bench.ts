import { join } from 'node:path'
import { withTempFolder } from '../../harness/harness.ts'
import { withBrowser } from '../browser.ts'
import { defineBench } from '../define-bench.ts'
import { makeFreshClone } from '../fresh-clone.ts'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { newcomerFiguresOf, newcomerReportOf, type Way } from './newcomer-figures.ts'
import { startClone } from './start-clone.ts'
import { walkAsNewcomer } from './walk.ts'

/** Number of times that the new user's steps are measured. The fastest time is reported. */
const times = 2

/** Measures a new user's steps, from `npm start` in a fresh clone to a run of a practice event. */
export const bench = defineBench({
  measure: async ({ say }) => {
    const ways: Way[] = []
    for (let time = 1; time <= times; time += 1) {
      say(`Newcomer ${time} of ${times}.`)
      ways.push(await withTempFolder(folder => goOnce(join(folder, 'clone'))))
    }
    return newcomerFiguresOf(ways)
  },
  report: newcomerReportOf
})

/**
 * Measures one walk in a fresh clone.
 *
 * @param folder folder for the clone
 */
async function goOnce(folder: string): Promise<Way> {
  await makeFreshClone(folder)
  return withBrowser(async browser => {
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
  })
}
