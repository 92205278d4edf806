import { one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { fieldsIn } from '../view/fields-editor/group-draft.ts'
import { action } from './card.ts'
import {
  addDynamicInputs,
  addInput,
  addInputGroup,
  changeInput,
  changeInputGroup,
  configWithInputs,
  type InputsDraft,
  inputsDraftOf,
  moveInput,
  moveInputGroup,
  removedInputs,
  removeInput,
  removeInputGroup,
  restoreInputs,
  validateInputs
} from './inputs-draft.ts'

const priority = field('priority', 'Priority', {
  fieldType: 'dropdown',
  choices: { from: 'static', rows: [{ display: 'High', value: 'high' }] },
  initial: 'high'
})

const config = {
  options: [field('channel', 'Channel')],
  groups: [
    { id: 'message', name: 'Message', fields: [field('text', 'Text'), priority] },
    { id: 'meta', name: 'Meta', fields: [field('sent', 'Sent', { dataType: one('date') })], extensible: true }
  ],
  selectable: true
} as const

const drafted = (): InputsDraft => inputsDraftOf(put(action, 'start', { config: { ...config } as never }))
const names = ({ groups }: InputsDraft): string[] =>
  groups.map(({ name, fields }) => `${name}: ${fields.map(({ label }) => label).join(', ')}`)

test('an unchanged draft equals the inputs of its card', () => {
  expect(configWithInputs({ ...config } as never, drafted())).toEqual(config)
  expect(validateInputs(drafted())).toEqual({ groups: {}, fields: {}, values: [] })
})

test('new groups and inputs get ids made of their names, different from those of options', () => {
  let draft = addInputGroup(drafted(), 'g', 'f')
  draft = changeInputGroup(draft, 'g', { name: 'Message' })
  draft = changeInput(changeInputGroup(draft, 'g', { name: 'More' }), 'f', { label: 'Channel' })
  draft = changeInput(addInput(draft, 'meta', 'h', 0), 'h', { label: 'Text' })
  const { groups } = configWithInputs({ ...config } as never, draft)
  expect(groups).toMatchObject([
    { id: 'message' },
    { id: 'meta', fields: [{ id: 'text_2', label: 'Text' }, { id: 'sent' }] },
    { id: 'more', fields: [{ id: 'channel_2', label: 'Channel', required: true, dataType: one('text') }] }
  ])
})

test('groups and inputs can be moved, and an input can move to another group', () => {
  expect(names(moveInputGroup(drafted(), 'meta', 0))).toEqual(['Meta: Sent', 'Message: Text, Priority'])
  expect(names(moveInput(drafted(), 'priority', 'meta', 0))).toEqual([
    'Message: Text',
    'Meta: Priority, Sent'
  ])
})

test('a removed input can be put back at its former position', () => {
  const begun = drafted()
  const without = removeInputGroup(removeInput(begun, 'priority'), 'meta')
  expect(removedInputs(without, begun).map(({ label }) => label)).toEqual(['Priority', 'Sent'])
  expect(restoreInputs(without, begun)).toEqual(begun)
})

test('a dynamic group has a helper flow instead of fields, and can be put back', () => {
  const dynamic = { flowId: 'fields', inputs: { channel: { option: 'channel' } } }
  const begun = drafted()
  let draft = changeInputGroup(addDynamicInputs(begun, 'g'), 'g', { name: 'Custom' })
  expect(configWithInputs({ ...config } as never, draft).groups).toHaveLength(3)
  draft = changeInputGroup(draft, 'g', { source: dynamic })
  const kept = configWithInputs({ ...config } as never, draft)
  expect(kept.groups).toMatchObject([{}, {}, { id: 'custom', name: 'Custom', fields: [], dynamic }])
  const again = inputsDraftOf(put(action, 'start', { config: kept }))
  expect(configWithInputs(kept, again)).toEqual(kept)
  const without = removeInputGroup(again, 'custom')
  expect(removedInputs(without, again)).toEqual([{ id: 'loaded.custom', label: 'Custom' }])
  expect(restoreInputs(without, again)).toEqual(again)
  expect(moveInput(again, 'text', 'custom', 0)).toEqual(again)
})

test('a dropdown returns one text or number, and keeps a number', () => {
  const typed = (dataType: typeof priority.dataType) =>
    fieldsIn(
      changeInput(changeInput(drafted(), 'text', { dataType }), 'text', { fieldType: 'dropdown' }).groups
    )[0]?.dataType
  expect(typed(one('number'))).toEqual(one('number'))
  expect(typed(one('object'))).toEqual(one('text'))
  expect(typed({ kind: 'number', list: true })).toEqual(one('number'))
})

test('missing and repeated names, and dropdowns without values, are errors', () => {
  let draft = changeInputGroup(drafted(), 'meta', { name: 'message' })
  draft = changeInput(draft, 'text', { label: '' })
  draft = changeInput(draft, 'sent', { fieldType: 'dropdown' })
  const { groups, fields, values } = validateInputs(draft)
  expect(Object.keys(groups)).toEqual(['message', 'meta'])
  expect(fields).toEqual({ text: 'Enter a label.' })
  expect(values.map(({ message }) => message)).toEqual([
    'The input “Sent” is a dropdown without values. Add values.'
  ])
})

test('the check of the card names the fault of a dynamic group’s helper flow', () => {
  const flow = {
    ...{ id: 'fields', name: 'List fields', kind: 'helper', options: [], outputs: [], runMode: false },
    inputs: [field('channel', 'Channel')]
  } as const
  const check = (inputs: Record<string, { option: string }>, kind: 'helper' | 'action' = 'helper') =>
    action
      .check(
        put(action, 'start', {
          config: {
            options: [...config.options],
            groups: [{ id: 'custom', name: 'Custom', fields: [], dynamic: { flowId: 'fields', inputs } }]
          }
        }),
        catalogWithFlows(
          cardSpecs,
          {},
          {
            flows: new Map([
              ['fields', { ...flow, inputs: [...flow.inputs], options: [], outputs: [], kind }]
            ])
          }
        )
      )
      .map(({ field: at, message }) => [at, message])
  expect(check({ channel: { option: 'channel' } })).toEqual([])
  expect(check({})).toEqual([
    [
      'loaded.custom',
      'The input “Channel” of “List fields” is required for the fields of the group “Custom”. Map a value to it.'
    ]
  ])
  expect(check({ channel: { option: 'gone' } })).toEqual([
    [
      'loaded.custom',
      'The group “Custom” passes “List fields” the value of an option that no longer exists. Choose another option.'
    ]
  ])
  expect(check({}, 'action')[0]?.[1]).toContain('because it does not start with Helper Flow')
})

test('the check of the card names inputs that cannot be entered or have the id of an option', () => {
  const check = (...fields: ReturnType<typeof field>[]) =>
    action
      .check(
        put(action, 'start', {
          config: { options: [...config.options], groups: [{ id: 'g', name: 'G', fields }] }
        }),
        catalogWithFlows(cardSpecs, {})
      )
      .map(({ field: at, message }) => [at, message])
  expect(check(priority)).toEqual([])
  expect(check(field('a', 'A', { fieldType: 'dropdown' }))).toEqual([
    ['a', 'The input “A” is a dropdown without values. Add values.']
  ])
  expect(check({ ...priority, dataType: one('number') })).toEqual([
    [
      'priority',
      'The input “Priority” returns numbers, but its value “high” is not a number. Use digits, or set its data type to Text.'
    ]
  ])
  expect(check({ ...priority, dataType: one('date') })[0]?.[1]).toContain(
    'a dropdown returns one text or number'
  )
  expect(check({ ...priority, choices: { from: 'flow', flowId: 'f', inputs: {} } })[0]?.[1]).toContain(
    'which only options can do'
  )
  expect(check(field('channel', 'Channel'))).toEqual([
    [
      undefined,
      'The input “Channel” has the id channel, which is reserved for the card. Delete the input and add it again.'
    ]
  ])
})
