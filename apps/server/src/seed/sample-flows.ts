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

/** Returns the authentication at the practice service: its API key as a bearer token. */
export const sampleAuthentication = (practiceUrl: string): Authentication => ({
  kind: 'api-key',
  fields: [
    {
      id: 'apiKey',
      label: 'API Key',
      entry: 'password',
      required: true,
      help: 'Shown on the page of Acme HR, under “Connection details”.'
    }
  ],
  baseUrl: literal(practiceUrl),
  allowedHosts: [new URL(practiceUrl).host],
  placement: {
    kind: 'header',
    name: 'Authorization',
    value: text('Bearer ', pill('connection', 'apiKey'))
  }
})

/** Flow that tests a connection. */
export const sampleAuthping: Flow = drawFlow(
  card('authping', 'start'),
  card('raw-request', 'ask', { title: 'Who am I', inputs: { url: literal('/api/me') } })
)

/**
 * Flow that subscribes the Event URL at the practice service, signed with its secret, and stores the subscription's id.
 */
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

/** Deregistration flow: deletes the subscription at the practice service. */
export const sampleDeregistration: Flow = drawFlow(
  card('webhook-deregistration', 'start', { config: { inputs: [] } }),
  card('object-get', 'id', {
    title: 'Subscription ID',
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

/** Creates the event for a new person in the directory, optionally limited to one department. */
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

/** Action that assigns an item to a person. */
export const sampleAssignEquipment: Flow = drawFlow(
  card('action', 'start', {
    config: {
      options: [
        field('item', 'Item', {
          fieldType: 'dropdown',
          choices: {
            from: 'static',
            rows: [
              { display: 'Laptop', value: 'laptop' },
              { display: 'Phone', value: 'phone' },
              { display: 'Monitor', value: 'monitor' }
            ]
          }
        })
      ],
      groups: [
        {
          id: 'person',
          name: 'Person',
          fields: [field('personId', 'Person ID'), field('name', 'Name', { required: false })]
        }
      ]
    }
  }),
  card('object-construct', 'wish', {
    title: 'Equipment to assign',
    config: {
      keys: ['personId', 'name', 'item'].map(key => ({ id: key, key, dataType: one('text') }))
    },
    inputs: {
      personId: pill('start', 'personId'),
      name: pill('start', 'name'),
      item: pill('start', 'option.item')
    }
  }),
  card('raw-request', 'assign', {
    title: 'Assign',
    // Acme HR assigns once for all requests with the same key.
    config: { method: 'POST', retry: 'always' },
    inputs: { url: literal('/api/equipment'), body: pill('wish', 'output') }
  }),
  card('return-outputs', 'return', {
    config: {
      groups: [
        {
          id: 'equipment',
          name: 'Equipment',
          fields: [
            field('tag', 'Tag'),
            field('item', 'Item'),
            field('assignedAt', 'Assigned at', { dataType: one('date') })
          ]
        }
      ],
      runMode: false
    },
    inputs: Object.fromEntries(['tag', 'item', 'assignedAt'].map(key => [key, pill('assign', 'json', [key])]))
  })
)

/** Action of a deployed connector with the connection for its card. */
interface UsedAction {
  connectorId: Id
  versionId: Id
  actionFlowId: Id
  connectionId: Id
}

/**
 * Creates a user's flow that welcomes each new person. It assigns a laptop in Acme HR and posts a message in
 * Acme Chat.
 */
export const sampleUserFlow = (
  use: { connectorId: Id; versionId: Id; eventFlowId: Id; connectionId: Id },
  actions: { assign: UsedAction; post: UsedAction }
): Flow =>
  drawFlow(
    card('connector-event', 'event', { title: 'User created', config: { ...use, runMode: 'each' } }),
    card('connector-action', 'equipment', {
      title: 'Assign equipment',
      config: { ...actions.assign },
      inputs: {
        item: literal('laptop'),
        personId: pill('event', 'id'),
        name: text(pill('event', 'firstName'), ' ', pill('event', 'lastName'))
      }
    }),
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
          '! Your laptop is ',
          pill('equipment', 'tag'),
          '.'
        )
      }
    }),
    card('connector-action', 'message', {
      title: 'Post message',
      config: { ...actions.post },
      inputs: { channel: literal('new-joiners'), text: pill('greeting', 'output') }
    })
  )
