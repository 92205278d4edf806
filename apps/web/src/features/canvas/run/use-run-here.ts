import { type RunStatus, type Step, timeOfRun } from '@hookwright/model'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import type { Canvas } from '../canvas.ts'
import { pinnedForRun } from '../commands/pin-cards.ts'
import { tell } from '../commands/tell.ts'
import { isUnsaved } from '../flow-doc/save-state.ts'

/** A run that has ended, in words for the panel. */
interface EndedRun {
  status: RunStatus
  took: number | null
  result: { label: string; value: unknown }[] | null
  steps: Step[]
}

/** Running the open flow from its page. */
export interface RunHere {
  ended: EndedRun | null
  start: (values: Record<string, unknown>, connectionId: string | null) => Promise<void>
  clear: () => void
}

/** The result of a run under the labels of the return card. */
const labelled = (canvas: Canvas, result: Record<string, unknown> | null): EndedRun['result'] => {
  if (result === null) return null
  const { flow, view } = canvas.drawing.getState()
  const last = flow.cards[flow.strip.at(-1) ?? '']
  const ports = last === undefined ? null : view.portsOf(last)
  return Object.entries(result).map(([id, value]) => ({
    label: ports?.inputs.find(port => port.id === id)?.label ?? id,
    value
  }))
}

/** Saves the draft, runs it on the server, and shows the result on the cards. */
export const useRunHere = (canvas: Canvas): RunHere => {
  const trpc = useTrpc()
  const { mutateAsync } = useMutation(trpc.makerFlows.test.mutationOptions())
  const [ended, setEnded] = useState<EndedRun | null>(null)

  const start: RunHere['start'] = async (values, connectionId) => {
    canvas.run.setState({ busy: true })
    try {
      await canvas.doc.flush()
      if (isUnsaved(canvas.doc.store.getState().save)) {
        const say = 'The flow was not run because your last changes are not saved yet. Try again in a moment.'
        canvas.toast({ say, tone: 'err' })
        return
      }
      const { flow } = canvas.drawing.getState()
      // Values typed for fields and of runs are JSON; the API checks that again.
      const run = await mutateAsync({
        flowId: canvas.flowId,
        values: values as Record<string, never>,
        pinned: pinnedForRun(canvas) as Record<string, Record<string, never>>,
        connectionId
      })
      canvas.run.setState({
        shown: { flow, steps: run.steps ?? [], given: values, result: run.result },
        alone: new Map()
      })
      const { took } = timeOfRun(run)
      const { status, steps } = run
      setEnded({ status, took, result: labelled(canvas, run.result), steps: steps ?? [] })
      tell(
        canvas,
        run.status.is === 'failed' ? `The run failed. ${run.status.fault.message}` : 'The run succeeded.'
      )
    } catch (thrown) {
      canvas.toast({ say: faultOf(thrown).message, tone: 'err' })
    } finally {
      canvas.run.setState({ busy: false })
    }
  }

  const clear = (): void => {
    canvas.run.setState({ shown: null, alone: new Map() })
    setEnded(null)
  }

  return { ended, start, clear }
}
