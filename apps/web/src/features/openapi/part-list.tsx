import { Badge, cx } from '@hookwright/ui'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Check } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import type { Part } from './parts.ts'

/** Height of a row with two lines, in pixels. */
const ROW = 52

/** Number of rows that Page Up and Page Down move by. */
const PAGE = 8

/**
 * List of actions and events of which any number can be chosen. Only the rows in view are drawn. Arrow keys move between
 * rows, the space bar chooses.
 */
export const PartList = ({
  parts,
  chosen,
  onToggle
}: {
  parts: readonly Part[]
  chosen: ReadonlySet<string>
  onToggle: (id: string) => void
}) => {
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const listId = useId()
  const active = Math.min(at, parts.length - 1)
  const virtual = useVirtualizer({
    count: parts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: index => parts[index]?.id ?? index,
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
    const next = Math.max(0, Math.min(parts.length - 1, index))
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
      End: parts.length - 1
    }
    const step = steps[event.key]
    const part = parts[active]
    if (event.key === ' ' && part !== undefined) onToggle(part.id)
    else if (step !== undefined) move(step)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label="Actions and events"
      aria-multiselectable
      aria-activedescendant={active < 0 ? undefined : idOf(active)}
      tabIndex={0}
      onKeyDown={press}
      className="group relative h-80 max-h-[50vh] overflow-y-auto rounded-s ring-1 ring-line ring-inset"
    >
      <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const part = parts[index]
          if (part === undefined) return null
          const isChosen = chosen.has(part.id)
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which has the focus.
            <div
              key={key}
              id={idOf(index)}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen}
              aria-setsize={parts.length}
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
                onToggle(part.id)
              }}
            >
              <span
                aria-hidden
                className={cx(
                  'flex size-4.5 shrink-0 items-center justify-center rounded-xs border',
                  isChosen ? 'border-solid bg-solid text-on-solid' : 'border-line-strong bg-surface'
                )}
              >
                {isChosen && <Check className="size-3.5" strokeWidth={2.5} />}
              </span>
              <span className="min-w-0 grow">
                <span className="block truncate text-label text-ink">{part.name}</span>
                <span className="block truncate font-code text-small text-ink-2">{part.detail}</span>
              </span>
              {part.isDeprecated && <Badge>Deprecated</Badge>}
              {part.kind === 'event' && <Badge tone="accent">Event</Badge>}
            </div>
          )
        })}
      </div>
    </div>
  )
}
