import { type Id, shownFlowName } from '@hookwright/model'
import { buttonClass, cx } from '@hookwright/ui'
import { Link, useNavigate } from '@tanstack/react-router'
import { FileClock, History } from 'lucide-react'
import { use, useMemo } from 'react'
import { BarSlot, NARROW_BAR } from '../../../features/canvas/bar-slot.ts'
import { isUnsaved } from '../../../features/canvas/flow-doc/save-state.ts'
import { FlowMenu } from '../../../features/canvas/flow-menu.tsx'
import { RunFlowButton } from '../../../features/canvas/run/by-hand/run-flow-button.tsx'
import { touchAll } from '../../../features/canvas/ui-state/untouched.ts'
import { useCanvas, useDoc, useDrawing } from '../../../features/canvas/use-canvas.tsx'
import { EndpointButton } from '../../../features/switch/endpoint/endpoint-button.tsx'
import { FlowSwitch } from '../../../features/switch/flow-switch.tsx'
import { SendTestEvent } from '../../../features/switch/test-event/send-test-event.tsx'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { useMedia } from '../../../kit/page/use-media.ts'

/** Links to the change history and the runs of a flow; on a narrow screen entries of the flow's menu. */
const HistoryLinks = ({ flowId, isNarrow }: { flowId: Id; isNarrow: boolean }) => {
  const navigate = useNavigate()
  const isSmall = useMedia('(max-width: 767px)')
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'flow.history',
          label: 'Change history',
          group: 'Flow',
          icon: FileClock,
          unlisted: true,
          run: () => void navigate({ to: '/flows/$flowId/history', params: { flowId } })
        },
        {
          id: 'flow.runs',
          label: 'History',
          group: 'Flow',
          icon: History,
          unlisted: true,
          run: () => void navigate({ to: '/flows/$flowId/runs', params: { flowId } })
        }
      ],
      [navigate, flowId]
    )
  )
  // On phones the bar itself has the menu, in its first row.
  if (isNarrow) return isSmall ? null : <FlowMenu />
  return (
    <>
      <Link
        to="/flows/$flowId/history"
        params={{ flowId }}
        aria-label="Change history"
        title="Change history"
        className={cx(buttonClass({}), 'px-2!')}
      >
        <FileClock aria-hidden className="size-4" strokeWidth={1.75} />
      </Link>
      <Link
        to="/flows/$flowId/runs"
        params={{ flowId }}
        title="History"
        className={cx(buttonClass({}), 'max-2xl:px-2')}
      >
        <History aria-hidden className="size-4" strokeWidth={1.75} />
        <span className="max-2xl:sr-only">History</span>
      </Link>
    </>
  )
}

/** End of the bar of a user's flow: test event, history and switch. */
export const UserBar = ({
  flowId,
  hasEvent,
  isManual,
  isCalled,
  connectorName
}: {
  flowId: Id
  hasEvent: boolean
  /** True for a flow that people run. */
  isManual: boolean
  /** True for a flow that programs call at an address. */
  isCalled: boolean
  connectorName: string | null
}) => {
  const canvas = useCanvas()
  const slot = use(BarSlot)
  const isNarrow = useMedia(NARROW_BAR)
  /** Saves the drawn changes before the flow is turned on. Resolves to false, with a message, if they are not saved. */
  const saveFirst = async (): Promise<boolean> => {
    touchAll(canvas.desk)
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
    canvas.desk.setState({ dialog: 'save', onceSaved: { verb: 'turn on', run: turnOn } })
  return (
    <>
      {hasEvent && <SendTestEvent flowId={flowId} name={name} words={isNarrow ? 'none' : true} />}
      {isCalled && <EndpointButton flowId={flowId} />}
      {isManual && <RunFlowButton flowId={flowId} name={name} isShort />}
      <HistoryLinks flowId={flowId} isNarrow={isNarrow} />
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
