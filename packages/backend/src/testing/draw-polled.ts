import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Authentication, type Id, type JsonObject, literal, one, pill, text } from '@hookwright/model'
import type { Backend } from '../backend.ts'

const ownerId = 'uma'

const nameField = {
  id: 'name',
  label: 'Name',
  fieldType: 'text-field',
  dataType: one('text'),
  required: true
} as const

/**
 * Deployed connector with one polled event. A poll requests `/names`, which lists the names after the cursor.
 */
export interface DrawnPoll {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
}

/**
 * Creates the connector with the polled event. The service answers `GET /names?after=…` with `{ items: [{
 * name }], cursor }`. With `stops`, the flow ends before its return card.
 */
export const drawPolled = async (
  backend: Backend,
  { stops = false, authentication }: { stops?: boolean; authentication?: Authentication } = {}
): Promise<DrawnPoll> => {
  const { id: connectorId } = await backend.connectors.create({ name: 'Acme HR', description: '' })
  if (authentication !== undefined) await backend.connectors.authenticate(connectorId, authentication)
  const doc = flowOf(
    cardOf('polling-monitor', 'start', {
      options: [{ ...nameField, id: 'topic', label: 'Topic', required: false }]
    }),
    cardOf(
      'raw-request',
      'ask',
      {},
      { url: text('/names?topic=', pill('start', 'option.topic'), '&after=', pill('start', 'cursor')) }
    ),
    ...(stops
      ? [cardOf('continue-if', 'never', { operator: 'equal' }, { left: literal('a'), right: literal('b') })]
      : []),
    cardOf(
      'poll-return',
      'return',
      { groups: [{ id: 'person', name: 'Person', fields: [nameField] }], runMode: true },
      {
        list: pill('ask', 'json', ['items']),
        cursor: pill('ask', 'json', ['cursor']),
        name: pill('return', 'record', ['name'])
      }
    )
  )
  const { id: eventFlowId } = await backend.flows.create({ connectorId, ownerId, name: 'New name', doc })
  const { id: versionId } = await backend.versions.create({ connectorId, note: '', by: ownerId })
  await backend.versions.deploy(versionId, { visible: true, note: '', by: ownerId })
  return { connectorId, versionId, eventFlowId }
}

/** Adds a user's flow that sends each record of a poll to the service. */
export const addPolling = async (
  backend: Backend,
  drawn: DrawnPoll,
  config: JsonObject = {},
  topic = 'all'
): Promise<Id> => {
  const doc = flowOf(
    cardOf(
      'polling-event',
      'event',
      {
        ...drawn,
        ...{ connectionId: null, mode: 'each', first: 0, every: 'minutes', count: 5, at: '07:00' },
        ...{ days: [1], cron: '0 7 * * *', zone: '', atOnce: 'any' },
        ...config
      },
      { topic: literal(topic) }
    ),
    cardOf(
      'raw-request',
      'tell',
      { method: 'POST', expectJson: false },
      {
        url: literal('/told'),
        body:
          config.mode === 'every'
            ? pill('event', 'records')
            : pill('event', config.mode === 'none' ? 'polledAt' : 'name')
      }
    )
  )
  return (await backend.flows.create({ connectorId: null, ownerId, name: 'Tell names', doc })).id
}
