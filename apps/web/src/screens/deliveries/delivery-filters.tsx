import { FilterSelect } from '../../features/history/filter-select.tsx'
import { FlowFilter } from '../../features/history/flow-filter.tsx'
import { deliveryStatuses, formatStatus, results } from '../../features/history/statuses.ts'
import { TimeFilter } from '../../features/history/time-filter.tsx'
import type { DeliveriesSearch } from './deliveries-search.ts'
import { resultLabels } from './format-result.ts'
import type { DeliveryChoices } from './use-choices.ts'

/** Filters of a delivery list. A list of one flow has no connector filter. */
export const DeliveryFilters = ({
  search,
  choices: { connectors, flows, events },
  ofFlow,
  onSearch
}: {
  search: DeliveriesSearch
  choices: DeliveryChoices
  ofFlow: boolean
  onSearch: (change: Partial<DeliveriesSearch>) => void
}) => (
  <>
    <FilterSelect
      label="Status"
      all="All statuses"
      choices={deliveryStatuses.map(value => ({ value, label: formatStatus(value) }))}
      value={search.status}
      onValueChange={status => onSearch({ status })}
    />
    <FilterSelect
      label="Result"
      all="All results"
      choices={results.map(value => ({ value, label: resultLabels[value] }))}
      value={search.result}
      onValueChange={result => onSearch({ result })}
    />
    {!ofFlow && (
      <>
        <FilterSelect
          label="Connector"
          all="All connectors"
          choices={connectors}
          value={search.connector}
          onValueChange={connector => onSearch({ connector })}
        />
        <FlowFilter flows={flows} value={search.flow} onSearch={onSearch} />
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
