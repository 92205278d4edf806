import { useQuery } from '@tanstack/react-query'
import type { Choice } from '../../features/history/filter-select.tsx'
import { useFlowChoices } from '../../features/history/flow-filter.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { usePerson } from '../../kit/page/use-person.ts'

/** Options of the delivery filters. */
export interface DeliveryChoices {
  connectors: Choice[]
  flows: Choice[]
  /** Events of deployed connectors; empty for members who may not see them. */
  events: Choice[]
}

/**
 * Returns the options of the delivery filters. All are empty if the list shows the deliveries of one flow
 * (`ofFlow`).
 */
export const useChoices = (ofFlow: boolean): DeliveryChoices => {
  const trpc = useTrpc()
  const { role } = usePerson()
  const flows = useFlowChoices(ofFlow)
  const { data: connectors = [] } = useQuery({ ...trpc.connectors.list.queryOptions(), enabled: !ofFlow })
  const { data: events = [] } = useQuery({
    ...trpc.events.list.queryOptions(),
    enabled: !ofFlow && role !== 'viewer'
  })
  return {
    connectors: connectors.map(({ id, name }) => ({ value: id, label: name })),
    flows,
    events: events.map(event => ({
      value: event.eventFlowId,
      label: `${event.signature.name ?? 'Unnamed event'} · ${event.connectorName}`
    }))
  }
}
