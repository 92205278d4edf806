import { GroupMark } from '@hookwright/cards/views'
import type { CardDocs, CardSpec } from '@hookwright/engine'
import { BrandMark, cx, type SearchedList } from '@hookwright/ui'
import { ChevronRight } from 'lucide-react'
import { type ComponentProps, type RefObject, useEffect, useState } from 'react'
import type { Grouped } from '../../kit/actions/in-groups.ts'
import { actionDrag, paletteDrag } from './drag/drags.ts'
import { followPress } from './drag/pointer-drag.ts'
import { keyOfEntry, type PaletteEntry } from './find-cards.ts'
import type { OfferedAction, OfferedActions } from './offered-action.ts'
import { useCanvas } from './use-canvas.tsx'

const rowClass =
  'absolute inset-x-0 flex h-[44px] items-center contain-strict gap-2.5 rounded-s px-2 text-body text-ink outline-none select-none data-highlighted:bg-accent-soft'

/** Grey second line of an entry. Screen readers read it as the entry's description. */
const SecondLine = ({ text }: { text: string | undefined }) =>
  text !== undefined &&
  text !== '' && (
    <span aria-hidden className="truncate text-small text-ink-3">
      {text}
    </span>
  )

const CardType = ({
  spec,
  docs,
  ...option
}: { spec: CardSpec; docs: CardDocs | undefined } & ComponentProps<'div'>) => {
  const canvas = useCanvas()
  return (
    <div
      {...option}
      onPointerDown={event => {
        if (event.button === 0 && event.pointerType !== 'touch')
          followPress(event.nativeEvent, paletteDrag(canvas, spec))
      }}
      title={docs?.help}
      aria-description={docs?.summary}
      data-card-type={spec.type}
      className={cx(rowClass, 'cursor-grab')}
    >
      <GroupMark type={spec.type} group={spec.group} size={28} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate">{spec.title}</span>
        <SecondLine text={docs?.summary} />
      </span>
    </div>
  )
}

const Action = ({
  action,
  isNested,
  ...option
}: {
  action: OfferedAction
  /** True for an entry nested under its connector's row. */
  isNested: boolean
} & ComponentProps<'div'>) => {
  const canvas = useCanvas()
  const { connector, name, description } = action
  return (
    <div
      {...option}
      onPointerDown={event => {
        if (event.button === 0 && event.pointerType !== 'touch')
          followPress(event.nativeEvent, actionDrag(canvas, action))
      }}
      title={[`${name} · ${connector.connectorName}`, description].filter(Boolean).join('\n')}
      aria-description={description === '' ? undefined : description}
      data-action={action.flowId}
      className={cx(rowClass, 'cursor-grab', isNested && 'pl-8')}
    >
      <BrandMark name={connector.connectorName} {...connector.branding} size={isNested ? 20 : 28} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate">{name}</span>
        {!isNested && <span className="sr-only"> {connector.connectorName}</span>}
        <SecondLine
          text={[isNested ? '' : connector.connectorName, description].filter(Boolean).join(' · ')}
        />
      </span>
    </div>
  )
}

