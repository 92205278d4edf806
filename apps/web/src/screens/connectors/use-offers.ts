import type { AppRouter } from '@hookwright/api'
import { CUSTOM_API_ACTION, type Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson } from '../../kit/page/use-person.ts'

type Outputs = inferRouterOutputs<AppRouter>

/** Number of events and actions that the deployed version of a connector offers to users. */
export interface Offer {
  events: number
  actions: number
}

/** Counts the events and actions of each connector. */
export const countOffers = (
  events: readonly Pick<Outputs['events']['list'][number], 'connectorId'>[],
  offers: readonly {
    connectorId: Id
    actions: readonly Pick<Outputs['actions']['list'][number]['actions'][number], 'flowId'>[]
  }[]
): ReadonlyMap<Id, Offer> => {
  const all = new Map<Id, Offer>()
  const add = (id: Id, { events, actions }: Offer): void => {
    const before = all.get(id) ?? { events: 0, actions: 0 }
    all.set(id, { events: before.events + events, actions: before.actions + actions })
  }
  for (const { connectorId } of events) add(connectorId, { events: 1, actions: 0 })
  for (const { connectorId, actions } of offers) {
    // Every connector with a base URL has it, and none drew it.
    const drawn = actions.filter(({ flowId }) => flowId !== CUSTOM_API_ACTION).length
    add(connectorId, { events: 0, actions: drawn })
  }
  return all
}

/**
 * Returns the number of events and actions of each deployed connector. Empty while loading; null for viewers,
 * who have no access.
 */
export const useOffers = (): ReadonlyMap<Id, Offer> | null => {
  const trpc = useTrpc()
  const enabled = usePerson().role !== 'viewer'
  const { data: events } = useQuery(trpc.events.list.queryOptions(undefined, { enabled }))
  const { data: offers } = useQuery(trpc.actions.list.queryOptions(undefined, { enabled }))
  const counted = useMemo(
    () => (events === undefined || offers === undefined ? new Map() : countOffers(events, offers)),
    [events, offers]
  )
  return enabled ? counted : null
}
