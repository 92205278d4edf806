import type { CleanupEntry, Subscription } from '@hookwright/model'
import type { World } from './world.ts'

const owns = (subscription: Subscription, entries: CleanupEntry[]): boolean => {
  const { status, wanted, replacedBy, id } = subscription
  switch (status.is) {
    case 'registering':
    case 'deregistering':
      return true
    case 'on':
    case 'paused':
      return wanted || replacedBy !== null
    case 'ended':
      return (
        status.how === 'uncertain' ||
        entries.some(entry => entry.subscriptionId === id && entry.status.is === 'open')
      )
  }
}

/**
 * Returns the current violations of the subscription invariant, as sentences. The handbook defines the
 * contracts of the statuses.
 */
export const breachesOf = async (world: World): Promise<string[]> => {
  const { service, flowId } = world
  const all = await world.store().subscriptions.list(flowId)
  const entries = await world.store().cleanup.list()
  const wanted = all.filter(one => one.wanted)
  const urls = new Map<string, Subscription>()
  for (const one of all) urls.set(await world.backend().subscriptions.eventUrlOf(one.id), one)
  const unowned = service.urls().filter(url => {
    const subscription = urls.get(url)
    return subscription === undefined || !owns(subscription, entries)
  })
  return [
    ...service.odd,
    ...(wanted.length > 1 ? [`${wanted.length} subscriptions are wanted.`] : []),
    ...wanted
      .filter(({ status }) => !['registering', 'on', 'paused'].includes(status.is))
      .map(({ status }) => `A wanted subscription is ${status.is}.`),
    ...unowned.map(
      url => `Nobody owns what the service sends to ${url}; ${JSON.stringify(urls.get(url)?.status)}.`
    )
  ]
}

/**
 * Returns the violations once all work has ended, as sentences: lost, duplicate or unfinished deliveries, and
 * unfinished operations.
 */
export const lossesOf = async (world: World): Promise<string[]> => {
  const { acked, service } = world
  const wrong: string[] = []
  for (const { status, id } of await world.store().subscriptions.list(world.flowId)) {
    const { attempts } = await world.backend().subscriptions.get(id)
    const running = attempts.some(({ outcome }) => outcome === 'running')
    if (running || status.is === 'registering' || status.is === 'deregistering') {
      wrong.push(`A subscription is ${status.is} for ever.`)
    }
  }
  const ran = new Map<string, number>()
  const givenBack = new Set<string>()
  for (const { id, key, name } of acked) {
    const kept = await world.store().deliveries.find(id)
    const runs = (await world.store().runs.list({ deliveryId: id, limit: 10 })).rows
    if (kept === null) {
      wrong.push(`The delivery of ${name} was acknowledged and is gone.`)
      continue
    }
    const { status } = kept.delivery
    if (status.is === 'accepted' || status.is === 'refused')
      wrong.push(`The delivery of ${name} is ${status.is}.`)
    if (runs.length !== (status.is === 'done' ? 1 : 0)) {
      wrong.push(`The delivery of ${name} is ${status.is} and has ${runs.length} first runs.`)
    }
    for (const run of runs) {
      if (run.finishedAt === null) wrong.push(`The run for ${name} is ${run.status.is}.`)
      if (run.status.is === 'succeeded' && !service.told.has(name)) wrong.push(`Nobody was told of ${name}.`)
    }
    if (key === null || status.is === 'duplicate') continue
    // What came to a registration that failed gives its id back, so that it counts when it comes again.
    if (status.is === 'filtered') givenBack.add(key)
    else ran.set(key, (ran.get(key) ?? 0) + 1)
  }
  for (const key of new Set(acked.flatMap(one => one.key ?? []))) {
    const firsts = ran.get(key) ?? 0
    if (firsts > 1 || (firsts === 0 && !givenBack.has(key))) {
      wrong.push(`Of ${key}, ${firsts} deliveries are the first.`)
    }
  }
  for (const [name, keys] of service.told) {
    if (new Set(keys).size > 1)
      wrong.push(`The service was told of ${name} under ${new Set(keys).size} keys.`)
    if (keys.length > 1 + world.kills()) wrong.push(`The service was told of ${name} ${keys.length} times.`)
  }
  return wrong
}
