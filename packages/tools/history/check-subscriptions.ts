import { groupBy } from './check-effects.ts'
import type { History, StoredSubscription } from './history.ts'

/**
 * Checks the subscriptions of a history. At most one is wanted per flow. An active subscription exists once
 * at the service. Each subscription at the service has an owner in the database.
 */
export function checkSubscriptions({
  subscriptions,
  there
}: Pick<History, 'subscriptions' | 'there'>): string[] {
  const wanted = groupBy(
    subscriptions.filter(held => held.wanted),
    ({ flow }) => flow
  )
  const byUrl = new Map(subscriptions.map(held => [held.url, held]))
  const times = groupBy(there, url => url)
  return [
    ...[...wanted]
      .filter(([, held]) => held.length > 1)
      .map(([flow, held]) => `${held.length} subscriptions of the flow ${flow} are wanted.`),
    ...subscriptions
      .filter(held => held.status === 'on' && held.wanted && held.registers)
      .flatMap(({ id, url }) => {
        const found = times.get(url)?.length ?? 0
        return found === 1 ? [] : [`The subscription ${id} is on, and ${found} times at the service.`]
      }),
    ...[...times.keys()].flatMap(url => {
      const held = byUrl.get(url)
      if (held !== undefined && owns(held)) return []
      const { id = 'unknown', status = 'nowhere', how = null } = held ?? {}
      return [`Nobody owns what is at the service for the subscription ${id}, which is ${how ?? status}.`]
    })
  ]
}

function owns({ status, how, wanted, owned }: StoredSubscription) {
  if (status === 'ended') return how === 'uncertain' || owned
  return status === 'registering' || status === 'deregistering' || wanted || owned
}
