import type { LoadPlan } from './loads.ts'
import { drain, type Measured, measureRound } from './measure-round.ts'

const rounds = 3
const seconds = { warmUp: 2, load: 6 }

interface Place {
  pid: number
  url: string
}

/** Measurements of one load, by round. */
export interface MeasuredLoad {
  plan: LoadPlan
  product: Measured[]
  reference: Measured[]
}

interface Given {
  plans: LoadPlan[]
  targets: Record<'product' | 'run' | 'keep', Place>
  wrk: string
  pause: (paused: boolean) => Promise<unknown>
  waiting: () => number
  say: (text: string) => void
}

/**
 * Loads the product and a reference alternately, load by load.
 *
 * @param given.pause pauses the product's flow, or lets it go on
 * @param given.waiting how many deliveries wait for their run
 */
export async function measureLoads({
  plans,
  targets,
  wrk,
  pause,
  waiting,
  say
}: Given): Promise<MeasuredLoad[]> {
  const pids = Object.values(targets).map(({ pid }) => pid)
  const loads = []
  for (const plan of plans) {
    const sides = {
      product: { ...targets.product, hasRest: () => !plan.paused && waiting() > 0 },
      reference: { ...targets[plan.against], hasRest: () => false }
    }
    const measured: Record<keyof typeof sides, Measured[]> = { product: [], reference: [] }
    if (plan.paused) await pause(true)
    const turns = ['product', 'reference'] as const
    for (let round = 0; round < rounds; round += 1) {
      // Each goes first in turn, so that neither always finds the machine as the other has left it.
      for (const name of round % 2 === 0 ? turns : turns.toReversed()) {
        say(`${plan.what}, round ${round + 1} of ${rounds}: ${name}.`)
        const side = sides[name]
        const bystanders = pids.filter(pid => pid !== side.pid)
        measured[name].push(await measureRound(side, { wrk, letter: plan.letter, seconds, bystanders }))
      }
    }
    if (plan.paused) {
      await pause(false)
      await drain(() => waiting() > 0)
    }
    loads.push({ plan, ...measured })
  }
  return loads
}
