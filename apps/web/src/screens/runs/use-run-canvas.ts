import type { Workbench } from '@hookwright/cards/views'
import type { Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import { useToasts } from '@hookwright/ui'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useLayoutEffect, useMemo } from 'react'
import { connectorOfCard, deployedUseOf } from '../../features/canvas/connector-of-card.ts'
import type { ReadOnlyCanvas } from '../../features/canvas/open-read-only-canvas.ts'
import {
  actionVersionOf,
  catalogIn,
  type Frame,
  type FramedRun
} from '../../features/canvas/pins/run-frames.ts'
import type { ShownRun } from '../../features/canvas/run/run-view.ts'
import { viewActions } from '../../features/canvas/view-actions.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { openRunCanvas } from './open-run-canvas.ts'

/**
 * Returns a function that finds the connector of a card in a run: its name, color and logo. In a maker's
 * flow, all cards belong to the connector of that flow.
 */
export const connectorOfRun = (
  { version, events, actions }: OpenedRun,
  specs: Specs,
  flowId: Id
): Workbench['connectorOf'] => {
  const action = actions.find(({ versionId }) => versionId === actionVersionOf(flowId))
  const { accent, logo } = (action ?? events[0])?.branding ?? { accent: 'var(--accent)', logo: null }
  const own = { name: action?.connectorName ?? version?.connectorName ?? '', accent, logo }
  const connectorOf = connectorOfCard(specs, [...events, ...actions])
  return card => (deployedUseOf(card, specs) === null ? own : connectorOf(card))
}

/**
 * Returns the canvas of the flow around the displayed step. Each flow has one canvas. Other steps or
 * iterations of the same flow keep its position and zoom.
 */
export const useRunCanvas = (params: {
  open: OpenedRun
  run: FramedRun
  frame: Frame | undefined
  shown: ShownRun
  onStep: (index: number) => void
}): { flowId: Id; looked: ReadOnlyCanvas } => {
  const { open, run, frame, shown, onStep } = params
  const { lines } = open
  const router = useRouter()
  const { show } = useToasts()
  const flowId = frame?.flow.id ?? run.flow.id
  const stepInside = useCallback(
    (flowId: Id): number => lines.findIndex(inside => inside.flowId === flowId) + 1,
    [lines]
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a canvas is of a flow of the run, whatever step is shown; that is put on it below.
  const looked = useMemo(
    () =>
      openRunCanvas({
        flow: frame?.flow ?? run.flow,
        catalog: catalogIn(run, flowId),
        connectorOf: connectorOfRun(open, run.specs, flowId),
        shown,
        toast: show,
        openFlow: flowId => {
          const inside = stepInside(flowId)
          if (inside > 0) onStep(inside - 1)
        },
        hrefOfFlow: flowId =>
          router.buildLocation({
            to: '.',
            search: before => ({ ...before, step: stepInside(flowId) || undefined })
          }).href
      }),
    [run, flowId]
  )
  useLayoutEffect(() => looked.canvas.run.setState({ shown }), [looked, shown])
  useActions(useMemo(() => viewActions(looked.canvas), [looked]))
  return { flowId, looked }
}
