import type { HistoryList } from '../../features/history/history-list.ts'
import { type DeliveriesSearch, readDeliveriesSearch } from './deliveries-search.ts'

/** The list of what arrived. */
export const deliveryList: HistoryList<DeliveriesSearch> = {
  name: 'deliveries',
  noun: { one: 'delivery', many: 'deliveries' },
  topics: ['deliveries', 'runs'],
  readSearch: readDeliveriesSearch,
  looking: ['delivery', 'tab']
}
