import { GripVertical } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { dragOffsetOf } from './sorting.ts'
import { useDragSort } from './use-drag-sort.ts'

export interface SortableListProps<Item extends { id: string }> {
  items: readonly Item[]
  /** Accessible name of the list. */
  label: string
  /** Returns the name of an item, as in "Move Event type". */
  nameOf: (item: Item) => string
  /** Called when the user moves an item. `to` is the new index. */
  onMove: (id: string, to: number) => void
  /** Renders an item with its drag handle. */
  children: (item: Item, grip: ReactNode) => ReactNode
  className?: string
}

/** Returns the index to which a key moves an item; null for other keys. */
const targetOf = (key: string, index: number, last: number): number | null => {
  switch (key) {
    case 'ArrowUp':
      return index - 1
    case 'ArrowDown':
      return index + 1
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/**
 * List that the user can reorder. Items are dragged by a handle. When the handle has the focus, the arrow
 * keys move the item, and Home and End move it to the start or end. Screen readers announce each move.
 */
export const SortableList = <Item extends { id: string }>({
  items,
  label,
  nameOf,
  onMove,
  children,
  className
}: SortableListProps<Item>) => {
  const list = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  const last = items.length - 1

  const move = (from: number, to: number): void => {
    const item = items[from]
    if (item === undefined || to < 0 || to > last || to === from) return
    onMove(item.id, to)
    setSaid(`${nameOf(item)} moved to position ${to + 1} of ${items.length}.`)
  }
  const { carried, start } = useDragSort(list, move)

  const press = (event: KeyboardEvent, index: number): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const to = targetOf(event.key, index, last)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    move(index, to)
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: without bullets Safari takes a list for none. */}
      <ul ref={list} role="list" aria-label={label} className={cx('m-0 list-none p-0', className)}>
        {items.map((item, index) => {
          const isCarried = carried?.from === index
          const way = carried === null ? 0 : dragOffsetOf(carried.spans, carried.from, carried.to, index)
          return (
            <li
              key={item.id}
              className={cx(
                carried !== null && !isCarried && 'transition-transform duration-(--dur-2)',
                isCarried && 'relative z-10 rounded-s shadow-2'
              )}
              style={
                carried === null ? undefined : { transform: `translateY(${isCarried ? carried.by : way}px)` }
              }
            >
              {children(
                item,
                <IconButton
                  size="small"
                  label={`Move ${nameOf(item)}`}
                  tip="Drag to reorder, or press the arrow keys"
                  icon={<GripVertical aria-hidden />}
                  aria-description={`${index + 1} of ${items.length}; use the arrow keys to move it`}
                  className={cx('touch-none', isCarried ? 'cursor-grabbing' : 'cursor-grab')}
                  onPointerDown={event => start(event, index)}
                  onKeyDown={event => press(event, index)}
                />
              )}
            </li>
          )
        })}
      </ul>
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </>
  )
}
