import {
  blankReceiving,
  type Flow,
  type Id,
  literal,
  noAuthentication,
  one,
  pill,
  type Receiving,
  text
} from '@hookwright/model'
import { card, drawFlow } from '../seed/draw-flow.ts'
import type { Api } from '../testing/api-client.ts'
import { addFlow } from '../testing/switch.ts'
import type { Behaviour } from './behaviour.ts'

/** Names of the cards. Each error must contain one of them. */
export const cardNames = {
  look: 'Look at the account',
  create: 'Create subscription',
  check: 'Look for the id',
  remove: 'Remove subscription'
}

/** Receiving rules: the service verifies the Event URL during registration; a wrong token is refused. */
const receiving: Receiving = {
  ...blankReceiving,
  handshake: [
    {
      id: 'challenge',
      when: [{ of: '{json.challenge}', is: 'present', text: '' }],
      verified: false,
      phase: 'registering',
      key: { from: 'generated', decode: 'text' },
      require: [{ left: '{json.token}', right: '{key}' }],
      unmetStatus: 403,
      capture: [],
      respond: { status: 200, headers: [], body: { is: 'text', text: '{json.challenge}' } },
      confirm: null
    }
  ]
}

const registration = (timeoutSeconds: number): Flow =>
  drawFlow(
    card('webhook-registration', 'start', { config: { inputs: [] } }),
    card('raw-request', 'look', {
      title: cardNames.look,
      config: { timeoutSeconds },
      inputs: { url: literal('/account') }
    }),
    card('object-construct', 'wish', {
      config: {
        keys: ['url', 'token'].map(key => ({ id: key, key, dataType: one('text') }))
      },
      inputs: { url: pill('start', 'eventUrl'), token: pill('start', 'signingSecret') }
    }),
    card('raw-request', 'create', {
      title: cardNames.create,
      config: { method: 'POST', timeoutSeconds },
      inputs: { url: literal('/hooks'), body: pill('wish', 'output') }
    }),
    card('return-error-if', 'check', {
      title: cardNames.check,
      config: { operator: 'is-empty' },
      inputs: {
        left: pill('create', 'json', ['id']),
        message: literal('The service answered without an id, so nobody knows what it did; look there.')
      }
    }),
    card('object-construct', 'data', {
      config: { keys: [{ id: 'id', key: 'id', dataType: one('text') }] },
      inputs: { id: pill('create', 'json', ['id']) }
    }),
    card('registration-return', 'return', { inputs: { registrationData: pill('data', 'output') } })
  )

const deregistration = (timeoutSeconds: number, forgives: boolean): Flow => {
  const remove = card('raw-request', 'remove', {
    title: cardNames.remove,
    config: { method: 'DELETE', timeoutSeconds },
    inputs: { url: text('/hooks/', pill('start', 'registrationData', ['id'])) }
  })
  const forgiving = card('if-error', 'guard', {
    config: { joins: [] },
    blocks: {
      try: { cards: [remove] },
      error: {
        cards: [
          card('return-error-if', 'unless-gone', {
            config: { operator: 'not-equal' },
            inputs: {
              left: pill('guard', 'error', ['details', 'status']),
              right: literal(404),
              message: text('The subscription is still there: ', pill('guard', 'error', ['message']))
            }
          })
        ]
      }
    }
  })
  return drawFlow(
    card('webhook-deregistration', 'start', { config: { inputs: [] } }),
    forgives ? forgiving : remove
  )
}

/** Creates a connector for a service through the API, deploys it, and returns a user's flow for its event. */
export const drawListener = async (api: Api, origin: string, behaviour: Behaviour): Promise<Id> => {
  const { timeoutSeconds = 30, proves, forgives = false } = behaviour
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme HR' })
  await api.connectors.authenticate.mutate({
    connectorId,
    authentication: { ...noAuthentication, baseUrl: literal(origin) }
  })
  const draw = async (name: string, doc: Flow): Promise<Id> =>
    (await api.makerFlows.create.mutate({ connectorId, name, doc })).id
  const event = card('webhook-event', 'event', {
    config: {
      options: [],
      registrationFlowId: await draw('Register', registration(timeoutSeconds)),
      deregistrationFlowId: await draw('Deregister', deregistration(timeoutSeconds, forgives)),
      receiving,
      ...(proves && { probe: 'service-sends-one' })
    }
  })
  const outputs = card('return-outputs', 'return', { config: { groups: [], runMode: false } })
  const eventFlowId = await draw('Person', drawFlow(event, outputs))
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const listening = card('connector-event', 'event', {
    config: { connectorId, eventFlowId, versionId, connectionId: null, runMode: 'each' }
  })
  const note = card('compose', 'note', { inputs: { text: literal('An event was received.') } })
  return addFlow(api, 'Note', drawFlow(listening, note))
}
