import { emptyCatalog, linesOfCard, viewOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { type Card, compareFlows, type Flow, type FlowSignature, literal, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from './index.ts'

const signature = (id: string, name: string, inputs: FlowSignature['inputs'] = []): FlowSignature => ({
  id,
  name,
  kind: 'registration',
  options: [],
  inputs,
  outputs: [],
  runMode: false
})

const eventType = {
  id: 'kind',
  label: 'Event type',
  fieldType: 'dropdown',
  dataType: one('text'),
  required: true,
  choices: { from: 'static', rows: [{ display: 'Created', value: 'created' }] }
}

const department = {
  id: 'dep',
  label: 'Department',
  fieldType: 'text-field',
  dataType: one('text'),
  required: false
}

const card = (id: string, type: string, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs: {},
  ...parts
})

const linesOf = (before: Flow, after: Flow, flows: FlowSignature[] = []): string[] => {
  const around = { ...emptyCatalog, flows: new Map(flows.map(flow => [flow.id, flow])) }
  return compareFlows(before, after).flatMap(difference =>
    linesOfCard(difference, viewOf(before, cardSpecs, around), viewOf(after, cardSpecs, around)).map(
      line => `${line.what}: ${line.before ?? '–'} → ${line.after ?? '–'}`
    )
  )
}

test('a Webhook Event card says which options, helper flows and mappings differ', () => {
  const before = flowOf(
    card('event', 'webhook-event', {
      config: { options: [eventType], registrationFlowId: null, deregistrationFlowId: null }
    })
  )
  const after = flowOf(
    card('event', 'webhook-event', {
      config: {
        options: [
          department,
          {
            ...eventType,
            label: 'Kind',
            choices: { from: 'static', rows: [{ display: 'Created', value: 'user.created' }] }
          }
        ],
        registrationFlowId: 'r',
        deregistrationFlowId: null
      },
      inputs: { 'registration.kind': pill('event', 'option.kind') }
    })
  )
  const register = signature('r', 'Register', [
    { id: 'kind', label: 'Topic', fieldType: 'text-field', dataType: one('text'), required: true }
  ])
  expect(linesOf(before, after, [register])).toEqual([
    'Options ▸ “Department”: – → Field Type: Text Field, Data Type: Text, Required: No',
    'Options ▸ “Kind” ▸ Label: Event type → Kind',
    'Options ▸ “Kind” ▸ Values: Created (created) → Created (user.created)',
    'Registration Flow: – → “Register”',
    'Registration Flow ▸ Topic: – → Webhook Event ▸ Kind'
  ])
})

test('a Connector Action card says which inputs and groups differ, by their names', () => {
  const flow = (config: Card['config']): Flow => flowOf(card('start', 'action', { config }))
  const group = { id: 'message', name: 'Message', fields: [department] }
  const before = flow({ options: [], groups: [group] })
  const after = flow({
    options: [],
    groups: [
      { ...group, name: 'Text', fields: [{ ...department, required: true }], extensible: true },
      { id: 'more', name: 'More', fields: [eventType] }
    ],
    selectable: true
  })
  expect(linesOf(before, after)).toEqual([
    'Input groups ▸ “Text” ▸ Name: Message → Text',
    'Input groups ▸ “Text” ▸ Fields ▸ “Department” ▸ Required: No → Yes',
    'Input groups ▸ “Text” ▸ Extensible group: – → Yes',
    'Input groups ▸ “More”: – → Fields: Label: Event type, Field Type: Dropdown, Data Type: Text, Required: Yes, Values: Created (created)',
    'Users select outputs: – → Yes'
  ])
})

test('a Return Outputs card says which groups and fields differ, by their names', () => {
  const email = {
    id: 'email',
    label: 'Email',
    fieldType: 'text-field',
    dataType: one('text'),
    required: true
  }
  const before = flowOf(
    card('return', 'return-outputs', {
      config: { groups: [{ id: 'user', name: 'User', fields: [email, department] }], runMode: false },
      inputs: { email: literal('a') }
    })
  )
  const after = flowOf(
    card('return', 'return-outputs', {
      config: {
        groups: [{ id: 'user', name: 'Person', fields: [department, { ...email, dataType: one('object') }] }],
        runMode: true
      }
    })
  )
  expect(linesOf(before, after)).toEqual([
    'Output groups ▸ “Person” ▸ Name: User → Person',
    'Output groups ▸ “Person” ▸ Fields ▸ “Email” ▸ Data Type: Text → Object',
    'Output groups ▸ “Person” ▸ Fields ▸ Order: Email, Department → Department, Email',
    'Run mode: No → Yes',
    'Person ▸ Email: a → –'
  ])
})

test('a card with settings describes them as it shows them', () => {
  const before = flowOf(
    card('hash', 'hash', { config: { algorithm: 'sha256', encoding: 'hex' } }),
    card('values', 'assign', { config: { fields: [{ id: 'a', label: 'Team', dataType: one('text') }] } })
  )
  const after = flowOf(
    card('hash', 'hash', { config: { algorithm: 'sha512', encoding: 'hex' } }),
    card('values', 'assign', { config: { fields: [{ id: 'a', label: 'Team', dataType: one('number') }] } })
  )
  expect(linesOf(before, after)).toEqual([
    'Algorithm: SHA-256 → SHA-512',
    'Values ▸ “Team” ▸ Data Type: Text → Number'
  ])
})
