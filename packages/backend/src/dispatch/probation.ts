import { type Id, type Millis, SECOND } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Time after its start during which a suspect counts as the possible cause of a crash. */
const PROBATION: Millis = 10 * SECOND

/**
 * Maximum number of earlier starts for a suspect to share its turn. It does so while it waits for a service.
 * A crash may then count against several suspects, so more starts are needed to put one on hold.
 */
const SHARED_STARTS = 1

/** Suspect on probation. */
interface OnProbation {
  /** Id of the run, or of the delivery that creates the runs. */
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
 * Runs crash suspects one at a time across all flows. Suspects are runs that were in progress when the server
 * crashed; if it crashes again, the cause is known. Suspects with the fewest starts run first, then those of
 * the flow that has waited longest.
 *
 * The next suspect starts when the current suspect ends. On its first probation, a suspect also lets the next
 * one start while it waits for a service, so that no flow waits for another flow's service. Its start stays
 * counted, and it runs alone next time. A suspect that runs for more than ten seconds is cleared: it
 * continues, the next one starts, and a later crash is not counted against it.
 */
export const createProbation = (effects: Pick<Effects, 'after'>) => {
  const queue: Waiting[] = []
  /** Number of the last turn in which a suspect of a flow ran, by flow id. */
  const lastTurns = new Map<Id, number>()
  /**
   * Functions that let the next suspect start early. The keys are the ids of suspects that may share their
   * turn.
   */
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
     * Runs a suspect. Resolves when the next suspect may start. `ended` resolves when this suspect has ended.
     */
    run: async (suspect: OnProbation): Promise<{ ended: Promise<void> }> => {
      await takeTurn(suspect)
      const { id, starts, begin, acquit } = suspect
      let release = (): void => {}
      const passed = new Promise<void>(resolve => {
        release = resolve
      })
      if (starts <= SHARED_STARTS) sharing.set(id, release)
      const cancel = effects.after(PROBATION, () => {
        acquit().then(release, release)
      })
      const ended = begin().finally(() => {
        cancel()
        release()
      })
      ended.catch(() => {})
      await passed
      sharing.delete(id)
      passTurn()
      return { ended }
    },
    /**
     * Lets the next suspect start if this run may share its turn. Called when the run is about to wait for a
     * service.
     */
    waits: ({ id, deliveryId }: { id: Id; deliveryId: Id | null }): void => {
      if (sharing.size === 0) return
      const pass = sharing.get(id) ?? (deliveryId === null ? undefined : sharing.get(deliveryId))
      pass?.()
    }
  }
}
