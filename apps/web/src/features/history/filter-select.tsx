import { Select } from '@hookwright/ui'

/** Option of a list filter. */
export interface Choice<Value extends string = string> {
  value: Value
  label: string
}

const ALL = '-'

/** Dropdown that filters a list by one value or shows all rows. */
export const FilterSelect = <Value extends string>({
  label,
  all,
  choices,
  value,
  onValueChange
}: {
  label: string
  /** Label of the choice without a filter, such as “All statuses”. */
  all: string
  choices: readonly Choice<Value>[]
  value: Value | undefined
  onValueChange: (value: Value | undefined) => void
}) => {
  const offered: Choice<Value | typeof ALL>[] = [{ value: ALL, label: all }, ...choices]
  // What an address names and nobody offers (any more) still narrows the list, and has to be seen.
  const isKnown = value === undefined || choices.some(choice => choice.value === value)
  return (
    <Select
      label={label}
      hideLabel
      size="card"
      className="w-38 max-md:w-full"
      choices={isKnown ? offered : [...offered, { value, label: 'Unknown' }]}
      value={value ?? ALL}
      onValueChange={next => onValueChange(next === ALL ? undefined : next)}
    />
  )
}
