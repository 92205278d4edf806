import type { Choice } from '@hookwright/model'
import { Button, IconButton, RadioButton, SortableList, TextField } from '@hookwright/ui'
import { ClipboardPaste, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { movedTo } from '../../fields-editor/field-draft.ts'
import { placeControl } from '../../fields-editor/place-control.tsx'
import { placeIds } from './flaw-place.ts'
import type { OptionFlaw } from './option-flaws.ts'
import type { OptionDraft, RowDraft } from './options-draft.ts'
import { PasteList } from './paste-list.tsx'

/** On a small screen the value stands below what is shown of it, so that both can be read. */
const columns =
  'grid grid-cols-[1.5rem_1fr_1fr_3.5rem_1.5rem] items-start gap-x-2 gap-y-2 max-sm:grid-cols-[1.5rem_1fr_3rem_1.5rem]'

/** The values of a dropdown that are typed in: what is shown, what is kept, their order, and which is the default. */
export const StaticValues = ({
  option,
  flaws,
  newId,
  onChange
}: {
  option: OptionDraft
  flaws: readonly OptionFlaw[]
  newId: () => string
  onChange: (part: Partial<OptionDraft>) => void
}) => {
  const { rows, first } = option
  const [pasting, setPasting] = useState(false)
  const added = useRef<string | null>(null)
  const add = useRef<HTMLButtonElement>(null)
  const name = `default-of-${option.id}`
  const emptyFlaw = flaws.find(flaw => flaw.at.part === 'values')

  useEffect(() => {
    if (added.current === null || !rows.some(row => row.id === added.current)) return
    placeControl(placeIds.row(added.current))?.focus()
    added.current = null
  }, [rows])

  const addRow = (at: number): void => {
    const id = newId()
    added.current = id
    onChange({ rows: rows.toSpliced(at, 0, { id, display: '', value: '' }) })
  }
  const change = (id: string, part: Partial<Choice>): void =>
    onChange({ rows: rows.map(row => (row.id === id ? { ...row, ...part } : row)) })
  const remove = (id: string): void => {
    onChange({ rows: rows.filter(row => row.id !== id), ...(first === id && { first: null }) })
    add.current?.focus()
  }
  const press = (event: KeyboardEvent, index: number): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    event.preventDefault()
    addRow(index + 1)
  }
  const flawOf = (row: RowDraft, of: 'display' | 'value'): string | undefined =>
    row.display === '' && row.value === ''
      ? undefined
      : flaws.find(({ at }) => at.part === 'row' && at.row === row.id && at.of === of)?.message

  return (
    <div className="flex min-w-0 flex-col gap-2">
      {rows.length > 0 && (
        <div aria-hidden className={`${columns} text-small text-ink-3`}>
          <span className="col-start-2">
            Display<span className="sm:hidden">, and the value below</span>
          </span>
          <span className="max-sm:hidden">Value</span>
          <span>Default</span>
        </div>
      )}
      <SortableList
        items={rows}
        label={`Values of ${option.label}`}
        nameOf={row => row.display || `value ${rows.indexOf(row) + 1}`}
        onMove={(id, to) => onChange({ rows: movedTo(rows, id, to) })}
        className="flex flex-col gap-1.5 empty:hidden max-sm:gap-4"
      >
        {(row, grip) => {
          const index = rows.indexOf(row)
          const called = row.display || `value ${index + 1}`
          return (
            <div className={columns}>
              <span className="pt-0.5">{grip}</span>
              <div id={placeIds.row(row.id)}>
                <TextField
                  label={`Display of value ${index + 1}`}
                  hideLabel
                  size="card"
                  required
                  autoComplete="off"
                  value={row.display}
                  error={flawOf(row, 'display')}
                  onValueChange={display => change(row.id, { display })}
                  onKeyDown={event => press(event, index)}
                />
              </div>
              <div id={placeIds.row(row.id, 'value')} className="max-sm:col-start-2 max-sm:row-start-2">
                <TextField
                  label={`Value of value ${index + 1}`}
                  hideLabel
                  size="card"
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={row.display}
                  value={row.value}
                  error={flawOf(row, 'value')}
                  onValueChange={value => change(row.id, { value })}
                  onKeyDown={event => press(event, index)}
                />
              </div>
              <RadioButton
                name={name}
                label={`${called} is the default`}
                checked={first === row.id}
                onCheck={() => onChange({ first: row.id })}
                className="mt-1.25 justify-self-center"
              />
              <IconButton
                look="danger"
                size="small"
                label={`Remove ${called}`}
                icon={<Trash2 aria-hidden />}
                onClick={() => remove(row.id)}
                className="mt-0.5"
              />
            </div>
          )
        }}
      </SortableList>
      {rows.length > 0 && (
        <span className={`${columns} text-small text-ink-2`}>
          <span className="col-start-2 col-end-4 pt-1 text-right max-sm:col-end-3">No default</span>
          <RadioButton
            name={name}
            label="No value is the default"
            checked={first === null}
            onCheck={() => onChange({ first: null })}
            className="justify-self-center"
          />
        </span>
      )}
      {emptyFlaw !== undefined && rows.length > 0 && (
        <p className="m-0 text-small text-err">{emptyFlaw.message}</p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          ref={add}
          id={placeIds.values(option.id)}
          size="card"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => addRow(rows.length)}
        >
          Add value
        </Button>
        {!pasting && (
          <Button
            look="quiet"
            size="card"
            icon={<ClipboardPaste aria-hidden className="size-4" />}
            onClick={() => setPasting(true)}
          >
            Paste a list…
          </Button>
        )}
      </div>
      {pasting && (
        <PasteList
          onClose={() => {
            setPasting(false)
            add.current?.focus()
          }}
          onRows={read => {
            const typed = rows.filter(row => row.display !== '' || row.value !== '')
            onChange({ rows: [...typed, ...read.map(row => ({ ...row, id: newId() }))] })
          }}
        />
      )}
    </div>
  )
}
