import type { Choice } from '@hookwright/model'
import { Checkbox, IconButton, RadioButton, TextField } from '@hookwright/ui'
import { Trash2 } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { placeIds } from './error-place.ts'
import type { RowDraft } from './options-draft.ts'

/**
 * CSS classes for the columns of a value. On a small screen the value is below its label, so that both are
 * readable.
 */
export const valueColumns =
  'grid grid-cols-[1.5rem_1fr_1fr_3.5rem_1.5rem] items-start gap-x-2 gap-y-2 max-sm:grid-cols-[1.5rem_1fr_3rem_1.5rem]'

/**
 * Returns the name of a value for use in sentences: its label or, if that is empty, its number counted from
 * 1.
 */
export const nameOfRow = (row: RowDraft, number: number): string => row.display || `value ${number}`

/** Row of a dropdown choice: label, value and default. Enter adds a row below. */
export const ValueRow = ({
  row,
  number,
  grip,
  errorOf,
  defaults,
  isDefault,
  several,
  onChange,
  onDefault,
  onNext,
  onRemove
}: {
  row: RowDraft
  /** Number of the row in the list, counted from 1. */
  number: number
  grip: ReactNode
  errorOf: (of: 'display' | 'value') => string | undefined
  /** Name of the radio buttons for the default value. */
  defaults: string
  isDefault: boolean
  /** True if several values can be the default. */
  several: boolean
  onChange: (part: Partial<Choice>) => void
  onDefault: (isDefault: boolean) => void
  onNext: () => void
  onRemove: () => void
}) => {
  const called = nameOfRow(row, number)
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    onNext()
  }
  return (
    <div className={valueColumns}>
      <span className="pt-0.5">{grip}</span>
      <div id={placeIds.row(row.id)}>
        <TextField
          label={`Display text in row ${number}`}
          hideLabel
          size="card"
          required
          autoComplete="off"
          value={row.display}
          error={errorOf('display')}
          onValueChange={display => onChange({ display })}
          onKeyDown={press}
        />
      </div>
      <div id={placeIds.row(row.id, 'value')} className="max-sm:col-start-2 max-sm:row-start-2">
        <TextField
          label={`Value in row ${number}`}
          hideLabel
          size="card"
          autoComplete="off"
          spellCheck={false}
          placeholder={row.display}
          value={row.value}
          error={errorOf('value')}
          onValueChange={value => onChange({ value })}
          onKeyDown={press}
        />
      </div>
      {several ? (
        <Checkbox
          label={`${called} is a default`}
          hideLabel
          checked={isDefault}
          onCheckedChange={onDefault}
          className="mt-1.25 justify-self-center"
        />
      ) : (
        <RadioButton
          name={defaults}
          label={`${called} is the default`}
          checked={isDefault}
          onCheck={() => onDefault(true)}
          className="mt-1.25 justify-self-center"
        />
      )}
      <IconButton
        look="danger"
        size="small"
        label={`Remove ${called}`}
        icon={<Trash2 aria-hidden />}
        onClick={onRemove}
        className="mt-0.5"
      />
    </div>
  )
}
