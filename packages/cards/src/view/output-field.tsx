import {
  type Card,
  conversionErrorAt,
  nameOfPath,
  nameOfType,
  pill as pillTo,
  type ValueType,
  valueAt
} from '@hookwright/model'
import { cx, useReadOnly } from '@hookwright/ui'
import { ChevronDown } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { retypeItem } from './field-items.ts'
import { ItemMenu } from './item-menu.tsx'
import { ItemName } from './item-name.tsx'
import { measures } from './measures.ts'
import { heightOfRow, type OutputRow } from './row.ts'
import type { CardValues } from './rows-input.ts'
import { TypeMenu } from './type-menu.tsx'
import { TypeOf } from './type-name.tsx'
import { ValueLine } from './value-line.tsx'
import { useWorkbench } from './workbench.ts'

/** Returns the style that colours a pill by its type. */
const tintOf = ({ kind }: ValueType): CSSProperties & Record<'--y', string> => ({
  '--y': `var(--type-${kind})`
})

/**
 * Returns the full name of an output or a value inside it, such as “Body.user.id”, for texts outside the tree
 * of outputs.
 */
const nameOfOutput = ({ port, path }: OutputRow): string => {
  const way = nameOfPath(path)
  return way === '' || way.startsWith('[') ? `${port.label}${way}` : `${port.label}.${way}`
}

const PillText = ({ row }: { row: OutputRow }) => (
  <>
    <TypeOf type={row.type} />
    <span className="truncate">{row.label}</span>
  </>
)

const OutputType = ({ row, card }: { row: OutputRow; card: Card }) => {
  const bench = useWorkbench()
  const { item, port } = row
  const { type }: { type: ValueType } = port
  if (row.typed) return <span className="text-small whitespace-nowrap text-ink-3">{nameOfType(type)}</span>
  if (item === null || type.kind === 'any' || !item.parts.includes('type')) return null
  return (
    <TypeMenu
      label={port.label}
      type={type}
      onType={next => bench.change(`change the type of ${port.label}`, retypeItem(card, item, port.id, next))}
    />
  )
}

/**
 * Output of a card, shown as a pill that can be dragged or picked. Its properties, if any, unfold below it.
 */
export const OutputField = ({
  row,
  card,
  values
}: {
  row: OutputRow
  card: Card
  values: CardValues | null
}) => {
  const bench = useWorkbench()
  const { port, path, item, tree } = row
  const pill = pillTo(card.id, port.id, path)
  const picked = bench.useIsPicked(pill)
  const [renaming, setRenaming] = useState(false)
  const readOnly = useReadOnly()
  const box = useRef<HTMLDivElement>(null)
  const place = `out|${[port.id, ...path].join('|')}`
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null) return
    if (request === 'rename') setRenaming(true)
    else bench.focus(box.current?.querySelector<HTMLElement>('[data-pill]'))
    done()
  }, [request, done, bench])

  return (
    <div
      ref={box}
      style={{ minHeight: heightOfRow(row), paddingLeft: measures.side + row.depth * measures.indent }}
      className="pr-3"
    >
      <div
        className="relative flex items-center"
        style={{ height: path.length === 0 ? measures.pill : measures.branch }}
      >
        {renaming && item !== null ? (
          <ItemName
            card={card}
            setting={item}
            id={port.id}
            place={place}
            onLeave={() => setRenaming(false)}
          />
        ) : bench.still || readOnly ? (
          <span
            data-pill={readOnly ? JSON.stringify(pill) : undefined}
            className="pill max-w-[70%] shrink-0!"
            style={tintOf(row.type)}
            title={nameOfOutput(row)}
          >
            <PillText row={row} />
          </span>
        ) : (
          <button
            type="button"
            data-pill={JSON.stringify(pill)}
            aria-label={nameOfOutput(row)}
            aria-description={row.required ? `${nameOfType(row.type)}, required` : nameOfType(row.type)}
            aria-pressed={picked}
            className="pill nodrag nopan max-w-[70%] shrink-0!"
            style={tintOf(row.type)}
            title={nameOfOutput(row)}
          >
            <PillText row={row} />
          </button>
        )}
        {row.required && (
          <span aria-hidden className="pl-1 text-small text-err">
            *
          </span>
        )}
        {/* Behind the name, as at a heading, so that all outputs begin at one line. */}
        {tree !== null && (
          <button
            type="button"
            aria-expanded={row.open}
            aria-label={`${row.open ? 'Close' : 'Open'} ${nameOfOutput(row)}`}
            className="nodrag inline-flex h-full w-6 shrink-0 items-center justify-center rounded-xs text-ink-3 hover:text-ink"
            onClick={() => bench.flip(card.id, tree)}
          >
            <ChevronDown
              aria-hidden
              className={cx('size-3.5 transition-transform', !row.open && '-rotate-90')}
              strokeWidth={2}
            />
          </button>
        )}
        <span className={cx('ml-auto flex items-center pl-1', row.valued ? 'min-w-0' : 'shrink-0')}>
          {row.valued ? (
            <ValueLine
              value={valueAt(values?.outputs[port.id], path)}
              error={conversionErrorAt(values?.outputs, [port.id])}
              type={row.type}
              atEnd
            />
          ) : (
            !renaming && <OutputType row={row} card={card} />
          )}
          {item !== null && (
            <ItemMenu card={card} setting={item} id={port.id} onRename={() => setRenaming(true)} />
          )}
        </span>
      </div>
    </div>
  )
}
