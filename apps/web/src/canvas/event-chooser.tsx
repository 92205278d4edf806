import { GroupMark } from '@hookwright/cards/faces'
import type { CardSpec } from '@hookwright/engine'
import { Dialog } from '@hookwright/ui'
import { addEvent } from './commands/insert-card.ts'
import { useCanvas, useDesk } from './use-canvas.tsx'

const firstSentence = (text: string): string => /^.*?[.](?= |$)/s.exec(text)?.[0] ?? text

/** The events that a maker's flow can start with. */
const eventsOf = (specs: Iterable<CardSpec>): CardSpec[] =>
  [...specs].filter(spec => spec.starts !== null && spec.starts.kind !== 'user-event')

/** Chooses how a flow starts. */
export const EventChooser = () => {
  const canvas = useCanvas()
  const open = useDesk(desk => desk.dialog === 'event')
  return (
    <Dialog
      open={open}
      onOpenChange={next => canvas.desk.setState({ dialog: next ? 'event' : null })}
      title="Add event"
      description="What starts this flow?"
      size="w-120"
    >
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {eventsOf(canvas.specs.values()).map(spec => (
          <li key={spec.type}>
            <button
              type="button"
              className="flex w-full items-start gap-3 rounded-s p-2 text-left hover:bg-sunken"
              onClick={() => addEvent(canvas, spec)}
            >
              <GroupMark group={spec.group} size={32} />
              <span className="flex min-w-0 flex-col">
                <span className="text-label text-ink">{spec.starts?.event ?? spec.title}</span>
                <span className="text-small text-ink-3">{firstSentence(spec.help)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
