import { type Field, type FieldId, Fields, type FlowSignature } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { losesOptions } from '../kernel/option-ports.ts'
import { field, put } from '../testing.ts'
import { movedTo } from '../view/fields-editor/field-draft.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import {
  blankOption,
  changeOption,
  dependentsIn,
  earlierOptions,
  keysOf,
  type OptionDraft,
  type OptionsDraft,
  optionsDraftOf,
  optionsOf,
  removedOptions,
  restoreOptions,
  shownOptionsOf,
  withFlow
} from './options-draft.ts'
import { blocksApply, validateOptions } from './validate-options.ts'

const cardWith = (options: unknown) =>
  put(webhookEvent, 'event', {
    // A test may hand over what no option is.
    config: { options: options as [], registrationFlowId: null, deregistrationFlowId: null }
  })

const draftOf = (...options: Field[]): OptionsDraft => optionsDraftOf(cardWith(options))

const rows = [
  { display: 'Created', value: 'user.created' },
  { display: 'Deleted', value: 'user.deleted' }
]
const kind = field('event_type', 'Event type', {
  fieldType: 'dropdown',
  choices: { from: 'static', rows },
  initial: 'user.deleted'
})
const department = field('department', 'Department', { required: false, initial: 'hr' })
const team = field('team', 'Team', {
  fieldType: 'dropdown',
  choices: {
    from: 'flow',
    flowId: 'teams',
    inputs: { of: { option: 'department' }, size: { literal: 20 } }
  }
})

const teams: FlowSignature = {
  id: 'teams',
  name: 'List teams',
  kind: 'helper',
  options: [],
  inputs: [field('of', 'Department'), field('size', 'Size', { required: false })],
  outputs: [],
  runMode: false
}
const flows = new Map([
  ['teams', teams],
  ['open', { ...teams, id: 'open', kind: 'registration' as const }]
])

const added = (draft: OptionsDraft, id: FieldId, parts: Partial<OptionDraft>): OptionsDraft => ({
  ...draft,
  fields: [...draft.fields, { ...blankOption(id), ...parts }]
})

const messages = (draft: OptionsDraft) => validateOptions(draft, flows).map(({ message }) => message)

describe('a draft', () => {
  test('equals the options of its card', () => {
    const options = [kind, department, team]
    expect(optionsOf(draftOf(...options))).toEqual(options)
    expect(messages(draftOf(...options))).toEqual([])
  })

  test('leaves out options that cannot be read, so that they can be entered again', () => {
    expect(optionsDraftOf(cardWith('nothing')).fields).toEqual([])
    expect(optionsDraftOf(cardWith([{ id: 'x' }])).fields).toEqual([])
  })

  test('keeps the options next to an unreadable one, and must not overwrite it', () => {
    const card = cardWith([kind, { id: 'x' }])
    expect(optionsDraftOf(card).kept).toEqual(['event_type'])
    expect(losesOptions(card)).toBe(true)
    expect(losesOptions(cardWith([kind, team]))).toBe(false)
    expect(losesOptions(cardWith('nothing'))).toBe(true)
  })

  test('reads options with the same label, so that they can be renamed', () => {
    const draft = draftOf(department, { ...department, id: 'other' })
    expect(draft.fields).toHaveLength(2)
    expect(messages(draft)).toEqual([
      'Two fields are named “Department”. Change one of the labels.',
      'Two fields are named “Department”. Change one of the labels.'
    ])
  })

  test('has no more options than an event may have', () => {
    const many = Array.from({ length: 201 }, (_, at) => field(`f${at}`, `Field ${at}`))
    expect(validateOptions(draftOf(...many), flows)).toEqual([
      {
        option: 'f200',
        at: { part: 'label' },
        message: 'A card has at most 200 options. Remove this option or another one.'
      }
    ])
  })

  test('makes a new option required and a text field for text', () => {
    expect(optionsOf(added(draftOf(), 'c1', { label: 'Site' }))).toEqual([
      {
        id: 'site',
        label: 'Site',
        fieldType: 'text-field',
        dataType: { kind: 'text', list: false },
        required: true
      }
    ])
  })

  test('keeps the entries of one source of values while another one is chosen', () => {
    const there = changeOption(draftOf(kind), 'event_type', option => ({ ...option, from: 'flow' }))
    const back = changeOption(there, 'event_type', option => ({ ...option, from: 'static' }))
    expect(optionsOf(back)).toEqual([kind])
    const asText = changeOption(draftOf(kind), 'event_type', option => ({
      ...option,
      fieldType: 'text-field'
    }))
    expect(optionsOf(asText)[0]).not.toHaveProperty('choices')
    expect(optionsOf(asText)[0]).not.toHaveProperty('initial')
  })
})

