import { type Id, shownFlowName } from '@hookwright/model'
import { Button, lazyPart, Menu, useLazy } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { FileClock, History } from 'lucide-react'
import { use, useMemo } from 'react'
import { BarSlot } from '../../../features/canvas/bar-slot.ts'
import { isUnsaved } from '../../../features/canvas/flow-doc/save-state.ts'
import { touchAll } from '../../../features/canvas/ui-state/untouched.ts'
import { useCanvas, useDoc, useDrawing } from '../../../features/canvas/use-canvas.tsx'
import { FlowSwitch } from '../../../features/switch/flow-switch.tsx'
import { SendTestEvent } from '../../../features/switch/test-event/send-test-event.tsx'
import type { Action } from '../../../kit/actions/action.ts'
import { menuGroupsOf } from '../../../kit/actions/menu-groups.tsx'
import { useActions, useRegistry } from '../../../kit/actions/use-actions.tsx'
import { useMedia } from '../../../kit/page/use-media.ts'

const lazyStart = lazyPart(() => import('./start-parts.tsx'))

/** Tools of a user's flow: runs, history, and the URL of an API endpoint. On phones they are menu items. */
export const UserTools = ({ flowId, isCalled }: { flowId: Id; isCalled: boolean }) => {
  const navigate = useNavigate()
  const registry = useRegistry()
  const isSmall = useMedia('(max-width: 767px)')
  const start = useLazy(lazyStart, isCalled)
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'flow.runs',
          label: 'Runs',
          group: 'Flow',
          icon: History,
          unlisted: true,
          run: () => void navigate({ to: '/flows/$flowId/runs', params: { flowId } })
        },
        {
          id: 'flow.history',
          label: 'Change history',
          group: 'Flow',
          icon: FileClock,
          unlisted: true,
          run: () => void navigate({ to: '/flows/$flowId/history', params: { flowId } })
        }
      ],
      [navigate, flowId]
    )
  )
  return (
    <>
      {!isSmall && (
        <Menu
          groups={() => menuGroupsOf(registry, [['flow.runs', 'flow.history']])}
          trigger={
            <Button look="quiet" icon={<History aria-hidden className="size-4" strokeWidth={1.75} />}>
              <span className="max-xl:sr-only">History</span>
            </Button>
          }
        />
      )}
      {isCalled && start !== null && <start.EndpointButton flowId={flowId} />}
    </>
  )
}

/**
 * Right end of a user flow's bar: its switch, the button for a manual start if possible, and the test event.
 */
export const UserBar = ({
  flowId,
  hasEvent,
  isManual,
  connectorName
}: {
  flowId: Id
  hasEvent: boolean
  /** True if the flow starts manually. */
  isManual: boolean
  connectorName: string | null
}) => {
  const canvas = useCanvas()
  const slot = use(BarSlot)
  const start = useLazy(lazyStart, isManual)
  /** Saves changes before the flow is turned on. Resolves to false, with a message, if saving fails. */
  const saveFirst = async (): Promise<boolean> => {
    touchAll(canvas.ui)
    await canvas.doc.flush()
    if (!isUnsaved(canvas.doc.store.getState().save)) return true
    canvas.toast({
      say: 'The flow was not turned on because your last changes are not saved yet. Try again in a moment.',
      tone: 'err'
    })
    return false
  }
  const named = useDoc(doc => doc.about.name)
  const isDrawn = useDrawing(drawing => drawing.problems.length === 0)
  const draftNo = useDoc(doc => doc.draftNo)
  const name = shownFlowName(named)
  const nameFirst = (turnOn: () => void): void =>
    canvas.ui.setState({ dialog: 'save', onceSaved: { verb: 'turn on', run: turnOn } })
  return (
    <>
      {/* The menu of the test has its button. */}
      {hasEvent && <SendTestEvent flowId={flowId} name={name} words="none" />}
      {isManual && start !== null && <start.RunFlowButton flowId={flowId} name={name} isShort />}
      <FlowSwitch
        flowId={flowId}
        name={name}
        connectorName={connectorName}
        draftNo={draftNo}
        onBeforeOn={saveFirst}
        chipIn={slot}
        // What else stands in the way is told together with the name that it lacks.
        {...(named === null && isDrawn && { onUnnamed: nameFirst })}
      />
    </>
  )
}
