import type { FrozenFlow, Id, VersionSnapshot } from '@hookwright/model'
import { useToasts } from '@hookwright/ui'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { openReadOnlyCanvas } from '../../../features/canvas/open-read-only-canvas.ts'
import { PillHint } from '../../../features/canvas/pill-hint.tsx'
import { PlaceInAddress } from '../../../features/canvas/place-in-address.ts'
import { ReadOnlyFlow } from '../../../features/canvas/read-only-flow.tsx'
import { viewActions } from '../../../features/canvas/view-actions.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'

/** A flow of a version on a read-only canvas. */
export const VersionFlow = ({
  connectorId,
  number,
  snapshot,
  flow,
  card
}: {
  connectorId: Id
  number: number
  snapshot: VersionSnapshot
  flow: FrozenFlow
  /** Card in the URL. */
  card: string | undefined
}) => {
  const navigate = useNavigate()
  const router = useRouter()
  const { show } = useToasts()
  const [looked] = useState(() => {
    const page = {
      to: '/connectors/$connectorId/versions/$number',
      params: { connectorId, number: String(number) }
    } as const
    return openReadOnlyCanvas({
      snapshot,
      flow,
      toast: show,
      openFlow: id => void navigate({ ...page, search: { flow: id } }),
      hrefOfFlow: id => router.buildLocation({ ...page, search: { flow: id } }).href
    })
  })
  useActions(useMemo(() => viewActions(looked.canvas), [looked]))
  return (
    <ReadOnlyFlow looked={looked} title={flow.name} label={`${flow.name} in version ${number}`}>
      <PlaceInAddress search={{ card }} />
      <PillHint />
    </ReadOnlyFlow>
  )
}
