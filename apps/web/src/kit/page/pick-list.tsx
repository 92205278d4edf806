import { cx } from '@hookwright/ui'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'

/** Height of a row with one line and of a row with two lines, in pixels. */
const ROW = { one: 36, two: 52 }

/** Largest height of a list, in pixels. */
const MOST_HIGH = 320

/** Number of rows that Page Up and Page Down move by. */
const PAGE = 8

/** Row of a list to pick from. */
interface PickRow<Key> {
  id: Key
  name: string
  /** Second line. Either all rows of a list have one or none. */
  detail?: string
  /** Badges at the end of the row. */
  marks?: ReactNode
}

/**
 * Multi-selection list that renders only the visible rows. Arrow keys move between rows, the space bar
 * selects.
 */
export const PickList = <Key extends string | number>({
  label,
  rows,
  picked,
  onToggle
}: {
  label: string
  rows: readonly PickRow<Key>[]
  picked: ReadonlySet<Key>
  onToggle: (id: Key) => void
}) => {
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const listId = useId()
  const active = Math.min(at, rows.length - 1)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (rows[0]?.detail === undefined ? ROW.one : ROW.two),
    getItemKey: index => rows[index]?.id ?? index,
    overscan: 6,
    // The active row stays drawn, since assistive technology is told its id.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range)
      return active < 0 || shown.includes(active)
        ? shown
        : [...shown, active].sort((one, other) => one - other)
    }
  })
  const idOf = (index: number): string => `${listId}-${index}`

  const move = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index))
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE,
      PageUp: active - PAGE,
      Home: 0,
      End: rows.length - 1
    }
    const step = steps[event.key]
    const row = rows[active]
    if (event.key === ' ' && row !== undefined) onToggle(row.id)
    else if (step !== undefined) move(step)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={active < 0 ? undefined : idOf(active)}
      tabIndex={0}
      onKeyDown={press}
      className="group relative max-h-[50vh] shrink-0 overflow-y-auto rounded-s ring-1 ring-line ring-inset"
      style={{ height: Math.min(virtual.getTotalSize(), MOST_HIGH) }}
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index]
          if (row === undefined) return null
          const isPicked = picked.has(row.id)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which has the focus.
            <div
              key={key}
              id={idOf(index)}
              role="option"
              tabIndex={-1}
              aria-selected={isPicked}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              className={cx(
                'absolute inset-x-0 top-0 flex cursor-default items-center gap-2.5 border-b border-line px-3',
                'hover:bg-hover',
                index === active && 'group-focus-visible:bg-accent-soft'
              )}
              style={{ height: size, transform: `translateY(${start}px)` }}
              onMouseDown={event => {
                // The list keeps the focus.
                event.preventDefault()
                scroller.current?.focus({ preventScroll: true })
              }}
              onClick={() => {
                setAt(index)
                onToggle(row.id)
              }}
            >
              <span
                aria-hidden
                className={cx(
                  'flex size-4.5 shrink-0 items-center justify-center rounded-xs border',
                  isPicked ? 'border-solid bg-solid text-on-solid' : 'border-line-strong bg-surface'
                )}
              >
                {isPicked && <Check className="size-3.5" strokeWidth={2.5} />}
              </span>
              <span className="min-w-0 grow">
                <span className="block truncate text-label text-ink" title={row.name}>
                  {row.name}
                </span>
                {row.detail !== undefined && (
                  <span className="block truncate font-code text-small text-ink-2">{row.detail}</span>
                )}
              </span>
              {row.marks}
            </div>
          )
        })}
      </div>
    </div>
  )
}
