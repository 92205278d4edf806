import {
  type Authentication,
  type Flow,
  type Id,
  literal,
  one,
  pill,
  practiceRules,
  text
} from '@hookwright/model'
import { card, drawFlow, field } from './draw-flow.ts'

/** Authentication at the practice service: its API key as a bearer token. */
export const sampleAuthentication = (practiceUrl: string): Authentication => ({
  kind: 'api-key',
  fields: [{ id: 'apiKey', label: 'API Key', entry: 'password', required: true }],
  baseUrl: literal(practiceUrl),
  allowedHosts: [new URL(practiceUrl).host],
  placement: {
    kind: 'header',
    name: 'Authorization',
    value: text('Bearer ', pill('connection', 'apiKey'))
  }
})

/** Tries out a connection. */
export const sampleAuthping: Flow = drawFlow(
  card('authping', 'start'),
  card('raw-request', 'ask', { title: 'Who am I', inputs: { url: literal('/api/me') } })
)

/** Asks the practice service to send events to the Event URL, signed with its secret, and keeps the subscription's id. */
export const sampleRegistration: Flow = drawFlow(
  card('webhook-registration', 'start', {
    config: {
      inputs: [field('eventType', 'Event Type'), field('department', 'Department', { required: false })]
    }
  }),
  card('object-construct', 'wish', {
    title: 'Event subscribed to',
    config: {
      keys: [
        { id: 'url', key: 'url', dataType: one('text') },
        { id: 'eventType', key: 'eventType', dataType: one('text') },
        { id: 'department', key: 'department', dataType: one('text') },
        { id: 'key', key: 'key', dataType: one('text') }
      ]
    },
    inputs: {
      url: pill('start', 'eventUrl'),
      eventType: pill('start', 'eventType'),
      department: pill('start', 'department'),
      key: pill('start', 'signingSecret')
    }
  }),
  card('raw-request', 'create', {
    title: 'Create subscription',
    config: { method: 'POST' },
    inputs: { url: literal('/api/subscriptions'), body: pill('wish', 'output') }
  }),
  card('object-construct', 'data', {
    title: 'Registration Data',
    config: { keys: [{ id: 'id', key: 'id', dataType: one('text') }] },
    inputs: { id: pill('create', 'json', ['id']) }
  }),
  card('registration-return', 'return', { inputs: { registrationData: pill('data', 'output') } })
)

/** Takes the subscription back. */
export const sampleDeregistration: Flow = drawFlow(
  card('webhook-deregistration', 'start', { config: { inputs: [] } }),
  card('object-get', 'id', {
    title: 'Which subscription',
    inputs: { object: pill('start', 'registrationData'), path: literal('id') }
  }),
  card('raw-request', 'remove', {
    title: 'Remove subscription',
    config: { method: 'DELETE' },
    inputs: { url: text('/api/subscriptions/', pill('id', 'value')) }
  })
)

const department = field('department', 'Department', {
  fieldType: 'dropdown',
  required: false,
  choices: {
    from: 'static',
    rows: [
      { display: 'Engineering', value: 'engineering' },
      { display: 'People', value: 'people' },
      { display: 'Sales', value: 'sales' }
    ]
  }
})

/** The event: someone new in the directory, if wanted of one department alone. */
export const sampleEvent = (helpers: { registrationFlowId: Id; deregistrationFlowId: Id }): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: {
        options: [department],
        receiving: practiceRules({ from: 'generated', decode: 'text' }),
        ...helpers
      },
      inputs: {
        'registration.eventType': literal('user.created'),
        'registration.department': pill('event', 'option.department')
      }
    }),
    card('return-outputs', 'return', {
      config: {
        groups: [
          {
            id: 'person',
            name: 'Person',
            fields: [
              field('id', 'ID'),
              field('firstName', 'First name'),
              field('lastName', 'Last name'),
              field('email', 'Email'),
              field('department', 'Department'),
              field('createdAt', 'Created at', { dataType: one('date') })
            ]
          },
          {
            id: 'organisation',
            name: 'Organisation',
            fields: [field('manager', 'Manager', { dataType: one('object') })]
          }
        ],
        runMode: false
      },
      inputs: Object.fromEntries(
        ['id', 'firstName', 'lastName', 'email', 'department', 'createdAt', 'manager'].map(name => [
          name,
          pill('event', 'body', ['record', name])
        ])
      )
    })
  )

/** A user's flow that welcomes each person. */
export const sampleUserFlow = (use: {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  connectionId: Id
}): Flow =>
  drawFlow(
    card('connector-event', 'event', { title: 'User created', config: { ...use, runMode: 'each' } }),
    card('compose', 'greeting', {
      title: 'Write the welcome',
      inputs: {
        text: text(
          'Welcome to ',
          pill('event', 'department'),
          ', ',
          pill('event', 'firstName'),
          ' ',
          pill('event', 'lastName'),
          '!'
        )
      }
    }),
    card('object-construct', 'message', {
      title: 'Put the message together',
      config: {
        keys: [
          { id: 'to', key: 'to', dataType: one('text') },
          { id: 'body', key: 'body', dataType: one('text') }
        ]
      },
      inputs: { to: pill('event', 'email'), body: pill('greeting', 'output') }
    })
  )
