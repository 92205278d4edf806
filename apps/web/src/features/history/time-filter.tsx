import type { Millis } from '@hookwright/model'
import { TextField } from '@hookwright/ui'
import { FilterSelect } from './filter-select.tsx'
import { spanLabels, spanNames } from './statuses.ts'
import { localMinute, millisOf, type TimeSearch } from './time-search.ts'

const choices = [
  ...spanNames.map(value => ({ value, label: spanLabels[value] })),
  { value: 'between', label: 'From … to …' }
] as const

/** Default length of a custom time span, in milliseconds. */
const HOUR: Millis = 3_600_000

const Moment = ({
  label,
  at,
  other,
  onChange
}: {
  label: string
  at: Millis | undefined
  /**
   * Value of the other field of the time span. It is kept while this field is empty, since otherwise both
   * fields would disappear.
   */
  other: Millis | undefined
  onChange: (at: Millis | undefined) => void
}) => (
  <TextField
    label={label}
    hideLabel
    type="datetime-local"
    size="card"
    className="w-52 max-md:w-full"
    value={at === undefined ? '' : localMinute(at)}
    onValueChange={text => {
      const next = millisOf(text)
      if (next !== undefined || other !== undefined) onChange(next)
    }}
  />
)

/** Time filter of a list: the last minutes, hours or days, or a span between two times. */
export const TimeFilter = ({
  search: { last, from, to },
  onSearch
}: {
  search: TimeSearch
  onSearch: (change: TimeSearch) => void
}) => {
  const isBetween = from !== undefined || to !== undefined
  return (
    <>
      <FilterSelect
        label="Time"
        all="Any time"
        choices={choices}
        value={isBetween ? 'between' : last}
        onValueChange={value =>
          onSearch(
            value === 'between'
              ? { last: undefined, from: millisOf(localMinute(Date.now() - HOUR)), to: undefined }
              : { last: value, from: undefined, to: undefined }
          )
        }
      />
      {isBetween && (
        <div className="flex gap-2 max-md:contents">
          <Moment label="From" at={from} other={to} onChange={at => onSearch({ from: at })} />
          <Moment label="To" at={to} other={from} onChange={at => onSearch({ to: at })} />
        </div>
      )}
    </>
  )
}
