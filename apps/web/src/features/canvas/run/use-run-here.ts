import {
  type CardId,
  type FieldId,
  type Id,
  type Run,
  type RunStatus,
  type Step,
  timeOfRun
} from '@hookwright/model'
import { useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import type { Canvas } from '../canvas.ts'
import { announce } from '../commands/announce.ts'
import { pinnedForRun } from '../commands/pin-cards.ts'
import { isUnsaved } from '../flow-doc/save-state.ts'

/** An ended run, formatted for the panel. */
interface EndedRun {
  id: Id
  status: RunStatus
  took: number | null
  result: { label: string; value: unknown }[] | null
  steps: Step[]
}

/** Request for a run of the open flow. */
export interface RunRequest {
  values: Record<FieldId, unknown>
  connectionId: Id | null
  /** Card that the run ends at; null for the whole flow. */
  upTo: CardId | null
  /** False if cards must send no HTTP requests to services. */
  sends: boolean
  /** Outputs by card, used instead of running these cards. They are added to the pinned outputs. */
  stands: Record<CardId, Record<FieldId, unknown>>
}

/** Sends a run request to the API and returns its result. */
export type SendRun = (asked: {
  flowId: Id
  values: Record<FieldId, never>
  pinned: Record<CardId, Record<FieldId, never>>
  connectionId: Id | null
  upTo: CardId | null
  sends: boolean
}) => Promise<Run & { steps: Step[] | null; result: Record<string, unknown> | null }>

/** State and actions for running the open flow from its page. */
export interface RunHere {
  ended: EndedRun | null
  start: (asked: RunRequest) => Promise<void>
  clear: () => void
}

/** Returns the result of a run with the labels of the return card's fields instead of their ids. */
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

/**
 * Returns the state and actions of runs from this page. A run saves the draft, runs it on the server, and
 * shows the result on the cards.
 */
export const useRunHere = (canvas: Canvas, send: SendRun): RunHere => {
  const [ended, setEnded] = useState<EndedRun | null>(null)

  const start: RunHere['start'] = async ({ values, connectionId, upTo, sends, stands }) => {
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
      const run = await send({
        ...{ flowId: canvas.flowId, connectionId, upTo, sends },
        values: values as Record<FieldId, never>,
        pinned: { ...stands, ...pinnedForRun(canvas) } as Record<CardId, Record<FieldId, never>>
      })
      canvas.run.setState({
        shown: { flow, steps: run.steps ?? [], given: values, result: run.result },
        alone: new Map(),
        values: true
      })
      const { took } = timeOfRun(run)
      const { status, steps } = run
      setEnded({ id: run.id, status, took, result: labelled(canvas, run.result), steps: steps ?? [] })
      announce(
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
