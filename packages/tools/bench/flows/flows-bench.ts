import { join } from 'node:path'
import { defineBench } from '../define-bench.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { calibrate } from './calibrate.ts'
import { flowsFiguresOf, flowsReportOf } from './flows-figures.ts'
import { openHookService } from './hook-service.ts'
import { measureFlows } from './measure-flows.ts'
import { measureRenewals } from './measure-renewals.ts'
import { expiringFlows, fewFlows, manyFlows, type SeedPlan } from './plans.ts'
import { seedFlows } from './seed-flows.ts'

/** Measures a product with 10,000 active flows, a product with 10, and 2,000 overdue renewals. */
export const bench = defineBench({
  measure: async harness => {
    const { folder, signals, say } = harness
    const service = await openHookService()
    try {
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
      const few = await measureFlows(harness, fewSeeded, service)
      say('10,000 flows.')
      const many = await measureFlows(harness, manySeeded, service)
      say('Overdue renewals.')
      const renewals = await measureRenewals(harness, expiringSeeded, service)
      return flowsFiguresOf({ many, few, renewals, calibrationMs })
    } finally {
      await service.close()
    }
  },
  report: flowsReportOf
})
