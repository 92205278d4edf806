import type { FieldsSetting, OutputPort } from '@hookwright/engine'
import type { Card, Path, Problem } from '@hookwright/model'
import { Button, useReadOnly } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { parsePath } from '../kernel/parse-path.ts'
import { addItem, placeOfItem } from './field-items.ts'
import { InputField } from './input-field.tsx'
import { measures } from './measures.ts'
import { Message } from './messages.tsx'
import { OptionRow } from './option-row.tsx'
import { OutputField } from './output-field.tsx'
import {
  bottomPaddingOf,
  type FieldAt,
  linesOfMessage,
  type MessageRow,
  nameOfPlace,
  type Row,
  widthOfRow
} from './row.ts'
import type { CardValues } from './rows-input.ts'
import { SectionHead } from './section-head.tsx'
import { SettingField } from './setting-field.tsx'
import { useWorkbench } from './workbench.ts'

/**
 * Text field that adds a value inside an object with unknown keys to the tree. The user types a key, or a
 * path such as `user.emails[0]`.
 */
const KeyField = ({
  card,
  port,
  path,
  depth
}: {
  card: Card
  port: OutputPort
  path: Path
  /** Nesting depth of the row. */
  depth: number
}) => {
  const bench = useWorkbench()
  const [text, setText] = useState('')
  const parsed = text === '' ? null : parsePath(text)
  const wrong = parsed !== null && !parsed.ok

  const add = (): void => {
    if (parsed === null || !parsed.ok) return
    bench.addPath(card.id, port.id, [...path, ...parsed.path])
    setText('')
  }

  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (parsed === null || !parsed.ok) return
    add()
    bench.requestFocus(card.id, `out|${[port.id, ...path, ...parsed.path].join('|')}`, 'focus')
  }

  return (
    <div
      className="flex items-center pr-3"
      style={{ height: measures.branch + 4, paddingLeft: measures.side + depth * measures.indent }}
    >
      <input
        aria-label={`Enter key name in ${[port.label, ...path].join('.')}`}
        aria-invalid={wrong || undefined}
        title={wrong ? `This path is invalid: ${parsed.why}.` : undefined}
        placeholder="+ Add key"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={add}
        className="nodrag nopan -ml-1.75 h-6 w-[calc(100%+7px)] min-w-0 rounded-xs border border-transparent bg-transparent px-1.5 text-small text-ink placeholder:text-transparent hover:border-line-strong focus:border-line-strong focus:bg-surface focus:placeholder:text-ink-3 aria-invalid:border-err pointer-coarse:placeholder:text-ink-3 in-[[data-card]:hover]:placeholder:text-ink-3"
      />
    </div>
  )
}

/** Problem of a card, with a button that opens the dialog that can fix it, if any. */
const CardMessage = ({ row, card }: { row: MessageRow; card: Card }) => {
  const { problem, dialog } = row
  const width = widthOfRow(row)
  const bench = useWorkbench()
  const readOnly = useReadOnly()
  const button = useRef<HTMLButtonElement>(null)
  const place = nameOfPlace({ card: card.id, field: problem.field ?? '' })
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null || button.current === null) return
    bench.focus(button.current)
    done()
  }, [request, done, bench])

  const style: CSSProperties & Record<'--lines', number> = {
    '--lines': linesOfMessage(problem.message, width)
  }
  return (
    <div
      data-site={dialog === undefined ? undefined : place}
      className="px-3"
      style={{ paddingBottom: measures.fieldGap }}
    >
      {dialog === undefined || readOnly ? (
        <Message width={width}>{problem.message}</Message>
      ) : (
        <button
          ref={button}
          type="button"
          aria-haspopup="dialog"
          title={problem.message}
          className="card-message nodrag w-full rounded-xs text-left text-small text-err hover:underline"
          style={style}
          onClick={() => bench.openDialog(card.id, dialog, problem.field)}
        >
          {problem.message}
        </button>
      )}
    </div>
  )
}

