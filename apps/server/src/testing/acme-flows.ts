import { type Flow, literal, one, pill, type Receiving, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'

/** Registration flow for the practice service: creates a subscription and stores its id. */
export const acmeRegistration: Flow = drawFlow(
  card('webhook-registration', 'start', {
    config: {
      inputs: [
        field('eventType', 'Event Type'),
        field('list', 'As a list', { dataType: one('boolean'), required: false })
      ]
    }
  }),
  card('object-construct', 'wish', {
    config: {
      keys: [
        { id: 'url', key: 'url', dataType: one('text') },
        { id: 'eventType', key: 'eventType', dataType: one('text') },
        { id: 'list', key: 'list', dataType: one('boolean') }
      ]
    },
    inputs: {
      url: pill('start', 'eventUrl'),
      eventType: pill('start', 'eventType'),
      list: pill('start', 'list')
    }
  }),
  card('raw-request', 'create', {
    title: 'Create subscription',
    config: { method: 'POST' },
    inputs: { url: literal('/api/subscriptions'), body: pill('wish', 'output') }
  }),
  card('return-error-if', 'check', {
    config: { operator: 'is-empty' },
    inputs: {
      left: pill('create', 'json', ['id']),
      message: literal('Acme Directory answered without an id, so nobody knows what it did; look there.')
    }
  }),
  card('object-construct', 'data', {
    config: { keys: [{ id: 'id', key: 'id', dataType: one('text') }] },
    inputs: { id: pill('create', 'json', ['id']) }
  }),
  card('registration-return', 'return', { inputs: { registrationData: pill('data', 'output') } })
)

/**
 * Returns the flow with `more` merged into the config and inputs of one card. Throws if there is no such
 * card.
 */
const changed = (flow: Flow, id: string, more: Pick<Flow['cards'][string], 'config' | 'inputs'>): Flow => {
  const found = flow.cards[id]
  if (found === undefined) throw new Error(`There is no card ${id}.`)
  const inputs = { ...found.inputs, ...more.inputs }
  return {
    ...flow,
    cards: { ...flow.cards, [id]: { ...found, config: { ...found.config, ...more.config }, inputs } }
  }
}

const secondsKey = { id: 'seconds', key: 'expiresInSeconds', dataType: one('number') }

/** Registration flow for a subscription that expires after three days. */
export const acmeEndingRegistration: Flow = changed(
  changed(acmeRegistration, 'wish', {
    config: {
      keys: [
        { id: 'url', key: 'url', dataType: one('text') },
        { id: 'eventType', key: 'eventType', dataType: one('text') },
        { id: 'list', key: 'list', dataType: one('boolean') },
        secondsKey
      ]
    },
    inputs: { seconds: literal(3 * 86_400) }
  }),
  'return',
  { config: {}, inputs: { expiresAt: pill('create', 'json', ['expiresAt']) } }
)

/** Renewal flow: requests three more days. */
export const acmeRenewal: Flow = drawFlow(
  card('webhook-renewal', 'start', { config: { inputs: [] } }),
  card('object-construct', 'wish', {
    config: { keys: [secondsKey] },
    inputs: { seconds: literal(3 * 86_400) }
  }),
  card('raw-request', 'renew', {
    title: 'Renew subscription',
    config: { method: 'PATCH' },
    inputs: {
      url: text('/api/subscriptions/', pill('start', 'registrationData', ['id'])),
      body: pill('wish', 'output')
    }
  }),
  card('registration-return', 'return', { inputs: { expiresAt: pill('renew', 'json', ['expiresAt']) } })
)

const subscriptionId = card('object-get', 'id', {
  inputs: { object: pill('start', 'registrationData'), path: literal('id') }
})

const removeSubscription = card('raw-request', 'remove', {
  title: 'Remove subscription',
  config: { method: 'DELETE' },
  inputs: { url: text('/api/subscriptions/', pill('id', 'value')) }
})

/** Deregistration flow that removes the stored subscription. It fails if the subscription is missing. */
export const acmeDeregistration: Flow = drawFlow(
  card('webhook-deregistration', 'start', { config: { inputs: [] } }),
  subscriptionId,
  removeSubscription
)

/** Deregistration flow that accepts a subscription that no longer exists. */
export const forgivingDeregistration: Flow = drawFlow(
  card('webhook-deregistration', 'start', { config: { inputs: [] } }),
  subscriptionId,
  card('if-error', 'guard', {
    config: { joins: [] },
    blocks: {
      try: { cards: [removeSubscription] },
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
)

/** Flow that tests a connection. */
export const acmeAuthping: Flow = drawFlow(
  card('authping', 'start'),
  card('raw-request', 'ask', { inputs: { url: literal('/api/me') } })
)

const eventTypes = field('eventType', 'Event Type', {
  fieldType: 'dropdown',
  choices: {
    from: 'static',
    rows: [
      { display: 'User created', value: 'user.created' },
      { display: 'File deleted', value: 'file.deleted' }
    ]
  }
})

/** Helper flows of an event card; null omits one. */
export interface Helpers {
  registrationFlowId: string | null
  deregistrationFlowId: string | null
  renewalFlowId?: string
}

/** Creates an event that sends single user records. */
export const acmeUserEvent = (helpers: Helpers, receiving?: Receiving): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: { options: [eventTypes], ...helpers, ...(receiving !== undefined && { receiving }) },
      inputs:
        helpers.registrationFlowId === null
          ? {}
          : { 'registration.eventType': pill('event', 'option.eventType') }
    }),
    card('return-outputs', 'return', {
      config: {
        groups: [
          {
            id: 'user',
            name: 'User',
            fields: [
              field('email', 'Email'),
              field('manager', 'Manager', { dataType: one('object') }),
              field('nickname', 'Nickname')
            ]
          }
        ],
        runMode: false
      },
      inputs: {
        email: pill('event', 'body', ['record', 'email']),
        manager: pill('event', 'body', ['record', 'manager'])
      }
    })
  )

/** Creates an event that sends lists of users and has a run mode. */
export const acmeUserListEvent = (helpers: Helpers): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: { options: [eventTypes], ...helpers },
      inputs: {
        'registration.eventType': pill('event', 'option.eventType'),
        'registration.list': literal(true)
      }
    }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'user', name: 'User', fields: [field('email', 'Email')] }], runMode: true },
      inputs: { list: pill('event', 'body', ['records']), email: pill('return', 'record', ['email']) }
    })
  )
