import { BIN_DAYS, DAY, type Millis } from '@hookwright/model'
import { formatCount } from '../../kit/page/format-count.ts'
import type { BinItem } from './use-bin.ts'

/**
 * Describes an item of the recycle bin: “Flow of Acme HR”, or “Connector · 3 flows, 2 versions” with the
 * parts that are restored together.
 */
export const formatItem = (item: BinItem): string => {
  if (item.kind === 'flow') return item.connector === null ? 'Flow' : `Flow of ${item.connector.name}`
  return `Connector · ${formatCount(item.flows, 'flow')}, ${formatCount(item.versions, 'version')}`
}

/** Returns the whole days until an item is deleted permanently, at least 1 while it is in the bin. */
export const daysLeft = (deletedAt: Millis, now: Millis): number =>
  Math.max(1, Math.ceil((deletedAt + BIN_DAYS * DAY - now) / DAY))

/** Describes the time until an item is deleted permanently: “3 days left”. */
export const formatDaysLeft = (deletedAt: Millis, now: Millis): string =>
  `${formatCount(daysLeft(deletedAt, now), 'day')} left`
