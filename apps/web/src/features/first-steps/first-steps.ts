import type { AppRouter } from '@hookwright/api'
import type { inferRouterOutputs } from '@trpc/server'

type Outputs = inferRouterOutputs<AppRouter>
type ListedConnection = Outputs['connections']['overview'][number]

/** Progress of a person's first steps, from the server. */
export type Checklist = Outputs['installation']['checklist']

/** Id of one of the first six steps, or of the additional one. */
export type StepId = Checklist['items'][number]['id']

/** State of a first step for display. */
export interface FirstStep {
  id: StepId
  /** Number, starting at 1. */
  number: number
  /** State of the step. `next` is the first open one, unless it requires another one. */
  is: 'done' | 'next' | 'open' | 'waiting'
}

/** Required step of each step. */
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
 * Returns the six steps and the additional one, in order. Steps that consist of viewing a page are unknown to the
 * server; they are done when this browser has recorded the visit. A step counts as done once one after it is: who has
 * turned on a flow without the sample is not sent back to load it.
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

/** Returns the person's own connections to Acme Chat, without the one used by the sample's flow. */
export const ownConnectionsTo = <C extends Pick<ListedConnection, 'id' | 'connectorId' | 'access'>>(
  chat: { connectorId: string; connectionId: string },
  connections: readonly C[]
): C[] =>
  connections.filter(
    ({ id, connectorId, access }) =>
      access === 'own' && connectorId === chat.connectorId && id !== chat.connectionId
  )
