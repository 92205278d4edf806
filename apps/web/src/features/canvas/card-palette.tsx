import { type CardId, cardOf, stripOf } from '@hookwright/model'
import { cx, IconButton, type SearchedList, Splitter, useLoadedPart, useSearchedList } from '@hookwright/ui'
import { PanelLeftClose, Search, SquareTerminal } from 'lucide-react'
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState
} from 'react'
import { useLatest } from '../../kit/api/use-latest.ts'
import { useMatching } from '../../kit/find/use-matching.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import type { Canvas } from './canvas.ts'
import { CardTypes } from './card-types.tsx'
import { insertAction } from './commands/insert-action.ts'
import { insertCard } from './commands/insert-card.ts'
import { nextTarget } from './commands/targets.ts'
import { type FoundCards, findCards, keyOfEntry, type PaletteEntry } from './find-cards.ts'
import { lazyCardDocs } from './format-card.ts'
import type { OfferedActions } from './offered-action.ts'
import type { CanvasUiState } from './ui-state/canvas-ui.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'
import { useStoredSize } from './use-stored-size.ts'

const RECENT = 'hookwright.recent-cards'
const MOST_RECENT = 4

/** Returns the keys of the most recently inserted card types and actions in this browser, latest first. */
const readRecent = (): string[] => (localStorage.getItem(RECENT) ?? '').split(' ').filter(Boolean)

/** Stores a card type or action as the most recently inserted one. */
const noteRecent = (key: string): void => {
  const keys = [key, ...readRecent().filter(other => other !== key)].slice(0, MOST_RECENT)
  localStorage.setItem(RECENT, keys.join(' '))
}

const noneFlipped: ReadonlySet<string> = new Set()

const nothingFound: FoundCards = { groups: [], more: 0 }

/** Width of the panel in pixels. */
const WIDTH = { usual: 264, least: 200, most: 480 }

/** Label with the position where the next card is inserted: “Insert after “Greet””. */
const Whereto = () => {
  const canvas = useCanvas()
  const target = useUiState(ui => ui.target)
  const chosen = useUiState(ui => ui.chosen)
  const words = useDrawing(({ flow, cards, view }) => {
    const { strip, index } = target ?? nextTarget(flow, canvas.specs, chosen)
    const before = stripOf(flow, strip)?.[index - 1]
    const name = before === undefined ? undefined : cards.get(before)?.name
    if (name !== undefined) return `Insert after “${name}”`
    const holder = strip === null ? undefined : cardOf(flow, strip.card)
    const block = holder && view.portsOf(holder)?.blocks.find(port => port.id === strip?.block)
    return block === undefined ? '' : `Insert at the start of “${block.label}”`
  })
  return <p className="m-0 h-5 shrink-0 truncate px-3 text-small text-ink-3">{words}</p>
}

const SearchBar = ({
  field,
  search,
  onClose
}: {
  field: SearchedList['field']
  search: RefObject<HTMLInputElement | null>
  onClose: () => void
}) => (
  <div className="flex shrink-0 items-center gap-1 p-2">
    <div className="relative grow">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2 size-4 text-ink-3"
        strokeWidth={1.75}
      />
      <input
        {...field}
        ref={search}
        aria-label="Search cards"
        placeholder="Search cards"
        className="h-8 w-full min-w-0 rounded-s border border-line-strong bg-surface pr-2 pl-8 text-body text-ink"
      />
    </div>
    <IconButton
      size="small"
      label="Close cards panel"
      icon={<PanelLeftClose aria-hidden />}
      onClick={onClose}
    />
  </div>
)

/** Inserts the card of an entry into the flow. Resolves to its id, or null on failure. */
const insertEntry = async (canvas: Canvas, entry: PaletteEntry): Promise<CardId | null> => {
  const { target } = canvas.ui.getState()
  switch (entry.is) {
    case 'card':
      return insertCard(canvas, entry.spec, target)
    case 'action':
      return insertAction(canvas, entry.action, target)
    case 'connector':
      return null
  }
}

const withFlipped = (flipped: ReadonlySet<string>, connectorId: string): ReadonlySet<string> => {
  const next = new Set(flipped)
  if (!next.delete(connectorId)) next.add(connectorId)
  return next
}

/** Height of a floating panel and its distance from the button and the canvas edges, in pixels. */
const FLOATING = { height: 440, apart: 8 }

/** Returns the position of a floating panel: below the button that opened it, within the canvas. */
const useFloatingPlace = (
  panel: RefObject<HTMLElement | null>,
  at: CanvasUiState['paletteAt']
): CSSProperties | null => {
  const [place, setPlace] = useState<CSSProperties | null>(null)
  useLayoutEffect(() => {
    const area = panel.current?.offsetParent?.getBoundingClientRect()
    if (at === null || area === undefined) {
      setPlace(null)
      return
    }
    const { apart } = FLOATING
    const height = Math.min(FLOATING.height, area.height - 2 * apart)
    const within = (from: number, size: number, length: number): number =>
      Math.max(apart, Math.min(from, size - length - apart))
    setPlace({
      left: within(at.left - area.left, area.width, WIDTH.usual),
      top: within(at.bottom - area.top + apart, area.height, height),
      height
    })
  }, [panel, at])
  return place
}

/** Calls `close` on a press outside a floating panel. `close` is null for a docked panel. */
const useCloseOutside = (panel: RefObject<HTMLElement | null>, close: (() => void) | null): void => {
  const latest = useLatest(close)
  useEffect(() => {
    const press = ({ target }: PointerEvent): void => {
      if (target instanceof Node && panel.current?.contains(target) === false) latest.current?.()
    }
    document.addEventListener('pointerdown', press)
    return () => document.removeEventListener('pointerdown', press)
  }, [panel, latest])
}

