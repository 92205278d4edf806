import { type Flow, type Json, literal, pill } from '@hookwright/model'
import { card, flowOf } from './flow-docs.ts'

const dataType = (kind: string, list = false): Json => ({ kind, list })

/** Creates an output of an event. */
export const outputField = (id: string, label: string, kind = 'text', list = false): Json => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: dataType(kind, list),
  required: false
})

/** Creates an option of an event: a dropdown with these rows, or a text field without them. */
export const optionField = (id: string, label: string, required = true, rows?: string[]): Json => ({
  id,
  label,
  fieldType: rows === undefined ? 'text-field' : 'dropdown',
  dataType: dataType('text'),
  required,
  ...(rows && {
    choices: { from: 'static', rows: rows.map(row => ({ display: row, value: row.toLowerCase() })) }
  })
})

/** Creates a group of outputs. */
export const groupOf = (id: string, name: string, ...fields: Json[]): Json => ({ id, name, fields })

/** Creates a webhook event flow: a start card with these options, and a return card with these outputs. */
export const eventFlow = (params: {
  options?: Json[]
  groups?: Json[]
  runMode?: boolean
  inputs?: NonNullable<Flow['cards'][string]>['inputs']
}): Flow =>
  flowOf(
    card('event', 'webhook-event', {
      config: { options: params.options ?? [], registrationFlowId: null, deregistrationFlowId: null }
    }),
    card('return', 'return-outputs', {
      config: { groups: params.groups ?? [], runMode: params.runMode ?? false },
      inputs: params.inputs ?? {}
    })
  )

/** Returns the outputs of a new user, in two groups, mapped from the body. */
export const userOutputs = (): Parameters<typeof eventFlow>[0] => ({
  groups: [
    groupOf(
      'user',
      'User',
      outputField('id', 'ID'),
      outputField('active', 'Active', 'boolean'),
      outputField('created', 'Created', 'date')
    ),
    groupOf('raw', 'Raw', outputField('body', 'Body', 'object'))
  ],
  inputs: {
    id: pill('event', 'body', ['user', 'id']),
    active: pill('event', 'body', ['user', 'active']),
    created: literal('2026-11-24T14:02:11Z'),
    body: pill('event', 'body')
  }
})
