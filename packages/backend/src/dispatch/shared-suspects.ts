import type { SharedWork, WorkClaim } from '@hookwright/store'
import type { AdvanceWork, NextStep } from './advance-work.ts'
import type { HoldSuspects } from './hold-suspects.ts'
import type { Probation } from './probation.ts'
import { MOST_STARTS } from './run-windows.ts'

/**
 * Runs work again after its process was lost, since the work may be the cause. After the first loss it runs
 * alongside other work, since all work of the process is suspect. After further losses it runs on probation,
 * and after too many it is put on hold as quarantined.
 */
export const createSharedSuspects = (params: {
  work: Pick<SharedWork, 'acquit'>
  probation: Pick<Probation, 'run'>
  hold: HoldSuspects
  advancing: Pick<AdvanceWork, 'advance' | 'nextOf'>
}) => {
  const { work, probation, advancing, hold } = params

  const holdStep = (step: NextStep, claim: WorkClaim): Promise<void> => {
    switch (step.is) {
      case 'first':
        return hold.delivery(step.found.delivery.id, claim)
      case 'due':
        return hold.wait(step.due, claim)
      case 'records':
        return hold.record({ deliveryId: claim.id, subscriptionId: step.subscription.id }, claim)
      case 'replay':
        return hold.replay(step.run, claim)
    }
  }

  return {
    /** Runs suspect work until it ends or waits, or puts it on hold. Throws the errors of `advance`. */
    run: async (claim: WorkClaim): Promise<void> => {
      if (claim.losses > MOST_STARTS) {
        const step = await advancing.nextOf(claim)
        if (step !== null) await holdStep(step, claim)
        claim.losses = 0
        return advancing.advance(claim)
      }
      if (claim.losses === 1) return advancing.advance(claim)
      const { ended } = await probation.run({
        ...{ id: claim.id, flowId: claim.flowId, starts: claim.losses - 1 },
        begin: () => advancing.advance(claim),
        acquit: () => work.acquit(claim)
      })
      await ended
    }
  }
}