/** Searchable list of the card types and actions for the flow, chosen by keyboard, click or drag. */
export const CardPalette = ({
  isDocked,
  onClose,
  offered,
  search
}: {
  /**
   * True for a panel next to the canvas. Otherwise the panel floats over the canvas until a card is chosen.
   */
  isDocked: boolean
  onClose: () => void
  /** Connectors whose actions can be inserted into the flow. */
  offered: readonly OfferedActions[]
  search: RefObject<HTMLInputElement | null>
}) => {
  const canvas = useCanvas()
  const flow = useDrawing(drawing => drawing.flow)
  const words = useLoadedPart(lazyCardDocs)
  const [typed, setTyped] = useState('')
  const [recent, setRecent] = useState(readRecent)
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(noneFlipped)
  const called = useUiState(ui => ui.paletteCalled)
  const [storedWidth, keepWidth] = useStoredSize('cards-panel-width')
  const width = isDocked ? (storedWidth ?? WIDTH.usual) : WIDTH.usual

  const panel = useRef<HTMLElement>(null)
  const at = useUiState(ui => ui.paletteAt)
  const place = useFloatingPlace(panel, isDocked ? null : at)
  useCloseOutside(panel, isDocked ? null : onClose)

  useEffect(() => {
    if (!called) return
    search.current?.focus()
    search.current?.select()
    canvas.ui.setState({ paletteCalled: false })
  }, [called, canvas, search])

  const pick = (entry: PaletteEntry, stay: boolean): void => {
    if (entry.is === 'connector') {
      setFlipped(before => withFlipped(before, entry.connector.connectorId))
      return
    }
    void insertEntry(canvas, entry).then(id => {
      if (id === null) return
      noteRecent(keyOfEntry(entry))
      setRecent(readRecent())
      setTyped('')
      if (stay) canvas.ui.setState({ focusRequest: null, paletteCalled: true })
      else if (!isDocked) onClose()
    })
  }

  // Who opens a flow sees the flow first; who calls the panel has the list at once.
  const isListed = useDeferredValue(true, called)
  const isFound = typed.trim() !== ''
  const { specs } = canvas
  const hasActions = canvas.actions !== null
  const cardSearch = useMemo(
    () => ({ flow, specs, hasActions, words, offered, flipped, typed, recent }),
    [flow, specs, hasActions, words, offered, flipped, typed, recent]
  )
  const exact = useMemo(
    () => (isListed ? findCards({ ...cardSearch, matching: null }) : nothingFound),
    [isListed, cardSearch]
  )
  const isMistyped = isListed && isFound && exact.groups.length === 0
  // What forgives mistyped letters is loaded where it is needed, so that no other search draws its results twice.
  const matching = useMatching(isMistyped ? typed : '')
  const { groups, more } = useMemo(
    () => (isMistyped ? findCards({ ...cardSearch, matching }) : exact),
    [isMistyped, cardSearch, matching, exact]
  )
  const searched = useSearchedList({
    label: 'Card types',
    groups,
    typed,
    onTyped: setTyped,
    onChoose: pick,
    staysMarked: ({ is }: PaletteEntry) => is === 'connector'
  })

  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    canvas.ui.setState({ target: null })
    setTyped('')
    const [card] = canvas.ui.getState().chosen
    const title =
      card === undefined ? null : document.querySelector<HTMLElement>(`[data-card-title="${card}"]`)
    title?.focus()
    if (!isDocked) onClose()
  }

  return (
    <aside
      ref={panel}
      aria-label="Cards"
      className={cx(
        'flex min-h-0 shrink-0 flex-col select-none bg-surface',
        isDocked
          ? 'relative border-r border-line'
          : 'absolute z-20 overflow-clip rounded-m border border-line-2 shadow-2',
        !isDocked && at === null && 'inset-y-2 left-2'
      )}
      style={{ width, ...place }}
      onKeyDown={press}
    >
      <SearchBar field={searched.field} search={search} onClose={onClose} />
      <Whereto />
      <div aria-live="polite">
        {isListed && groups.length === 0 && (
          <p className="m-0 p-3 text-body text-ink-2">
            No cards found. Describe what the card should do, such as “http”, “loop” or “delay”
            {offered.length > 0 && ', or the name of a service'}.
          </p>
        )}
      </div>
      <CardTypes
        // Another list begins with the rows in sight again.
        key={isFound ? 'found' : 'all'}
        groups={groups}
        isFound={isFound}
        searched={searched}
        words={words}
      />
      {more > 0 && (
        <p className="m-0 shrink-0 border-t border-line px-3 py-2 text-small text-ink-3">
          {formatCount(more, 'more result')}. Type more to narrow the list.
        </p>
      )}
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          canvas.ui.setState({ dialog: 'curl' })
          if (!isDocked) onClose()
        }}
        className="flex h-9 shrink-0 items-center gap-2 border-t border-line px-3 text-left text-body text-ink-2 hover:bg-hover hover:text-ink"
      >
        <SquareTerminal aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        <span className="truncate">Paste a curl command</span>
      </button>
      {isDocked && (
        <Splitter
          label="Cards panel width"
          edge="right"
          size={width}
          {...WIDTH}
          onSize={keepWidth}
          onReset={() => keepWidth(null)}
        />
      )}
    </aside>
  )
}
