import type { World } from './world.ts'

/**
 * Converts the final state of a simulated installation to a history for the checker. A delivery is identified
 * by its key, or by its name if the service sends no key.
 */
export const historyOf = async (world: World) => {
  const { acked, service, flowId } = world
  const store = world.store()
  const entries = await store.cleanup.list()
  const life = world.kills()
  const kept = await Promise.all(
    acked.map(async ({ id, key, name }, row) => {
      const found = await store.deliveries.find(id)
      return found === null ? [] : [{ row, id: key ?? name, status: found.delivery.status.is }]
    })
  )
  const runs = await Promise.all(
    acked.map(async ({ id }, row) => {
      const { rows } = await store.runs.list({ deliveryId: id, limit: 10 })
      return rows.map(run => ({ id: run.id, delivery: row, status: run.status.is, life }))
    })
  )
  const subscriptions = await Promise.all(
    (await store.subscriptions.list(flowId)).map(async ({ id, status, wanted, replacedBy, terms }) => ({
      id,
      flow: flowId,
      status: status.is,
      how: status.is === 'ended' ? status.how : null,
      wanted,
      owned:
        (replacedBy !== null && status.is !== 'ended') ||
        entries.some(entry => entry.subscriptionId === id && entry.status.is === 'open'),
      registers: terms.registration !== null,
      url: await world.backend().subscriptions.eventUrlOf(id)
    }))
  )
  return {
    sent: acked.map(({ key, name, sentIn }) => ({
      id: key ?? name,
      life: sentIn,
      acked: true,
      effect: true,
      once: key !== null,
      lane: null
    })),
    kept: kept.flat(),
    runs: runs.flat(),
    effects: world.effects.map(({ key, name, life: seenIn }) => ({
      key,
      body: name,
      id: name,
      life: seenIn
    })),
    recorded: [],
    subscriptions,
    there: service.urls(),
    integrity: []
  }
}
