import { cx, Dialog, TextField } from '@hookwright/ui'
import { matchSorter } from 'match-sorter'
import { type ReactNode, useState } from 'react'
import type { EventChoice } from './screen-parts.ts'
import { useCanvas, useUiState } from './use-canvas.tsx'

/** Number of events above which the list gets a search field. */
const MOST_READ = 8

/** Sorts events by group, in order of each group's first appearance. */
const groupEvents = (events: EventChoice[]): EventChoice[] => {
  const groups = [...new Set(events.map(({ group }) => group))]
  return groups.flatMap(group => events.filter(event => event.group === group))
}

const Choices = ({ events, note }: { events: EventChoice[]; note: ReactNode }) => {
  const [typed, setTyped] = useState('')
  const sought = typed.trim()
  const found = sought === '' ? events : groupEvents(matchSorter(events, sought, { keys: ['name', 'hint'] }))
  return (
    <div className="flex flex-col gap-3">
      {events.length > MOST_READ && (
        <TextField
          label="Search events"
          value={typed}
          onValueChange={setTyped}
          autoComplete="off"
          autoFocus
        />
      )}
      {found.length === 0 && <p className="m-0 text-body text-ink-2">No events found. Try another word.</p>}
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {found.map(({ key, mark, name, hint, group, isMain, add }, index) => (
          <li key={key}>
            {group !== undefined && group !== found[index - 1]?.group && (
              <h3 className="m-0 px-2 pt-2 pb-1 text-small text-ink-3">{group}</h3>
            )}
            <button
              type="button"
              className={cx(
                'flex w-full gap-3 text-left hover:bg-hover',
                isMain
                  ? 'items-center rounded-m border border-line-2 bg-surface p-4 shadow-1'
                  : 'items-start rounded-s p-2'
              )}
              // Whoever opens this with a double click has not chosen what came to lie below the pointer.
              onClick={({ detail }) => detail < 2 && add()}
            >
              {mark}
              <span className="flex min-w-0 flex-col">
                <span className={isMain ? 'text-h3 text-ink' : 'text-label text-ink'}>{name}</span>
                <span className={isMain ? 'text-body text-ink-2' : 'text-small text-ink-3'}>{hint}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {note}
    </div>
  )
}

/** List to choose how a flow starts. */
export const EventChooser = ({ events, note }: { events: EventChoice[]; note: ReactNode }) => {
  const canvas = useCanvas()
  const open = useUiState(ui => ui.dialog === 'event')
  return (
    <Dialog
      open={open}
      onOpenChange={next => canvas.ui.setState({ dialog: next ? 'event' : null })}
      title="Add event"
      description="Choose the event that starts this flow."
      size="w-120"
    >
      <Choices events={events} note={note} />
    </Dialog>
  )
}
