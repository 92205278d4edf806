import { Dialog, TextField } from '@hookwright/ui'
import { matchSorter } from 'match-sorter'
import { type ReactNode, useState } from 'react'
import type { EventChoice } from './screen-parts.ts'
import { useCanvas, useDesk } from './use-canvas.tsx'

/** More than so many are searched rather than read through. */
const MOST_READ = 8

const Choices = ({ events, note }: { events: EventChoice[]; note: ReactNode }) => {
  const [typed, setTyped] = useState('')
  const found = typed.trim() === '' ? events : matchSorter(events, typed.trim(), { keys: ['name', 'hint'] })
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
        {found.map(({ key, mark, name, hint, add }) => (
          <li key={key}>
            <button
              type="button"
              className="flex w-full items-start gap-3 rounded-s p-2 text-left hover:bg-hover"
              // Whoever opens this with a double click has not chosen what came to lie below the pointer.
              onClick={({ detail }) => detail < 2 && add()}
            >
              {mark}
              <span className="flex min-w-0 flex-col">
                <span className="text-label text-ink">{name}</span>
                <span className="text-small text-ink-3">{hint}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {note}
    </div>
  )
}

/** Chooses how a flow starts. */
export const EventChooser = ({ events, note }: { events: EventChoice[]; note: ReactNode }) => {
  const canvas = useCanvas()
  const open = useDesk(desk => desk.dialog === 'event')
  return (
    <Dialog
      open={open}
      onOpenChange={next => canvas.desk.setState({ dialog: next ? 'event' : null })}
      title="Add event"
      description="Choose the event that starts this flow."
      size="w-120"
    >
      <Choices events={events} note={note} />
    </Dialog>
  )
}