describe('removed options', () => {
  const begun = draftOf(kind, department, team)
  const without = (...gone: string[]): OptionsDraft => ({
    ...begun,
    fields: begun.fields.filter(({ id }) => !gone.includes(id))
  })

  test('are remembered at their positions until they are put back', () => {
    const draft = without('event_type', 'team')
    expect(removedOptions(draft, begun).map(({ id }) => id)).toEqual(['event_type', 'team'])
    expect(restoreOptions(draft, begun)).toEqual(begun)
    expect(removedOptions(begun, begun)).toEqual([])
  })

  test('do not include new ones', () => {
    const fresh = { ...draftOf(), fields: [blankOption('new')] }
    expect(removedOptions({ ...fresh, fields: [] }, fresh)).toEqual([])
  })
})

describe('a key', () => {
  test('is made of the label of a new option and stays when an option is renamed', () => {
    const renamed = changeOption(draftOf(kind), 'event_type', option => ({ ...option, label: 'Kind' }))
    const draft = added(renamed, 'c1', { label: 'Event type' })
    expect(optionsOf(draft).map(({ id, label }) => [id, label])).toEqual([
      ['event_type', 'Kind'],
      ['event_type_2', 'Event type']
    ])
  })

  test('of a removed option is not given to a new one', () => {
    const draft = draftOf(kind)
    expect(optionsOf(added({ ...draft, fields: [] }, 'c1', { label: 'Event type' }))[0]?.id).toBe(
      'event_type_2'
    )
  })

  test('is passed to the helper flow of a later option', () => {
    const region = added(draftOf(), 'c1', { label: 'Region' })
    const draft = added(region, 'c2', {
      label: 'Site',
      fieldType: 'dropdown',
      from: 'flow',
      flowId: 'teams',
      inputs: { of: { option: 'c1' } }
    })
    expect(optionsOf(draft)[1]?.choices).toEqual({
      from: 'flow',
      flowId: 'teams',
      inputs: { of: { option: 'region' } }
    })
    expect(shownOptionsOf(draft)[1]?.choices).toMatchObject({ inputs: { of: { option: 'c1' } } })
  })

  test('is unique in every draft, so that a draft without errors can be saved', () => {
    const label = fc.constantFrom('Event type', 'event-type', 'EVENT_type', 'Größe', 'Site', '名前')
    fc.assert(
      fc.property(fc.uniqueArray(label), fc.uniqueArray(label), (old, fresh) => {
        const before = optionsOf(
          old.reduce((draft, each, index) => added(draft, `o${index}`, { label: each }), draftOf())
        )
        const draft = fresh.reduce(
          (made, each, index) => added(made, `n${index}`, { label: `${each} 2` }),
          draftOf(...before)
        )
        expect(new Set(keysOf(draft).values()).size).toBe(draft.fields.length)
        if (messages(draft).length === 0) expect(Fields.safeParse(optionsOf(draft)).success).toBe(true)
        expect(optionsOf(draft).slice(0, before.length)).toEqual(before)
      })
    )
  })
})

