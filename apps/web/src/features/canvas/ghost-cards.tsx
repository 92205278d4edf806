import { Button, cx } from '@hookwright/ui'
import { Zap } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { EventChoice } from './screen-parts.ts'
import { useCanvas } from './use-canvas.tsx'

/** Maximum number of events offered on an empty canvas. The dialog lists all events. */
const OFFERED = 4

const dots: CSSProperties = {
  backgroundImage: 'radial-gradient(circle, var(--dot) 1px, transparent 1.4px)',
  backgroundSize: '20px 20px'
}

/** Dotted line between a card and the placeholder after it. */
const Gap = () => (
  <svg
    aria-hidden
    width={36}
    height={52}
    viewBox="0 0 36 52"
    className="relative z-1 shrink-0 overflow-visible [--rail-now:var(--rail)]"
  >
    <path d="M8 26H29" className="rail-line" strokeDasharray="1 6" />
    <path d="M-3 26a3 3 0 1 0 6 0a3 3 0 1 0-6 0z" className="rail-ring" />
    <path d="M29 21.5l7 4.5-7 4.5z" className="rail-head" />
  </svg>
)

/** Line from the flow's start label to its first card. */
const Hook = () => (
  <svg aria-hidden className="absolute top-0 left-0 size-px overflow-visible [--rail-now:var(--rail)]">
    <path d="M0 -40h-8a8 8 0 0 0 -8 8V18a8 8 0 0 0 8 8" className="rail-line" />
    <path d="M-7 21.5l7 4.5-7 4.5z" className="rail-head" />
  </svg>
)

/** Placeholder with a dashed outline for a card that can be added. */
const Ghost = ({ title, children }: { title: string; children: string }) => (
  <div className="w-66 max-w-full rounded-m border border-dashed border-line-2">
    <p className="m-0 flex h-13 items-center gap-2.5 border-b border-dashed border-line-2 px-3 text-h3 text-ink-3">
      <span aria-hidden className="size-7 shrink-0 rounded-tile border border-dashed border-line-2" />
      {title}
    </p>
    <p className="m-0 px-3 py-2.5 text-small text-pretty text-ink-3">{children}</p>
  </div>
)

/** Card of an empty flow where the user chooses its event. */
const StartCard = ({ events }: { events: EventChoice[] }) => {
  const canvas = useCanvas()
  return (
    <section
      aria-label="Start of the flow"
      className="w-76 max-w-full overflow-clip rounded-m border border-line-2 bg-surface shadow-1"
    >
      <header className="flex h-13 items-center gap-2.5 px-3">
        <span
          aria-hidden
          className="flex size-7 shrink-0 items-center justify-center rounded-tile border border-dashed border-line-strong text-ink-3 [&_svg]:size-4"
        >
          <Zap strokeWidth={1.75} />
        </span>
        <span className="flex min-w-0 flex-col">
          <h2 className="m-0 text-h3 text-ink">Choose the start</h2>
          <span className="truncate text-small text-ink-2">Every flow starts with an event.</span>
        </span>
      </header>
      {events.length > 0 && (
        <ul className="m-0 list-none border-t border-line p-1">
          {events.slice(0, OFFERED).map(({ key, mark, name, hint, add }) => (
            <li key={key}>
              <button
                type="button"
                className="flex min-h-11 w-full items-center gap-2.5 rounded-s px-2 py-1.5 text-left hover:bg-hover"
                onClick={add}
              >
                <span className="flex size-7 shrink-0 items-center justify-center [&>*]:shrink-0">
                  {mark}
                </span>
                <span className="flex min-w-0 flex-col">
                  <span className="truncate text-label text-ink">{name}</span>
                  <span className="line-clamp-2 text-small text-ink-3">{hint}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="border-t border-line p-2">
        <Button
          look="primary"
          className="w-full"
          // Whoever opens an empty flow is about to choose its event.
          autoFocus
          icon={<Zap aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => canvas.ui.setState({ dialog: 'event' })}
        >
          Add event
        </Button>
      </div>
    </section>
  )
}

/** Container of a card in an empty flow, on the canvas or in the list. */
const Stop = ({ asList, children }: { asList: boolean; children: ReactNode }) => (
  <div className={cx('relative', asList ? 'list-stop [&>*]:w-full' : 'shrink-0')}>{children}</div>
)

/**
 * Content of an empty flow: the start label, a card to choose the event, and placeholders for the following
 * cards.
 */
export const GhostCards = ({ events, asList }: { events: EventChoice[]; asList: boolean }) => {
  const { readOnly } = useCanvas()
  return (
    <div className="absolute inset-0 z-10 overflow-auto bg-canvas" style={asList ? undefined : dots}>
      <div className={asList ? 'mx-auto max-w-xl p-4 pb-24' : 'w-max px-6.5 pt-5 pb-6'}>
        <p className={cx('hook-label m-0 w-fit text-small', asList ? 'mb-4' : 'mb-7')}>
          <Zap aria-hidden className="size-3.5 shrink-0" strokeWidth={1.75} />
          No event yet
        </p>
        <div className={asList ? 'flex flex-col gap-4 pl-5' : 'flex items-start'}>
          <Stop asList={asList}>
            {!asList && <Hook />}
            {readOnly ? (
              <Ghost title="No cards yet">The owner of this flow has not chosen an event yet.</Ghost>
            ) : (
              <StartCard events={events} />
            )}
          </Stop>
          {!asList && <Gap />}
          <Stop asList={asList}>
            <Ghost title="Then add cards">
              They run one after another and use the values of the cards before them.
            </Ghost>
          </Stop>
        </div>
      </div>
    </div>
  )
}
