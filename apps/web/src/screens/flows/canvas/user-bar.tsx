import { type Id, shownFlowName } from '@hookwright/model'
import { buttonClass, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { FileClock, History } from 'lucide-react'
import { isUnsaved } from '../../../features/canvas/flow-doc/save-state.ts'
import { RunFlowButton } from '../../../features/canvas/run/by-hand/run-flow-button.tsx'
import { touchAll } from '../../../features/canvas/ui-state/untouched.ts'
import { useCanvas, useDoc, useDrawing } from '../../../features/canvas/use-canvas.tsx'
import { EndpointButton } from '../../../features/switch/endpoint/endpoint-button.tsx'
import { FlowSwitch } from '../../../features/switch/flow-switch.tsx'
import { SendTestEvent } from '../../../features/switch/test-event/send-test-event.tsx'

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
      {hasEvent && <SendTestEvent flowId={flowId} name={name} />}
      {isCalled && <EndpointButton flowId={flowId} />}
      {isManual && <RunFlowButton flowId={flowId} name={name} isShort />}
      <Link
        to="/flows/$flowId/history"
        params={{ flowId }}
        aria-label="Change history"
        title="Change history"
        className={cx(buttonClass({}), 'px-2')}
      >
        <FileClock aria-hidden className="size-4" strokeWidth={1.75} />
      </Link>
      <Link to="/flows/$flowId/runs" params={{ flowId }} className={cx(buttonClass({}), 'max-xl:px-2')}>
        <History aria-hidden className="size-4" strokeWidth={1.75} />
        <span className="max-xl:sr-only">History</span>
      </Link>
      <FlowSwitch
        flowId={flowId}
        name={name}
        connectorName={connectorName}
        draftNo={draftNo}
        onBeforeOn={saveFirst}
        // What else stands in the way is told together with the name that it lacks.
        {...(named === null && isDrawn && { onUnnamed: nameFirst })}
      />
    </>
  )
}
