import { chipOf, nameIn, timeChip } from '../../features/history/chips.ts'
import type { Narrowed } from '../../features/history/filter-chips.tsx'
import { formatStatus, stateLabels } from '../../features/history/statuses.ts'
import type { DeliveriesSearch } from './deliveries-search.ts'
import type { DeliveryChoices } from './use-choices.ts'

/** Returns the active filters of a delivery list as chips. A list of one flow has no connector filter. */
export const deliveryChips = (
  search: DeliveriesSearch,
  { connectors, flows, events }: DeliveryChoices,
  ofFlow: boolean,
  onSearch: (change: Partial<DeliveriesSearch>) => void
): Narrowed[] => {
  const { status, result, connector, flow, type, q, path } = search
  return [
    ...chipOf('State', result && stateLabels[result].toLowerCase(), () => onSearch({ result: undefined })),
    // An address can name both.
    ...chipOf(result === undefined ? 'State' : 'Status', status && formatStatus(status), () =>
      onSearch({ status: undefined })
    ),
    ...(ofFlow
      ? []
      : [
          ...chipOf('Connector', nameIn(connectors, connector), () => onSearch({ connector: undefined })),
          ...chipOf('Flow', nameIn(flows, flow), () => onSearch({ flow: undefined })),
          ...chipOf('Event', nameIn(events, type), () => onSearch({ type: undefined }))
        ]),
    ...timeChip(search, onSearch),
    ...chipOf('Text', q, () => onSearch({ q: undefined })),
    ...chipOf('Value', path, () => onSearch({ path: undefined }))
  ]
}
