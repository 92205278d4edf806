import type { Id } from '@hookwright/model'
import type { Change, Store } from '@hookwright/store'
import type { Breakers } from './breakers/breakers.ts'
import type { Connections } from './connectors/connections.ts'
import type { Effects } from './kernel/effects.ts'
import type { RulesInForce } from './revisions/rules-in-force.ts'
import type { CachedSubscription, SubscriptionCache } from './subscription-cache/subscription-cache.ts'

/** Returns a filter for the cached subscriptions that a change affects. Null if it affects none. */
const concernedBy = ({ topic, ids }: Change): ((subscription: CachedSubscription) => boolean) | null => {
  const changed = new Set<Id>(ids)
  switch (topic) {
    case 'subscriptions':
      return ({ id }) => changed.has(id)
    case 'flows':
      return ({ flowId }) => changed.has(flowId)
    case 'connections':
      return ({ terms: { connectionId }, actionConnections }) =>
        (connectionId !== null && changed.has(connectionId)) || ids.some(id => actionConnections.has(id))
    default:
      return null
  }
}

/**
 * Updates the caches of this process after commits of other processes. Covers subscriptions, tokens, open
 * breakers, and the installation's rules. Returns a function that stops the updates.
 */
export const followOthers = (params: {
  store: Pick<Store, 'listenOthers'>
  effects: Pick<Effects, 'log'>
  subscriptionCache: Pick<SubscriptionCache, 'drop'>
  breakers: Pick<Breakers, 'adopt'>
  rules: Pick<RulesInForce, 'forget'>
  connections: Pick<Connections, 'rereadTokens'>
}): (() => void) => {
  const { store, effects, subscriptionCache, breakers, rules, connections } = params

  const adoptBreakers = (): void => {
    breakers
      .adopt()
      .catch(thrown =>
        effects.log('The circuit breakers of other servers could not be read.', { cause: String(thrown) })
      )
  }

  return store.listenOthers(change => {
    if (change === null) {
      rules.forget()
      connections.rereadTokens(null)
      subscriptionCache.drop(() => true)
      adoptBreakers()
      return
    }
    if (change.topic === 'connections') for (const id of change.ids) connections.rereadTokens(id)
    const concerned = concernedBy(change)
    if (concerned !== null) subscriptionCache.drop(concerned)
    if (change.topic === 'rules') rules.forget()
    // A breaker is told as a change of the connection, or connector, that it belongs to.
    if (change.topic === 'connections' || change.topic === 'connectors') adoptBreakers()
  })
}
