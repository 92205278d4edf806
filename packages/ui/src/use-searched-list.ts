import {
  type ComponentProps,
  type KeyboardEvent,
  type RefObject,
  useId,
  useLayoutEffect,
  useRef,
  useState
} from 'react'

/** Props for the parts of a searched list, which the caller renders. */
export interface SearchedList {
  field: ComponentProps<'input'>
  list: ComponentProps<'div'> & { ref: RefObject<HTMLDivElement | null>; 'data-empty': '' | undefined }
  /** Returns the props of a group and of its heading. */
  group: (heading: string) => ComponentProps<'div'>
  heading: (heading: string) => ComponentProps<'div'>
  /** Returns the props of an option by its index among all listed options. */
  option: (index: number) => ComponentProps<'div'> & { 'data-highlighted': '' | undefined }
  /** Index of the marked item, which must be rendered; null if none is marked. */
  marked: number | null
}

/**
 * Hook for a grouped list below a search field. The focus stays in the field. Arrow keys move the mark and
 * wrap around, Enter chooses the marked item, and typing marks the best match. It works like the inline mode
 * of Base UI's Autocomplete, without loading the Autocomplete's code first.
 */
export const useSearchedList = <Item>({
  label,
  groups,
  typed,
  onTyped,
  onChoose,
  staysMarked = () => false
}: {
  /** Accessible name of the list. */
  label: string
  groups: readonly { heading: string; items: readonly Item[] }[]
  typed: string
  onTyped: (typed: string) => void
  /**
   * Called when an item is chosen. `stay` is true with Ctrl or Cmd held, which means that the user will
   * choose more items.
   */
  onChoose: (item: Item, stay: boolean) => void
  /**
   * Returns true for items that stay marked after they are chosen, such as those that expand a part of the
   * list.
   */
  staysMarked?: (item: Item) => boolean
}): SearchedList => {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const toShow = useRef<number | null>(null)
  const [marked, setMarked] = useState<number | null>(null)
  const items = groups.flatMap(group => group.items)
  const at = marked !== null && marked < items.length ? marked : null
  const optionId = (index: number): string => `${id}-option-${index}`

  const headingId = (heading: string): string => `${id}-${heading.replaceAll(' ', '-')}`

  const type = (next: string): void => {
    onTyped(next)
    setMarked(next === '' ? null : 0)
    if (list.current !== null) list.current.scrollTop = 0
  }

  const choose = (index: number, stay: boolean): void => {
    const item = items[index]
    if (item === undefined) return
    onChoose(item, stay)
    if (!staysMarked(item)) setMarked(null)
  }

  const mark = (index: number): void => {
    setMarked(index)
    toShow.current = index
  }

  // An item far down is drawn once it is marked, so it can be scrolled to only after that.
  useLayoutEffect(() => {
    if (toShow.current === null) return
    document.getElementById(`${id}-option-${toShow.current}`)?.scrollIntoView({ block: 'nearest' })
    toShow.current = null
  })

  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || items.length === 0) return
    const last = items.length - 1
    if (event.key === 'ArrowDown') mark(at === null || at === last ? 0 : at + 1)
    else if (event.key === 'ArrowUp') mark(at === null || at === 0 ? last : at - 1)
    else if (event.key === 'Enter' && at !== null) choose(at, event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  }

  return {
    field: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': id,
      'aria-autocomplete': 'list',
      'aria-activedescendant': at === null ? undefined : optionId(at),
      autoComplete: 'off',
      spellCheck: false,
      value: typed,
      onChange: event => type(event.currentTarget.value),
      onKeyDown: press
    },
    list: {
      ref: list,
      id,
      role: 'listbox',
      'aria-label': label,
      'data-empty': items.length === 0 ? '' : undefined,
      onMouseLeave: () => setMarked(null)
    },
    group: heading => ({ role: 'group', 'aria-labelledby': headingId(heading) }),
    heading: heading => ({ id: headingId(heading) }),
    option: index => ({
      id: optionId(index),
      role: 'option',
      'aria-selected': index === at,
      'aria-setsize': items.length,
      'aria-posinset': index + 1,
      'data-highlighted': index === at ? '' : undefined,
      onMouseMove: () => setMarked(index),
      // The focus stays in the field.
      onMouseDown: event => event.preventDefault(),
      onClick: () => choose(index, false)
    }),
    marked: at
  }
}
