import type { Id } from '@hookwright/model'
import type { QueuedRun, Store, WaitingDelivery } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import { beginRun } from '../runs/keep-run.ts'
import type { Dispatch } from './dispatch.ts'
import type { Lives } from './lives.ts'

/** How many suspects are run side by side, and how many starts without an end park one. */
const WINDOW = 64
const MOST_STARTS = 2
const PAGE = 500

/**
 * After a start: runs what was accepted and never finished. Each is a suspect, since it may be what brought the server
 * down: its start is counted before it is run, after a second crash they are taken one at a time, and the third parks
 * it as quarantined.
 */
export const recoverDeliveries = async (given: {
  store: Store
  outside: Outside
  lives: Lives
  dispatch: Dispatch
}): Promise<void> => {
  const { store, outside, lives, dispatch } = given
  const startedAt = outside.clock()

  const park = async ({ delivery, hasBegun }: WaitingDelivery): Promise<void> => {
    const live = await lives.byId(delivery.subscriptionId)
    if (live === null) return
    const parked = beginRun({
      id: delivery.id,
      kind: 'flow',
      flowId: live.flowId,
      subscriptionId: live.id,
      deliveryId: delivery.id,
      startedAt,
      finishedAt: outside.clock(),
      status: { is: 'parked', why: 'The server stopped three times while this delivery was being run.' }
    })
    await store.runs.finishFirst(parked, { erase: false, begun: hasBegun })
  }

  const runAll = async (window: WaitingDelivery[]): Promise<void> => {
    await store.deliveries.countStarts(window.map(each => each.delivery.id))
    await Promise.all(
      window.map(async ({ delivery, arrival, hasBegun }) => {
        const live = await lives.byId(delivery.subscriptionId)
        if (live !== null) await dispatch.runNow({ live, delivery, arrival, hasBegun })
      })
    )
  }

  let after: Id | undefined
  for (;;) {
    const filter = after === undefined ? { limit: PAGE } : { limit: PAGE, after }
    const page = await store.deliveries.waiting(filter)
    // What came after the start is dispatched on its own road.
    const suspects = page.filter(each => each.delivery.receivedAt <= startedAt)
    for (const each of suspects.filter(suspect => suspect.starts >= MOST_STARTS)) await park(each)
    const fresh = suspects.filter(suspect => suspect.starts === 0)
    for (let at = 0; at < fresh.length; at += WINDOW) await runAll(fresh.slice(at, at + WINDOW))
    for (const each of suspects.filter(suspect => suspect.starts > 0 && suspect.starts < MOST_STARTS)) {
      await runAll([each])
    }
    after = page.at(-1)?.delivery.id
    if (page.length < PAGE || after === undefined) break
  }
  await recoverChildren(given)
}

/** Children of Run mode that were queued and never finished go on, in order within each delivery. */
const recoverChildren = async (given: { store: Store; lives: Lives; dispatch: Dispatch }): Promise<void> => {
  const { store, lives, dispatch } = given
  for (;;) {
    const children = await store.runs.queued({ limit: PAGE })
    if (children.length === 0) return
    const byDelivery = new Map<Id | null, QueuedRun[]>()
    for (const child of children) {
      byDelivery.set(child.run.deliveryId, [...(byDelivery.get(child.run.deliveryId) ?? []), child])
    }
    for (const group of byDelivery.values()) {
      const subscriptionId = group[0]?.run.subscriptionId
      const live = subscriptionId ? await lives.byId(subscriptionId) : null
      if (live !== null) await dispatch.runChildren(live, group)
    }
    if (children.length < PAGE) return
  }
}