/** Mapping to an input that no longer exists, with a button to remove it. */
const LostField = ({ at, problem }: { at: FieldAt; problem: Problem | null }) => {
  const bench = useWorkbench()
  const { card, block, field } = at
  const readOnly = useReadOnly()
  return (
    <div
      data-site={nameOfPlace(at)}
      className="flex items-center justify-between gap-2 px-3"
      style={{ height: measures.lost }}
      title={problem?.message}
    >
      <span className="truncate text-small text-err">This input no longer exists.</span>
      {!readOnly && (
        <Button
          size="card"
          className="nodrag shrink-0"
          aria-label="Remove mapping"
          onClick={() =>
            bench.change(
              'remove the mapping to an input that no longer exists',
              block === undefined
                ? { kind: 'bind', card, field, binding: null }
                : { kind: 'join', card, block, field, binding: null }
            )
          }
        >
          Remove
        </Button>
      )}
    </div>
  )
}

/** Button that adds a field to a card's list of fields. The name of the new field is then edited. */
const AddField = ({ card, setting }: { card: Card; setting: FieldsSetting }) => {
  const bench = useWorkbench()
  const noun = setting.noun.toLowerCase()
  return (
    <div className="flex items-center px-2" style={{ height: measures.add }}>
      <Button
        look="quiet"
        size="card"
        icon={<Plus aria-hidden className="size-3.5" strokeWidth={2} />}
        className="nodrag"
        onClick={() => {
          const id = bench.newId()
          bench.change(`add ${noun}`, addItem(card, setting, id))
          bench.requestFocus(card.id, placeOfItem(card, setting, id), 'rename')
        }}
      >
        Add {noun}
      </Button>
    </div>
  )
}

const keyOf = (row: Row): string => {
  switch (row.kind) {
    case 'section':
    case 'part':
      return `${row.kind} ${row.key}`
    case 'message':
      return `message ${row.problem.message}`
    case 'failure':
      return 'failure'
    case 'setting':
      return `setting ${row.setting.key}`
    case 'add':
      return `add ${row.setting.key} ${row.setting.within ?? ''}`
    case 'input':
    case 'lost':
      return nameOfPlace(row.at)
    case 'output':
    case 'key':
      return `${row.kind} ${JSON.stringify([row.port.id, ...row.path])}`
  }
}

const RowOf = ({ row, card, values }: { row: Row; card: Card; values: CardValues | null }) => {
  switch (row.kind) {
    case 'section':
      return <SectionHead card={card} row={row} />
    case 'part':
      return <row.Part card={card} part={row.key} height={row.height} />
    case 'message':
      return <CardMessage row={row} card={card} />
    case 'failure':
      return (
        <div className="bg-err-soft px-3" style={{ paddingBlock: measures.fieldGap }}>
          <Message width={widthOfRow(row)}>{row.message}</Message>
        </div>
      )
    case 'setting':
      return <SettingField row={row} card={card} />
    case 'input':
      return row.port.option === undefined || row.port.fixed === undefined ? (
        <InputField row={row} card={card} values={values} />
      ) : (
        <OptionRow row={row} option={row.port.option} card={card} />
      )
    case 'lost':
      return <LostField at={row.at} problem={row.problem} />
    case 'output':
      return <OutputField row={row} card={card} values={values} />
    case 'key':
      return <KeyField card={card} port={row.port} path={row.path} depth={row.depth} />
    case 'add':
      return <AddField card={card} setting={row.setting} />
  }
}

/** Stacked rows, with the height that `heightOfRows` computes. */
export const RowList = ({ rows, card, values }: { rows: Row[]; card: Card; values: CardValues | null }) => {
  if (rows.length === 0) return null
  return (
    <div className="card-rows" style={{ paddingTop: measures.pad, paddingBottom: bottomPaddingOf(rows) }}>
      {rows.map(row => (
        <RowOf key={keyOf(row)} row={row} card={card} values={values} />
      ))}
    </div>
  )
}
