import type { CardId } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import type { Frame } from '../../features/canvas/pins/run-frames.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { draftOfFrame } from './draft-of-frame.ts'

/**
 * Link to a card on the canvas of its flow's draft. Renders nothing for members who may not edit the flow.
 */
export const CardLink = ({ open, frames, card }: { open: OpenedRun; frames: Frame[]; card: CardId }) => {
  const { role } = usePerson()
  const draft = draftOfFrame(open, frames, role)
  const looks = buttonClass({ size: 'card' })
  const words = (
    <>
      <Pencil aria-hidden className="size-3.5" strokeWidth={1.75} />
      Open card in flow
    </>
  )
  if (draft === null) return null
  return draft.of === 'user' ? (
    <Link to="/flows/$flowId" params={{ flowId: draft.flowId }} search={{ card }} className={looks}>
      {words}
    </Link>
  ) : (
    <Link
      to="/connectors/$connectorId/flows/$flowId"
      params={{ connectorId: draft.connectorId, flowId: draft.flowId }}
      search={{ card }}
      className={looks}
    >
      {words}
    </Link>
  )
}
