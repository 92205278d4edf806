import type { ActionSignature, EventSignature } from '@hookwright/engine'
import { type Card, type Connection, emptyFlow, type Field, type Flow, one } from '@hookwright/model'
import type { ActionSource, Canvas } from '../../../features/canvas/canvas.ts'
import type { OfferedAction } from '../../../features/canvas/offered-action.ts'
import { openCanvas } from '../../../features/canvas/open-canvas.ts'
import type { DeployedAction, OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { flowOf } from '../../../features/canvas/testing/flow-of.ts'
import { catalogOfUserFlow } from '../../../features/canvas/user-flow-catalog.ts'

/** Builds the definition of a text option for an event or action. */
export const option = (id: string, required: boolean): Field => ({
  id,
  label: id,
  fieldType: 'text-field',
  dataType: one('text'),
  required
})

/** Builds an event of a version of the connector Acme HR. */
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

/** Builds a connection of the user at a connector. */
export const connection = (id: string, connectorId: string): Connection => ({
  id,
  methodId: 'main',
  connectorId,
  purpose: 'user',
  ownerId: 'u',
  name: id,
  createdAt: 0
})

/**
 * Builds an `ActionSource` that loads actions of the connector Acme Chat. `connectionId` is the connection of
 * new cards; `asked` records the ids of the loaded actions.
 */
export const actionsOf = (
  actions: { id: string; inputs?: Field[]; options?: Field[]; versionId?: string }[],
  connectionId: string | null = 'chat-account'
): { source: ActionSource; offered: OfferedAction[]; asked: string[] } => {
  const asked: string[] = []
  const branding = { logo: null, accent: '#0f766e', docsUrl: null }
  const deployed = actions.map(({ id, inputs = [], options = [], versionId = 'c1' }): DeployedAction => {
    const signature: ActionSignature = {
      id,
      name: `Action ${id}`,
      kind: 'action',
      options,
      inputs,
      inputGroups: [{ id: `${id}-group`, name: 'Message', fields: inputs }],
      outputs: [{ id: 'sent', name: 'Sent', fields: [option('ts', true)] }],
      runMode: false,
      connectorName: 'Acme Chat',
      needsConnection: true
    }
    return {
      connectorId: 'chat',
      connectorName: 'Acme Chat',
      versionId,
      versionNumber: 1,
      actionFlowId: id,
      description: '',
      branding,
      signature
    }
  })
  return {
    asked,
    source: {
      load: async ({ versionId, actionFlowId }) => {
        asked.push(actionFlowId)
        const found = deployed.find(
          each => each.versionId === versionId && each.actionFlowId === actionFlowId
        )
        if (found === undefined) throw new Error('It does not exist.')
        return found
      },
      connectionFor: () => connectionId
    },
    offered: deployed.map(({ connectorId, connectorName, versionId, actionFlowId, signature }) => ({
      connector: { connectorId, connectorName, versionId, branding },
      flowId: actionFlowId,
      name: signature.name ?? '',
      description: ''
    }))
  }
}

/** Opens a user's flow on a canvas without browser storage or server. */
export const openUserCanvas = (
  events: OfferedEvent[],
  cards: Card[] = [],
  params: { actions?: ActionSource; toast?: Canvas['toast'] } = {}
): Canvas => {
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
    catalog: catalogOfUserFlow({ connectionFields: [], signatures: [], events, actions: [] }),
    send: async () => ({ is: 'saved', draftNo: 2 }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    clock: () => 0,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => `c${++made}`,
    toast: params.toast ?? (() => {}),
    asList: false,
    ...(params.actions && { actions: params.actions })
  })
}
