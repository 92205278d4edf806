import { CUSTOM_API_ACTION, type Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'

/** Number of events and actions that the deployed version of a connector offers to users. */
export interface Offer {
  events: number
  actions: number
}

/** Returns what each connector with a deployed version offers; empty while loading. */
export const useOffers = (): ReadonlyMap<Id, Offer> => {
  const trpc = useTrpc()
  const { data: events } = useQuery(trpc.events.list.queryOptions())
  const { data: offers } = useQuery(trpc.actions.list.queryOptions())
  return useMemo(() => {
    const all = new Map<Id, Offer>()
    if (events === undefined || offers === undefined) return all
    const of = (id: Id): Offer => all.get(id) ?? { events: 0, actions: 0 }
    for (const { connectorId: id } of events) all.set(id, { ...of(id), events: of(id).events + 1 })
    for (const { connectorId: id, actions } of offers) {
      // Every connector with a base URL has it, and none drew it.
      const drawn = actions.filter(({ flowId }) => flowId !== CUSTOM_API_ACTION).length
      all.set(id, { ...of(id), actions: of(id).actions + drawn })
    }
    return all
  }, [events, offers])
}
