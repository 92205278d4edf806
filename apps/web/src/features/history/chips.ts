import { minuteTime, spanTime } from '../../kit/page/clock-time.ts'
import type { Narrowed } from './filter-chips.tsx'
import type { Choice } from './filter-select.tsx'
import { spanLabels } from './statuses.ts'
import { isTimed, type TimeSearch } from './time-search.ts'

const formatTimeSpan = ({ last, from, to }: TimeSearch): string => {
  if (last !== undefined) return spanLabels[last].toLowerCase()
  if (to === undefined) return `from ${minuteTime(from ?? 0)}`
  return from === undefined ? `to ${minuteTime(to)}` : spanTime(from, to)
}

/** Returns the time filter of a list as a chip; an empty array if it is not set. */
export const timeChip = (search: TimeSearch, onSearch: (change: TimeSearch) => void): Narrowed[] =>
  isTimed(search)
    ? [
        {
          label: 'Time',
          value: formatTimeSpan(search),
          remove: () => onSearch({ last: undefined, from: undefined, to: undefined })
        }
      ]
    : []

/** Returns a single-value filter as a chip; an empty array if it is not set. */
export const chipOf = (label: string, value: string | undefined, remove: () => void): Narrowed[] =>
  value === undefined ? [] : [{ label, value, remove }]

/**
 * Returns the label of a filter's value. A value that is no longer among the choices is labeled “Unknown”.
 */
export const nameIn = (choices: readonly Choice[], value: string | undefined): string | undefined =>
  value === undefined ? undefined : (choices.find(choice => choice.value === value)?.label ?? 'Unknown')
