import { Button } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { Pin } from 'lucide-react'
import { useMemo } from 'react'
import { keepPins } from '../../features/canvas/pins/pins.ts'
import { pinsOf } from '../../features/canvas/pins/resolve-pins.ts'
import type { Frame } from '../../features/canvas/pins/run-frames.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { draftOfFrame } from './draft-of-frame.ts'

/** State and action to open the draft of a flow with the data of a run. */
export interface DraftEdit {
  edit: () => void
  /** Reason why no data can be pinned; null if data can be pinned. */
  why: string | null
}

/**
 * Returns the action that opens the draft of the displayed flow with the run's outputs pinned. Returns null
 * for members who may not edit the flow.
 */
export const useEditDraft = (open: OpenedRun, frames: Frame[]): DraftEdit | null => {
  const { role } = usePerson()
  const navigate = useNavigate()
  const draft = draftOfFrame(open, frames, role)
  const pins = useMemo(() => {
    const frame = frames.at(-1)
    return frame === undefined ? [] : pinsOf(open, frame)
  }, [open, frames])
  if (draft === null) return null
  const edit = (): void => {
    const { flowId } = draft
    keepPins(localStorage, flowId, pins)
    if (draft.of === 'user') void navigate({ to: '/flows/$flowId', params: { flowId } })
    else {
      const { connectorId } = draft
      void navigate({ to: '/connectors/$connectorId/flows/$flowId', params: { connectorId, flowId } })
    }
  }
  const why =
    open.run.steps === null
      ? 'The values of this run are not stored.'
      : pins.length === 0
        ? 'No card of this flow has outputs that can be pinned.'
        : null
  return { edit, why }
}

/** Button that opens the draft with the data of the run. */
export const EditDraft = ({ draft: { edit, why } }: { draft: DraftEdit }) => (
  <Button
    look="quiet"
    disabled={why !== null}
    title={why ?? 'Opens the draft with the outputs of this run pinned to its cards'}
    icon={<Pin aria-hidden className="size-4" strokeWidth={1.75} />}
    onClick={edit}
  >
    <span className="max-xl:sr-only">Edit draft with this run’s data</span>
  </Button>
)
