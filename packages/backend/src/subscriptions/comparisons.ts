import { DAY, HOUR, type Id, type Millis } from '@hookwright/model'
import type { Desk } from './desk.ts'
import { type Compared, reconcile } from './reconcile.ts'

/** Comparing with services once a day, and whenever somebody asks. */
export interface Comparisons {
  /** As `reconcile`; two alike are one. */
  compare: (flowId: Id, subscriptionId?: Id) => Promise<Compared>
  /** After a start: begins to look every hour for what is due. */
  begin: () => void
  /** Begins nothing more; resolves when what was begun has ended. */
  stop: () => Promise<void>
}

export const createComparisons = (desk: Desk): Comparisons => {
  const { store, outside } = desk
  /** By flow and subscription. */
  const underWay = new Map<string, Promise<Compared>>()
  let stopping = false
  let stopTimer: () => void = () => {}

  const compare = (flowId: Id, subscriptionId?: Id): Promise<Compared> => {
    const key = `${flowId} ${subscriptionId ?? ''}`
    const known = underWay.get(key)
    if (known !== undefined) return known
    const work = reconcile(desk, flowId, subscriptionId).finally(() => underWay.delete(key))
    underWay.set(key, work)
    return work
  }

  const lastAt = async (id: Id, since: Millis): Promise<Millis> => {
    const last = (await store.subscriptions.attemptsOf(id)).findLast(({ kind }) => kind === 'reconciliation')
    return last?.startedAt ?? since
  }

  const compareDue = async (): Promise<void> => {
    const listing = (await store.subscriptions.list(null)).filter(
      ({ wanted, status, terms }) =>
        wanted && terms.listing !== undefined && (status.is === 'on' || status.is === 'paused')
    )
    for (const { id, flowId, startedAt } of listing) {
      if (stopping) return
      if (outside.clock() - (await lastAt(id, startedAt)) < DAY) continue
      await compare(flowId).catch(thrown =>
        outside.log('A service could not be compared with.', { cause: String(thrown) })
      )
    }
  }

  const sleep = (time: Millis): void => {
    stopTimer = outside.after(time, () => {
      compareDue()
        .catch(thrown => outside.log('What is due could not be looked up.', { cause: String(thrown) }))
        .finally(() => {
          if (!stopping) sleep(HOUR)
        })
    })
  }

  return {
    compare,
    // Chance spreads what many installations ask of one service.
    begin: () => sleep(outside.random() * HOUR),
    stop: async () => {
      stopping = true
      stopTimer()
      await Promise.allSettled(underWay.values())
    }
  }
}
