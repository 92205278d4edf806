import type { AppRouter } from '@hookwright/api'
import type { CardId, FieldId, Id, RunOutcome, SentRequest, ValueType } from '@hookwright/model'
import type { inferRouterInputs } from '@trpc/server'
import { useMemo, useRef, useState } from 'react'
import { faultOf } from '../../../../kit/api/fault-of.ts'
import type { Canvas } from '../../canvas.ts'
import { announce } from '../../commands/announce.ts'
import { quoted } from '../../commands/choose.ts'
import { isUnsaved } from '../../flow-doc/save-state.ts'
import { aloneRunOf } from '../run-sight.ts'

/**
 * Input of a single-card run: a card of the saved draft, values of its inputs, and outputs of earlier cards.
 */
export type TestCardRequest = inferRouterInputs<AppRouter>['makerFlows']['testCard']

/** Connection for a single-card run. The user chooses it (`chosen`), or the flow specifies it (`named`). */
export type SingleRunConnection = { is: 'chosen' } | { is: 'named'; nameFor: (card: CardId) => string | null }

/** Result of a single-card run, formatted for the panel. */
export interface EndedAlone {
  status: RunOutcome['status']
  /** Duration in milliseconds; null when the run could not start. */
  took: number | null
  requests: SentRequest[]
  gave: { id: FieldId; label: string; type: ValueType | null; value: unknown }[]
}

/** State and actions for running single cards of the open flow. */
export interface RunAlone {
  through: SingleRunConnection
  ended: ReadonlyMap<CardId, EndedAlone>
  /**
   * Returns true when the card was run on this page before. The user then knows that its requests are really
   * sent.
   */
  wasRun: (card: CardId) => boolean
  start: (params: {
    card: CardId
    inputs: Record<FieldId, unknown>
    before: Record<CardId, Record<FieldId, unknown>>
    connectionId: Id | null
  }) => Promise<void>
  clear: (card: CardId) => void
}

const without = <Value>(map: ReadonlyMap<CardId, Value>, card: CardId): Map<CardId, Value> =>
  new Map([...map].filter(([id]) => id !== card))

const spokenOf = (status: EndedAlone['status']): string =>
  status.is === 'failed' ? `failed. ${status.fault.message}` : 'succeeded.'

/**
 * Returns the state and actions of single-card runs. A run saves the draft, runs the card on the server, and
 * shows the result.
 */
export const useRunAlone = (
  canvas: Canvas,
  params: { through: SingleRunConnection; send: (asked: TestCardRequest) => Promise<RunOutcome> }
): RunAlone => {
  const { through, send } = params
  const [ended, setEnded] = useState<ReadonlyMap<CardId, EndedAlone>>(new Map())
  const run = useRef(new Set<CardId>())

  return useMemo(() => {
    const gaveOf = (card: CardId, outcome: RunOutcome): EndedAlone['gave'] => {
      const { flow, view } = canvas.drawing.getState()
      const drawn = flow.cards[card]
      const ports = drawn === undefined ? null : view.portsOf(drawn)
      const named = [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inputs ?? [])]
      const outputs = outcome.result ?? outcome.steps[0]?.outputs ?? {}
      return Object.entries(outputs === 'given' ? {} : outputs).map(([id, value]) => {
        const port = named.find(each => each.id === id)
        return { id, label: port?.label ?? id, type: port?.type ?? null, value }
      })
    }

    const start: RunAlone['start'] = async ({ card, inputs, before, connectionId }) => {
      canvas.run.setState({ busy: true })
      try {
        await canvas.doc.flush()
        if (isUnsaved(canvas.doc.store.getState().save)) {
          const say =
            'The card was not run because your last changes are not saved yet. Try again in a moment.'
          canvas.toast({ say, tone: 'err' })
          return
        }
        run.current.add(card)
        // Values of fields and of runs are JSON; the API checks that again.
        const asked = { flowId: canvas.flowId, cardId: card, inputs, before, connectionId } as TestCardRequest
        const outcome = await send(asked)
        const { flow } = canvas.drawing.getState()
        // A field that nothing was given to has nothing below it.
        const taken = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null))
        const alone = aloneRunOf({ flow, card, inputs: taken, steps: outcome.steps })
        canvas.run.setState(state => ({ alone: new Map(state.alone).set(card, alone) }))
        const requests = outcome.steps.flatMap(step => step.requests ?? [])
        const { status, steps } = outcome
        const took = steps[0] === undefined ? null : steps[0].to - steps[0].from
        setEnded(known => new Map(known).set(card, { status, took, requests, gave: gaveOf(card, outcome) }))
        announce(canvas, `The card ${quoted(canvas, card)} ${spokenOf(status)}`)
      } catch (thrown) {
        canvas.toast({ say: faultOf(thrown).message, tone: 'err' })
      } finally {
        canvas.run.setState({ busy: false })
      }
    }

    return {
      through,
      ended,
      wasRun: card => run.current.has(card),
      start,
      clear: card => {
        canvas.run.setState(state => ({ alone: without(state.alone, card) }))
        setEnded(known => without(known, card))
      }
    }
  }, [canvas, through, send, ended])
}
