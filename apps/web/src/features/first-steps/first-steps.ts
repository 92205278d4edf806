import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>
type ListedConnection = Outputs['connections']['overview'][number]

/** Progress of a person's first steps, from the server. */
export type Checklist = Outputs['installation']['checklist']

/** Id of a first step: one of the six counted steps, or the additional step. */
export type StepId = Checklist['items'][number]['id']

/** A first step with its state for display. */
export interface FirstStep {
  id: StepId
  /** Number, starting at 1. */
  number: number
  /**
   * State of the step.
   *
   * `next` is the first step that is not done. A step that requires another step is `waiting` until that one
   * is done.
   */
  is: 'done' | 'next' | 'open' | 'waiting'
}

/** Required step for each first step: it must be done before; null for none. */
const needs: Record<StepId, StepId | null> = {
  'load-sample': null,
  'open-flow': 'load-sample',
  'turn-on': 'load-sample',
  'send-event': 'turn-on',
  'see-run': 'send-event',
  'stop-server': 'send-event',
  'sign-in': 'load-sample'
}

/**
 * Returns the six counted steps and the additional step, in order.
 *
 * The server does not know about steps that are done by viewing a page; they are done when this browser has
 * recorded the visit. A step also counts as done when a later step is done. For example, a person who has
 * turned on a flow without the sample is not asked to load the sample.
 */
export const firstStepsOf = ({ items }: Checklist, looks: ReadonlySet<StepId>): FirstStep[] => {
  const lastDone = items.findLastIndex(({ id, done }) => id !== 'sign-in' && (done ?? looks.has(id)))
  const isDone = (id: StepId): boolean => {
    const index = items.findIndex(item => item.id === id)
    return index < lastDone || (items[index]?.done ?? looks.has(id))
  }
  const next = items.find(({ id }) => !isDone(id))?.id
  return items.map(({ id }, index): FirstStep => {
    const number = index + 1
    if (isDone(id)) return { id, number, is: 'done' }
    const { [id]: needed } = needs
    if (needed !== null && !isDone(needed)) return { id, number, is: 'waiting' }
    return { id, number, is: id === next ? 'next' : 'open' }
  })
}

/** Returns the person's own connections to Acme Chat, except the connection of the sample's flow. */
export const ownConnectionsTo = <C extends Pick<ListedConnection, 'id' | 'connectorId' | 'access'>>(
  chat: { connectorId: string; connectionId: string },
  connections: readonly C[]
): C[] =>
  connections.filter(
    ({ id, connectorId, access }) =>
      access === 'own' && connectorId === chat.connectorId && id !== chat.connectionId
  )
