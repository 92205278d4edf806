import {
  blankReceiving,
  type Card,
  type Id,
  noAuthentication,
  one,
  pill,
  plainBranding,
  slugOf
} from '@hookwright/model'
import type { ConnectorContent } from '@hookwright/model/files'

const event: Card = {
  id: 'event',
  type: 'webhook-event',
  config: { options: [], registrationFlowId: null, deregistrationFlowId: null, receiving: blankReceiving },
  inputs: {}
}

const asText: Card = {
  id: 'text',
  type: 'json-stringify',
  config: { pretty: false },
  inputs: { value: pill('event', 'body') }
}

const body = { id: 'body', label: 'Body', fieldType: 'text-field', dataType: one('text'), required: true }

const result: Card = {
  id: 'result',
  type: 'return-outputs',
  config: { groups: [{ id: 'event', name: 'Event', fields: [body] }], runMode: false },
  inputs: { body: pill('text', 'output') }
}

/** Returns the template for a new connector: one event that outputs each request's body as text. */
export const templateOf = (name: string, ids: { flow: Id; suffix: string }): ConnectorContent => ({
  key: `${slugOf(name)}_${ids.suffix}`,
  name,
  description: '',
  branding: plainBranding,
  authentication: noAuthentication,
  flows: [
    {
      id: ids.flow,
      name: 'Event received',
      description: 'Starts a flow with each request to its Event URL.',
      active: true,
      saveAll: true,
      doc: {
        schemaVersion: 1,
        strip: [event.id, asText.id, result.id],
        cards: { [event.id]: event, [asText.id]: asText, [result.id]: result }
      }
    }
  ]
})
