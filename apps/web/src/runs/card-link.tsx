import { type CardId, startCardOf } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { OpenRunTold } from '../history/told.ts'
import { usePerson } from '../shell/use-person.ts'
import type { Frame } from './run-frames.ts'

/** Whether a flow of a run is a maker's: the run's own, or one that an event has called. */
const isMakers = ({ run, flow }: OpenRunTold, frames: Frame[]): boolean => {
  if (run.kind !== 'flow') return true
  const start = startCardOf(flow.doc)?.id
  return frames.some(({ caller }) => caller.length > 0 && caller[0] === start)
}

/** Leads to a card where it can be changed: on the canvas of its flow as it is drawn now. Nothing for those who may not. */
export const CardLink = ({ open, frames, card }: { open: OpenRunTold; frames: Frame[]; card: CardId }) => {
  const { role } = usePerson()
  const flowId = frames.at(-1)?.flow.id ?? open.flow.id
  const looks = buttonClass({ size: 'card' })
  const words = (
    <>
      <Pencil aria-hidden className="size-3.5" strokeWidth={1.75} />
      Open the card in its flow
    </>
  )
  if (!isMakers(open, frames))
    return (
      <Link to="/flows/$flowId" params={{ flowId }} search={{ card }} className={looks}>
        {words}
      </Link>
    )
  const connectorId = open.version?.connectorId
  if (connectorId === undefined || (role !== 'maker' && role !== 'admin')) return null
  return (
    <Link
      to="/connectors/$connectorId/flows/$flowId"
      params={{ connectorId, flowId }}
      search={{ card }}
      className={looks}
    >
      {words}
    </Link>
  )
}
