import type { EventSignature } from '@hookwright/engine'
import { type Card, type Connection, emptyFlow, type Field, type Flow, one } from '@hookwright/model'
import { aroundUserFlow } from '../../../features/canvas/around-user-flow.ts'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { openCanvas } from '../../../features/canvas/open-canvas.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { flowOf } from '../../../features/canvas/testing/flow-of.ts'

/** An option as makers draw it. */
export const option = (id: string, required: boolean): Field => ({
  id,
  label: id,
  fieldType: 'text-field',
  dataType: one('text'),
  required
})

/** An event of a version of the connector Acme HR. */
export const offered = (parts: Partial<OfferedEvent> & { options?: Field[] } = {}): OfferedEvent => {
  const { options = [], eventFlowId = 'created', ...rest } = parts
  const signature: EventSignature = {
    id: eventFlowId,
    name: 'User created',
    kind: 'webhook-event',
    options,
    inputs: [],
    outputs: [],
    runMode: false,
    connectorName: 'Acme HR',
    needsConnection: true
  }
  return {
    connectorId: 'acme',
    connectorName: 'Acme HR',
    versionId: 'v1',
    versionNumber: 1,
    eventFlowId,
    description: '',
    branding: { logo: null, accent: '#4f46e5', docsUrl: null },
    signature,
    ...rest
  }
}

/** A connection of the user's at a connector. */
export const connection = (id: string, connectorId: string): Connection => ({
  id,
  connectorId,
  purpose: 'user',
  ownerId: 'u',
  name: id,
  createdAt: 0
})

/** A user's flow on a canvas that no browser keeps and no server saves. */
export const openUserCanvas = (events: OfferedEvent[], cards: Card[] = []): Canvas => {
  let made = 0
  const doc: Flow = cards.length === 0 ? emptyFlow : flowOf(cards)
  return openCanvas({
    loaded: {
      id: 'f',
      name: null,
      description: '',
      active: true,
      saveAll: true,
      doc,
      draftNo: 1,
      updatedAt: 0
    },
    surroundings: aroundUserFlow({ connectionFields: [], signatures: [], events, actions: [] }),
    send: async () => ({ is: 'saved', draftNo: 2 }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    clock: () => 0,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => `c${++made}`,
    toast: () => {},
    asList: false
  })
}
