import { type Bindings, type Card, type Json, literal, one, pill, text } from '@hookwright/model'
import { card, drawnRequest } from './flow-docs.ts'

const field = (id: string, label: string, kind: Parameters<typeof one>[0], required: boolean): Json => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: { ...one(kind) },
  required
})

const keys = (...params: [string, string][]): Card['config'] => ({
  keys: params.map(([id, key]) => ({ id, key, dataType: { ...one('text') } }))
})

const body = (...path: string[]): Bindings[string] => pill('id-21', 'body', path)

const deregister = [
  card('id-0', 'webhook-deregistration', {
    config: {
      inputs: [field('id-1', 'Event type', 'text', false), field('id-2', 'Department', 'text', false)]
    }
  }),
  card('id-3', 'return-error-if', {
    title: 'Check the id',
    config: { operator: 'is-empty' },
    inputs: {
      left: pill('id-0', 'registrationData', ['id']),
      message: literal('Registration Data has no id of the subscription to delete.')
    }
  }),
  card('id-4', 'raw-request', {
    title: 'Delete subscription',
    config: drawnRequest({ method: 'DELETE', failOnError: false }),
    inputs: { url: text('/subscriptions/', pill('id-0', 'registrationData', ['id'])) }
  }),
  card('id-5', 'continue-if', {
    title: 'Continue if deleted',
    config: { operator: 'not-equal' },
    inputs: { left: pill('id-4', 'statusCode'), right: literal(404) }
  }),
  card('id-6', 'return-error-if', {
    title: 'Fail if refused',
    config: { operator: 'greater-or-equal' },
    inputs: {
      left: pill('id-4', 'statusCode'),
      right: literal(400),
      message: text(
        'The service did not delete the subscription; it answered ',
        pill('id-4', 'statusCode'),
        '.'
      )
    }
  })
]

const register = [
  card('id-7', 'webhook-registration', {
    config: {
      inputs: [field('id-8', 'Event type', 'text', true), field('id-9', 'Department', 'text', true)]
    }
  }),
  card('id-10', 'object-construct', {
    title: 'Requested subscription',
    config: keys(['id-11', 'url'], ['id-12', 'eventType'], ['id-13', 'department'], ['id-14', 'key']),
    inputs: {
      'id-11': pill('id-7', 'eventUrl'),
      'id-12': pill('id-7', 'id-8'),
      'id-13': pill('id-7', 'id-9'),
      'id-14': pill('id-7', 'signingSecret')
    }
  }),
  card('id-15', 'raw-request', {
    title: 'Create subscription',
    config: drawnRequest({ method: 'POST', timeoutSeconds: 60 }),
    inputs: { url: literal('/subscriptions'), body: pill('id-10', 'output') }
  }),
  card('id-16', 'return-error-if', {
    title: 'Check the id',
    config: { operator: 'is-empty' },
    inputs: {
      left: pill('id-15', 'json', ['id']),
      message: literal('The service returned no subscription id. Check the subscriptions there.')
    }
  }),
  card('id-17', 'object-construct', {
    title: 'Registration Data',
    config: keys(['id-18', 'id'], ['id-19', 'secret']),
    inputs: { 'id-18': pill('id-15', 'json', ['id']), 'id-19': pill('id-15', 'json', ['secret']) }
  }),
  card('id-20', 'registration-return', {
    inputs: { registrationData: pill('id-17', 'output'), expiresAt: pill('id-15', 'json', ['expiresAt']) }
  })
]

const userEvents = [
  card('id-21', 'webhook-event', {
    config: {
      options: [
        {
          ...(field('event_type', 'Event type', 'text', true) as object),
          fieldType: 'dropdown',
          choices: {
            from: 'static',
            rows: [
              { display: 'User created', value: 'user.created' },
              { display: 'File deleted', value: 'file.deleted' }
            ]
          }
        },
        field('department', 'Department', 'text', true)
      ],
      registrationFlowId: 'Register event',
      deregistrationFlowId: 'Deregister event'
    },
    inputs: {
      'registration.id-8': pill('id-21', 'option.event_type'),
      'registration.id-9': pill('id-21', 'option.department'),
      'deregistration.id-1': pill('id-21', 'option.event_type'),
      'deregistration.id-2': pill('id-21', 'option.department')
    }
  }),
  card('id-22', 'return-outputs', {
    config: {
      groups: [
        {
          id: 'user',
          name: 'User',
          fields: [
            field('id', 'ID', 'text', false),
            field('active', 'Active', 'boolean', false),
            field('created', 'Created', 'date', false)
          ]
        },
        {
          id: 'raw',
          name: 'Raw',
          fields: [
            field('event_id', 'Event id', 'text', false),
            field('attempt', 'Attempt', 'number', false),
            field('body', 'Body', 'object', false)
          ]
        }
      ],
      runMode: false
    },
    inputs: {
      id: body('id'),
      active: body('active'),
      created: body('created'),
      event_id: body('event'),
      attempt: body('attempt'),
      body: body()
    }
  })
]

/**
 * Flows that the sample event's procedure must create in its steps 3 to 11, in the format of `drawnFlows`.
 * They are the same by mouse and by keyboard.
 */
export const sampleFlows: Record<string, Card[]> = {
  'Deregister event': deregister,
  'Register event': register,
  'User events': userEvents
}
