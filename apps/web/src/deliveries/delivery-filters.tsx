import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../api/use-api.tsx'
import { FilterSelect } from '../history/filter-select.tsx'
import { deliveryStatuses, results } from '../history/statuses.ts'
import { TimeFilter } from '../history/time-filter.tsx'
import { usePerson } from '../shell/use-person.ts'
import type { DeliveriesSearch } from './deliveries-search.ts'

const asChoices = <Word extends string>(words: readonly Word[]) =>
  words.map(word => ({ value: word, label: word }))

/** What the result of the runs is called in the filter. */
const resultWords = { failed: 'Runs failed', succeeded: 'Runs succeeded', open: 'Runs under way' } as const

/** The events of deployed connectors, for those who may be told. */
const useEvents = (isAsked: boolean): { value: string; label: string }[] => {
  const { role } = usePerson()
  const enabled = isAsked && role !== 'viewer'
  const { data = [] } = useQuery({ ...useTrpc().events.list.queryOptions(), enabled })
  return data.map(event => ({
    value: event.eventFlowId,
    label: `${event.signature.name ?? 'Unnamed event'} · ${event.connectorName}`
  }))
}

/** What deliveries can be narrowed to; those of one flow are of one connector already. */
export const DeliveryFilters = ({
  search,
  ofFlow,
  onSearch
}: {
  search: DeliveriesSearch
  ofFlow: boolean
  onSearch: (change: Partial<DeliveriesSearch>) => void
}) => {
  const trpc = useTrpc()
  const { data: connectors = [] } = useQuery({ ...trpc.connectors.list.queryOptions(), enabled: !ofFlow })
  const { data: flows = [] } = useQuery({ ...trpc.flows.list.queryOptions(), enabled: !ofFlow })
  const events = useEvents(!ofFlow)
  return (
    <>
      <FilterSelect
        label="Status"
        all="All statuses"
        choices={asChoices(deliveryStatuses)}
        value={search.status}
        onValueChange={status => onSearch({ status })}
      />
      <FilterSelect
        label="Result"
        all="All results"
        choices={results.map(value => ({ value, label: resultWords[value] }))}
        value={search.result}
        onValueChange={result => onSearch({ result })}
      />
      {!ofFlow && (
        <>
          <FilterSelect
            label="Connector"
            all="All connectors"
            choices={connectors.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.connector}
            onValueChange={connector => onSearch({ connector })}
          />
          <FilterSelect
            label="Flow"
            all="All flows"
            choices={flows.map(({ id, name }) => ({ value: id, label: name ?? 'Unnamed flow' }))}
            value={search.flow}
            onValueChange={flow => onSearch({ flow })}
          />
          {events.length > 0 && (
            <FilterSelect
              label="Type"
              all="All types"
              choices={events}
              value={search.type}
              onValueChange={type => onSearch({ type })}
            />
          )}
        </>
      )}
      <TimeFilter search={search} onSearch={onSearch} />
    </>
  )
}