describe('entered values', () => {
  const withRows = (...typed: [string, string][]) =>
    changeOption(draftOf(kind), 'event_type', option => ({
      ...option,
      rows: typed.map(([display, value], index) => ({ id: `r${index}`, display, value })),
      defaults: ['r1']
    }))

  test('keep their order, with the default, and use their label where no value was entered', () => {
    expect(optionsOf(withRows(['Deleted', 'user.deleted'], ['Created', '']))[0]).toMatchObject({
      choices: {
        rows: [
          { display: 'Deleted', value: 'user.deleted' },
          { display: 'Created', value: 'Created' }
        ]
      },
      initial: 'Created'
    })
  })

  test.each<[string, [string, string][], string]>([
    ['none', [], 'The option “Event type” is a dropdown without values. Add values.'],
    ['one that is not shown', [['', 'x']], 'A value needs a display text. Enter one under Display.'],
    [
      'one that is too long',
      [['x'.repeat(201), 'x']],
      'A display text has at most 200 characters. Shorten it.'
    ],
    [
      'one whose value is too long',
      [['x', 'x'.repeat(501)]],
      'A value has at most 500 characters. Shorten it.'
    ]
  ])('as %s are reported with the fix', (_, typed, message) => {
    expect(messages(withRows(...typed))).toEqual([message])
  })

  // review: trial 3
  test('that were pasted but not added block applying the draft', () => {
    const pasted = changeOption(withRows(), 'event_type', option => ({ ...option, pasted: 'Created\n' }))
    const [error, ...others] = validateOptions(pasted, flows)
    expect(others).toEqual([])
    expect(error?.message).toBe(
      'The list pasted for “Event type” is not added yet. Choose “Add values”, or cancel.'
    )
    expect(error !== undefined && blocksApply(error, pasted)).toBe(true)
    const blank = changeOption(withRows(['One', '']), 'event_type', option => ({ ...option, pasted: ' \n' }))
    expect(messages(blank)).toEqual([])
  })

  test('cannot be repeated', () => {
    expect(messages(withRows(['One', 'x'], ['x', '']))).toEqual([
      'Two rows have the value “x”. Change or remove one of them.',
      'Two rows have the value “x”. Change or remove one of them.'
    ])
  })

  test('are marked at the field to fix: the label or the value', () => {
    const places = (...params: [string, string][]) =>
      validateOptions(withRows(...params), flows).map(({ at }) => at.part === 'row' && at.of)
    expect(places(['One', 'x'], ['x', ''])).toEqual(['value', 'display'])
    expect(places(['', 'x'], ['y', 'v'.repeat(501)])).toEqual(['display', 'value'])
  })

  test('are at most 500', () => {
    const many = Array.from({ length: 501 }, (_, at): [string, string] => [`${at}`, ''])
    expect(messages(withRows(...many))).toEqual([
      '“Event type” has 501 values; the limit is 500. Load them from a helper flow.'
    ])
  })
})

describe('values from a helper flow', () => {
  const change = (parts: Partial<OptionDraft>, draft = draftOf(department, team)) =>
    changeOption(draft, 'team', option => ({ ...option, ...parts }))

  test.each<[string, Partial<OptionDraft>, string]>([
    ['no flow', { flowId: null }, 'The option “Team” has no helper flow for its values yet. Choose one.'],
    [
      'a deleted flow',
      { flowId: 'gone' },
      'The helper flow of the option “Team” was deleted or is not a helper flow. Choose another one.'
    ],
    [
      'a flow of another kind',
      { flowId: 'open' },
      'The option “Team” cannot take its values from the flow “List teams” because it does not start with Helper Flow. Choose one that does.'
    ],
    [
      'nothing for an input that needs it',
      { inputs: {} },
      'The input “Department” of “List teams” is required for the values of the option “Team”. Map a value to it.'
    ],
    [
      'a value for an input that is gone',
      { inputs: { of: { literal: 'hr' }, old: { literal: 1 } } },
      'The option “Team” still passes a value to an input of “List teams” that no longer exists. Remove the mapping.'
    ]
  ])('with %s are reported with the fix', (_, parts, message) => {
    expect(messages(change(parts))).toEqual([message])
  })

  test('cannot depend on a later option, which moving or removing one can cause', () => {
    const wrong =
      'The option “Team” passes “List teams” the value of an option that no longer exists or comes after it. Choose an option before it.'
    const draft = draftOf(department, team)
    expect(messages({ ...draft, fields: movedTo(draft.fields, 'team', 0) })).toEqual([wrong])
    expect(messages({ ...draft, fields: draft.fields.slice(1) })).toEqual([wrong])
    expect(dependentsIn(draft, 'department')).toEqual(['Team'])
    expect(dependentsIn(draft, 'team')).toEqual([])
  })

  test('use the called option as an input', () => {
    const draft = draftOf(department, field('team', 'Team', { fieldType: 'dropdown' }))
    const chosen = changeOption(draft, 'team', option => ({
      ...withFlow(option, teams, undefined, earlierOptions(draft, 'team')),
      from: 'flow'
    }))
    expect(optionsOf(chosen)[1]?.choices).toEqual({
      from: 'flow',
      flowId: 'teams',
      inputs: { of: { option: 'department' } }
    })
  })

  test('keep their mappings: all if the same flow is chosen again, by label for another flow', () => {
    const draft = draftOf(department, team)
    const option = draft.fields[1] ?? blankOption('none')
    const handed = { ...option, inputs: { of: { literal: 'hr' }, size: { literal: 20 } } }
    expect(withFlow(handed, teams, teams, [])).toBe(handed)
    const other = { ...teams, id: 'people', inputs: [field('most', 'size'), field('who', 'Who')] }
    expect(withFlow(handed, other, teams, earlierOptions(draft, 'team'))).toMatchObject({
      flowId: 'people',
      inputs: { most: { literal: 20 } }
    })
  })
})
