import { formatPathSearch, type Id, parsePathSearch } from '@hookwright/model'
import { type HistorySearch, readHistorySearch } from '../../features/history/history-search.ts'
import { deliveryStatuses, results } from '../../features/history/statuses.ts'
import { oneOf, textIn } from '../../kit/page/search-params.ts'

/** Tabs of an opened delivery. */
export const deliveryTabs = ['summary', 'request', 'outputs', 'runs', 'copy'] as const
export type DeliveryTab = (typeof deliveryTabs)[number]

/** Search parameters of the deliveries page. */
export interface DeliveriesSearch extends HistorySearch {
  status?: (typeof deliveryStatuses)[number] | undefined
  result?: (typeof results)[number] | undefined
  connector?: Id | undefined
  /** Id of the connector's flow that defines the received event. */
  type?: Id | undefined
  /** A path in the body with its value, such as `body.user.id = 42`. */
  path?: string | undefined
  /** Id of the inspected delivery. */
  delivery?: Id | undefined
  tab?: DeliveryTab | undefined
}

const pathIn = (value: unknown): string | undefined => {
  const path = parsePathSearch(textIn(value) ?? '')
  return path === null ? undefined : formatPathSearch(path)
}

/** Parses the search parameters. Unknown parameters are ignored. */
export const readDeliveriesSearch = (search: Record<string, unknown>): DeliveriesSearch => ({
  status: oneOf(deliveryStatuses, search.status),
  result: oneOf(results, search.result),
  connector: textIn(search.connector),
  type: textIn(search.type),
  path: pathIn(search.path),
  ...readHistorySearch(search),
  delivery: textIn(search.delivery),
  tab: oneOf(deliveryTabs, search.tab)
})