const Connector = ({
  connector,
  isOpen,
  ...option
}: { connector: OfferedActions; isOpen: boolean } & ComponentProps<'div'>) => (
  <div {...option} className={cx(rowClass, 'cursor-pointer')}>
    <BrandMark name={connector.connectorName} {...connector.branding} size={28} />
    <span className="sr-only">{isOpen ? 'Hide actions of ' : 'Show actions of '}</span>
    <span className="min-w-0 truncate">{connector.connectorName}</span>
    <span className="tabular ml-auto text-small text-ink-3">{connector.actions.length}</span>
    <ChevronRight
      aria-hidden
      className={cx('size-3.5 shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
      strokeWidth={2}
    />
  </div>
)

const Entry = ({
  entry,
  isNested,
  words,
  ...option
}: {
  entry: PaletteEntry
  isNested: boolean
  words: ReadonlyMap<string, CardDocs> | null
} & ComponentProps<'div'>) => {
  switch (entry.is) {
    case 'card':
      return <CardType spec={entry.spec} docs={words?.get(entry.spec.type)} {...option} />
    case 'action':
      return <Action action={entry.action} isNested={isNested} {...option} />
    case 'connector':
      return <Connector connector={entry.connector} isOpen={entry.isOpen} {...option} />
  }
}

/** Height of a row in pixels; must equal the height in the row's CSS class. */
const ROW_HEIGHT = 44

/** Number of rows rendered at first, about a screenful. */
const ROWS_AT_ONCE = 20

/** Number of extra rows rendered above the visible ones, since headings are lower than rows. */
const ROWS_ABOVE = 8

/** Scroll distance in rows after which the rendered range changes. */
const ROWS_A_STEP = 4

/** Maximum number of rows rendered without virtual scrolling, enough for all card types. */
const ROWS_DRAWN_WHOLE = 120

interface Sight {
  from: number
  to: number
}

/**
 * Returns the range of rows to render at the list's scroll position: the visible rows and some around them.
 */
const sightOf = ({ scrollTop, clientHeight }: HTMLElement): Sight => {
  const above = Math.floor(scrollTop / ROW_HEIGHT / ROWS_A_STEP) * ROWS_A_STEP
  const inSight = Math.ceil(clientHeight / ROW_HEIGHT) + ROWS_A_STEP
  return { from: Math.max(0, above - ROWS_ABOVE), to: above + Math.max(ROWS_AT_ONCE, inSight) }
}

/**
 * Returns the range of rows to render: a screenful at first, then the visible rows. A short list is rendered
 * completely.
 */
const useSight = (list: RefObject<HTMLElement | null>, isWhole: boolean): Sight => {
  const [sight, setSight] = useState<Sight | null>(null)
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const look = (): void =>
      setSight(before => {
        const now = sightOf(element)
        return now.from === before?.from && now.to === before.to ? before : now
      })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [list])
  if (sight === null) return { from: 0, to: ROWS_AT_ONCE }
  return isWhole ? { from: 0, to: ROWS_DRAWN_WHOLE } : sight
}

/** Searchable list of card types and actions in groups; each can be dragged into the flow. */
export const CardTypes = ({
  groups,
  isFound,
  searched,
  words
}: {
  groups: readonly Grouped<PaletteEntry>[]
  /** True for the results of a search. */
  isFound: boolean
  searched: SearchedList
  words: ReadonlyMap<string, CardDocs> | null
}) => {
  const total = groups.reduce((sum, { items }) => sum + items.length, 0)
  // The rows of a search change with each letter, so that only those in sight are drawn.
  const { from, to } = useSight(searched.list.ref, !isFound && total <= ROWS_DRAWN_WHOLE)
  return (
    <div {...searched.list} className="min-h-0 grow overflow-y-auto p-1 data-empty:p-0">
      {groups.map(({ heading, items }, place) => {
        const before = groups.slice(0, place).reduce((sum, group) => sum + group.items.length, 0)
        const isNested = items[0]?.is === 'connector'
        return (
          <div key={heading} {...searched.group(heading)}>
            <div
              {...searched.heading(heading)}
              className="px-2 pt-2 pb-1 text-small font-semibold text-ink-3"
            >
              {heading}
            </div>
            <div className="relative" style={{ height: items.length * ROW_HEIGHT }}>
              {items.map((entry, index) => {
                const at = before + index
                if ((at < from || at >= to) && at !== searched.marked) return null
                return (
                  <Entry
                    // The rows of a search are drawn anew with each letter, and a row that stays is drawn faster than a new one.
                    key={isFound ? index : keyOfEntry(entry)}
                    entry={entry}
                    isNested={isNested}
                    words={words}
                    style={{ top: index * ROW_HEIGHT }}
                    {...searched.option(at)}
                  />
                )
              })}
            </div>
          </div>
        )
      })}
    </div>
  )
}
