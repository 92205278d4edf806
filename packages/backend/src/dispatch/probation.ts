import { type Id, type Millis, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Time after its start during which a suspect counts as the possible cause of a crash. */
const PROBATION: Millis = 10 * SECOND

/**
 * Number of earlier starts up to which a suspect passes its turn on while it waits for a service. A crash may then be
 * counted against several, so it takes more starts to put one on hold.
 */
const SHARED_STARTS = 1

/** A suspect that runs on probation. */
interface OnProbation {
  /** Run, or delivery whose runs it makes. */
  id: Id
  flowId: Id
  /** Number of earlier starts without an end. */
  starts: number
  begin: () => Promise<void>
  acquit: () => Promise<void>
}

interface Waiting extends Pick<OnProbation, 'flowId' | 'starts'> {
  go: () => void
}

export type Probation = ReturnType<typeof createProbation>

/**
 * Runs crash suspects one at a time across all flows. Suspects are runs that were in progress when the server crashed;
 * if it crashes again, the cause is known. The least started goes first, then the flow that has waited longest.
 * A suspect passes its turn on when it ends. On its first probation it also does so while it waits for a service, so
 * that no flow waits for the service of another. Its start stays counted, and later it runs alone. A suspect that runs
 * for longer than ten seconds is cleared: it continues, the next one starts, and a later crash is not counted against it.
 */
export const createProbation = (effects: Pick<Effects, 'after'>) => {
  const queue: Waiting[] = []
  /** Number of the last turn of each flow. */
  const lastTurns = new Map<Id, number>()
  /** Passes the turn of each suspect that may share it, by id. */
  const sharing = new Map<Id, () => void>()
  let turns = 0
  let isTaken = false

  const isBefore = (one: Waiting, other: Waiting): boolean =>
    one.starts === other.starts
      ? (lastTurns.get(one.flowId) ?? 0) < (lastTurns.get(other.flowId) ?? 0)
      : one.starts < other.starts

  const passTurn = (): void => {
    isTaken = false
    const [first] = queue
    if (first === undefined) {
      lastTurns.clear()
      return
    }
    const next = queue.reduce((best, each) => (isBefore(each, best) ? each : best), first)
    queue.splice(queue.indexOf(next), 1)
    isTaken = true
    lastTurns.set(next.flowId, ++turns)
    next.go()
  }

  const takeTurn = ({ flowId, starts }: OnProbation): Promise<void> =>
    new Promise(resolve => {
      queue.push({ flowId, starts, go: resolve })
      if (!isTaken) passTurn()
    })

  return {
    /**
     * Runs a suspect. Resolves when the next one may begin; `ended` resolves when this one has
     * ended.
     */
    run: async (suspect: OnProbation): Promise<{ ended: Promise<void> }> => {
      await takeTurn(suspect)
      const { id, starts, begin, acquit } = suspect
      let letGo = (): void => {}
      const passed = new Promise<void>(resolve => {
        letGo = resolve
      })
      if (starts <= SHARED_STARTS) sharing.set(id, letGo)
      const cancel = effects.after(PROBATION, () => {
        acquit().then(letGo, letGo)
      })
      const ended = begin().finally(() => {
        cancel()
        letGo()
      })
      ended.catch(() => {})
      await passed
      sharing.delete(id)
      passTurn()
      return { ended }
    },
    /** Tells that a run is about to wait for a service. */
    waits: ({ id, deliveryId }: { id: Id; deliveryId: Id | null }): void => {
      if (sharing.size === 0) return
      const pass = sharing.get(id) ?? (deliveryId === null ? undefined : sharing.get(deliveryId))
      pass?.()
    }
  }
}
