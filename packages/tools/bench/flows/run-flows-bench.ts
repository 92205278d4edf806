import { join } from 'node:path'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { withTempFolder } from '../temp-folder.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { calibrate } from './calibrate.ts'
import { flowsFiguresOf } from './flows-figures.ts'
import { flowsReportOf } from './flows-report.ts'
import { openHookService } from './hook-service.ts'
import { measureFlows } from './measure-flows.ts'
import { measureRenewals } from './measure-renewals.ts'
import { expiringFlows, fewFlows, manyFlows, type SeedPlan } from './plans.ts'
import { seedFlows } from './seed-flows.ts'

/**
 * Measures a product with 10,000 active flows, the same with 10, and 2,000 overdue renewals. Prints a table with the
 * targets, then one line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runFlowsBench({ say }: { say: (text: string) => void }): Promise<number> {
  if (!(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  const service = await openHookService()
  try {
    return await withTempFolder(async folder => {
      const seed = (name: string, plan: SeedPlan) => {
        say(`Seeding: ${name}.`)
        return seedFlows({ folder: join(folder, name.replaceAll(' ', '-')), plan, service, signals })
      }
      const fewSeeded = await seed('few flows', fewFlows)
      const manySeeded = await seed('many flows', manyFlows)
      const expiringSeeded = await seed('expiring flows', expiringFlows)
      await waitForQuiet([])
      const calibrationMs = calibrate()
      say('10 flows.')
      const few = await measureFlows({ seeded: fewSeeded, service, signals, say })
      say('10,000 flows.')
      const many = await measureFlows({ seeded: manySeeded, service, signals, say })
      say('Overdue renewals.')
      const renewals = await measureRenewals({ seeded: expiringSeeded, service, signals })
      const figures = flowsFiguresOf({ many, few, renewals, calibrationMs })
      say(flowsReportOf(figures))
      say(JSON.stringify(figures))
      return figures.reached ? 0 : 1
    })
  } finally {
    await service.close()
  }
}
