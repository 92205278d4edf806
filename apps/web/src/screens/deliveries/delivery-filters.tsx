import { type Choice, FilterSelect } from '../../features/history/filter-select.tsx'
import { FlowFilter } from '../../features/history/flow-filter.tsx'
import { deliveryStatuses, results, stateLabels } from '../../features/history/statuses.ts'
import { TimeFilter } from '../../features/history/time-filter.tsx'
import type { DeliveriesSearch } from './deliveries-search.ts'
import type { DeliveryChoices } from './use-choices.ts'

type State = NonNullable<DeliveriesSearch['result'] | DeliveriesSearch['status']>

const states = Object.entries(stateLabels).map(([value, label]) => ({ value, label })) as Choice<State>[]

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
      label="State"
      all="All states"
      choices={states}
      value={search.result ?? search.status}
      onValueChange={state =>
        onSearch({
          result: results.find(result => result === state),
          status: deliveryStatuses.find(status => status === state)
        })
      }
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
            label="Event"
            all="All events"
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
