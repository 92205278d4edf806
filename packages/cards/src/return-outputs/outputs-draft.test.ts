import { problemsOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import {
  applyEdit,
  type Binding,
  type Card,
  listOf,
  literal,
  OutputGroups,
  one,
  pill
} from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookEvent } from '../webhook-event/card.ts'
import { applyOutputs, removedOutputs } from './apply-outputs.ts'
import { type Config, returnOutputs } from './card.ts'
import {
  addDynamicOutputs,
  addGroup,
  addOutput,
  changeOutput,
  changeSource,
  confirmTypes,
  fieldsOf,
  groupsOf,
  guessedOutputs,
  keepFirstGroup,
  listOutputErrors,
  mergeGroups,
  moveGroup,
  moveOutput,
  nameGroup,
  type OutputsDraft,
  outputsDraftOf,
  outputsFromRecord,
  removeGroup,
  removeOutput,
  switchRunModeBack,
  switchRunModeOff,
  switchRunModeOn,
  validateOutputs
} from './outputs-draft.ts'
import { readOutputs } from './read-config.ts'
import { LIST } from './records.ts'
import { restoreOutputs } from './restore-outputs.ts'

const output = (id: string, label: string) => field(id, label, { required: false })
const config: Config = {
  groups: [
    {
      id: 'user',
      name: 'User',
      fields: [output('id', 'ID'), { ...output('created', 'Created'), dataType: one('date') }]
    },
    { id: 'raw', name: 'Raw', fields: [{ ...output('tags', 'Tags'), dataType: listOf('text') }] }
  ],
  runMode: false
}
const inputs: Record<string, Binding> = {
  id: pill('event', 'body', ['id']),
  created: pill('event', 'body', ['created']),
  tags: pill('event', 'body', ['tags'])
}
const draft = outputsDraftOf(config, inputs)
const names = ({ groups }: OutputsDraft): string[] =>
  groups.map(group => `${group.name}: ${group.fields.map(each => each.label).join(', ')}`)

describe('Run mode that is switched off again', () => {
  const merged = mergeGroups(draft)

  test('restores merged groups and their mappings', () => {
    const remapped = { ...merged, inputs: { ...merged.inputs, id: pill('return', 'record', ['id']) } }
    for (const after of [merged, keepFirstGroup(draft)])
      expect(switchRunModeBack(after, 'return', { before: draft, after })).toEqual(draft)
    expect(switchRunModeBack(remapped, 'return', { before: draft, after: merged })).toEqual(draft)
  })

  test('keeps outputs that were changed meanwhile', () => {
    const changed = changeOutput(merged, 'id', { label: 'Key' })
    const off = switchRunModeBack(changed, 'return', { before: draft, after: merged })
    expect(names(off)).toEqual(['User: Key, Created, Tags'])
    expect(switchRunModeBack(merged, 'return', null)).toEqual(switchRunModeOff(merged, 'return'))
  })
})

describe('a draft of outputs', () => {
  test('equals the outputs of its card', () => {
    expect(groupsOf(draft)).toEqual(config.groups)
    expect(validateOutputs(draft)).toEqual({ groups: {}, fields: {} })
  })

  test('adds a group with outputs', () => {
    const more = addOutput(nameGroup(addGroup(draft, 'g'), 'g', 'More'), 'g', 'f')
    expect(names(changeOutput(more, 'f', { label: 'Why' }))).toEqual([
      'User: ID, Created',
      'Raw: Tags',
      'More: Why'
    ])
    expect(fieldsOf(more).at(-1)).toEqual({
      id: 'f',
      label: '',
      fieldType: 'text-field',
      dataType: one('text'),
      required: false
    })
  })

  test('moves an output with its mapping, in its group or to another one', () => {
    expect(names(moveOutput(draft, 'created', 'user', 0))).toEqual(['User: Created, ID', 'Raw: Tags'])
    const moved = moveOutput(draft, 'id', 'raw', 1)
    expect(names(moved)).toEqual(['User: Created', 'Raw: Tags, ID'])
    expect(moved.inputs).toBe(draft.inputs)
    expect(moveOutput(draft, 'id', 'gone', 0)).toBe(draft)
    expect(moveOutput(draft, 'gone', 'raw', 0)).toBe(draft)
  })

  test('moves a group', () => {
    expect(names(moveGroup(draft, 'raw', 0))).toEqual(['Raw: Tags', 'User: ID, Created'])
  })

  test('removes an output with its mapping', () => {
    expect(Object.keys(removeOutput(draft, 'created').inputs)).toEqual(['id', 'tags'])
    expect(Object.keys(removeGroup(draft, 'user').inputs)).toEqual(['tags'])
  })
})

describe('errors', () => {
  test.each([
    ['', 'A group needs a name. Enter one.'],
    ['a:b', 'A group name may contain letters, digits, spaces, - and _, with no space at either end.'],
    [' a', 'A group name may contain letters, digits, spaces, - and _, with no space at either end.'],
    ['x'.repeat(101), 'A group name has at most 100 characters. Shorten it.'],
    ['RAW', 'Two groups are named “RAW”. Rename one of them.']
  ])('of a group called %j are reported', (name, error) => {
    expect(validateOutputs(nameGroup(draft, 'user', name)).groups.user).toBe(error)
  })

  test('of labels are reported only within one group', () => {
    const twice = changeOutput(draft, 'created', { label: 'id' })
    expect(validateOutputs(twice).fields).toEqual({
      id: 'Two fields are named “ID”. Change one of the labels.',
      created: 'Two fields are named “id”. Change one of the labels.'
    })
    expect(validateOutputs(changeOutput(draft, 'tags', { label: 'ID' })).fields).toEqual({})
  })

  test('of a group with too many fields are reported, and of too many groups', () => {
    const many = Array.from({ length: 201 }, (_, at) => output(`f${at}`, `Field ${at}`))
    const merged = mergeGroups(
      outputsDraftOf({ ...config, groups: [{ id: 'a', name: 'A', fields: many }] }, {})
    )
    expect(validateOutputs(merged).groups).toEqual({
      a: 'A group can have at most 200 fields, but “A” has 201. Remove some fields.'
    })
    const full = Array.from({ length: 51 }, (_, at) => at).reduce(
      (draft, at) => nameGroup(addGroup(draft, `g${at}`), `g${at}`, `Group ${at}`),
      outputsDraftOf({ groups: [], runMode: false }, {})
    )
    expect(validateOutputs(full).groups).toEqual({
      g50: 'A flow can have at most 50 groups. Remove “Group 50” or another group.'
    })
  })

  test('are listed as they are seen', () => {
    const bad = nameGroup(changeOutput(draft, 'id', { label: '' }), 'raw', '')
    expect(listOutputErrors(bad, validateOutputs(bad)).map(({ id }) => id)).toEqual(['id', 'raw'])
  })
})

describe('Run mode', () => {
  const alike = changeOutput(draft, 'tags', { label: 'ID' })

  test('with one group is only switched on', () => {
    const single = removeGroup(draft, 'raw')
    expect(switchRunModeOn(single)).toEqual({ ...single, runMode: true })
  })

  test('merges groups into the first, and adds the name of its group to a repeated label', () => {
    const merged = mergeGroups(alike)
    expect(names(merged)).toEqual(['User: ID, Created, Raw ID'])
    expect(merged.runMode).toBe(true)
    expect(merged.inputs).toEqual(draft.inputs)
  })

  test('can keep the first group only', () => {
    const first = keepFirstGroup(draft)
    expect(names(first)).toEqual(['User: ID, Created'])
    expect(Object.keys(first.inputs)).toEqual(['id', 'created'])
  })

  test('removes the list and the mappings from a record when it is switched off', () => {
    const on: OutputsDraft = {
      ...keepFirstGroup(draft),
      inputs: { [LIST]: pill('event', 'body'), id: pill('return', 'record', ['id']), created: literal('x') }
    }
    expect(outputsFromRecord(on, 'return').map(each => each.id)).toEqual(['id'])
    expect(switchRunModeOff(on, 'return')).toEqual({
      ...on,
      runMode: false,
      inputs: { created: literal('x') }
    })
  })

  test('can be on without a group, which is added later', () => {
    const none = outputsDraftOf({ groups: [], runMode: false }, {})
    expect(mergeGroups(none)).toEqual({ ...none, runMode: true })
  })
})

describe('applying', () => {
  const card: Card = put(returnOutputs, 'return', { config, inputs })
  const flow = flowOf(put(webhookEvent, 'event'), card)
  const applied = (next: OutputsDraft) => {
    const edited = applyEdit(flow, { kind: 'all', edits: applyOutputs(card, config, next) })
    if (!edited.ok) throw new Error(edited.why)
    return edited.flow
  }

  test('a draft without changes changes nothing', () => {
    expect(applied(draft)).toEqual(flow)
    expect(applyOutputs(card, config, draft)).toHaveLength(1)
  })

  test('keeps the helper flow of a dynamic group and the mappings to its value', () => {
    const dynamic = { flowId: 'fields', inputs: { project: { option: 'project' } } }
    let next = changeSource(nameGroup(addDynamicOutputs(draft, 'g1'), 'g1', 'More'), 'g1', dynamic)
    next = { ...next, inputs: { ...next.inputs, 'loaded.g1': pill('event', 'body') } }
    const after = applied(next).cards.return
    expect(after?.config.groups).toMatchObject([
      { id: 'user' },
      { id: 'raw' },
      { id: 'more', name: 'More', fields: [], dynamic }
    ])
    expect(after?.inputs).toEqual({ ...inputs, 'loaded.more': pill('event', 'body') })
    if (after === undefined) throw new Error('The flow has its return card.')
    const kept = readOutputs(after.config)
    const again = outputsDraftOf(kept, after.inputs)
    expect(applyOutputs(after, kept, again)).toHaveLength(1)
    const without = removeGroup(again, 'more')
    expect(without.inputs).toEqual(inputs)
    expect(removedOutputs(after, kept, without)).toEqual([{ id: 'loaded.more', label: 'More', mapped: true }])
    expect(restoreOutputs(without, kept, after.inputs)).toEqual(again)
  })

  test('gives an output whose name is taken an id with the name of its group, too', () => {
    let next = addOutput(nameGroup(addGroup(draft, 'g1'), 'g1', 'Organizer'), 'g1', 'f1')
    next = changeOutput(next, 'f1', { label: 'Created' })
    expect(applied(next).cards.return?.config.groups).toMatchObject([
      { fields: [{ id: 'id' }, { id: 'created' }] },
      { id: 'raw' },
      { id: 'organizer', fields: [{ id: 'organizer_created', label: 'Created' }] }
    ])
  })

  test('gives new groups and outputs an id made of their name, and keeps other ids', () => {
    let next = addOutput(nameGroup(addGroup(draft, 'g1'), 'g1', 'More data'), 'g1', 'f1')
    next = changeOutput(next, 'f1', { label: 'List' })
    next = changeOutput(next, 'id', { label: 'Number' })
    next = { ...next, inputs: { ...next.inputs, f1: pill('event', 'method') } }
    const after = applied(next).cards.return
    expect(after?.config.groups).toMatchObject([
      { id: 'user', fields: [{ id: 'id', label: 'Number' }, { id: 'created' }] },
      { id: 'raw' },
      { id: 'more_data', name: 'More data', fields: [{ id: 'more_data_list', label: 'List' }] }
    ])
    expect(after?.inputs).toEqual({ ...inputs, more_data_list: pill('event', 'method') })
  })

  test('drops and names the mappings of removed outputs', () => {
    const next = removeOutput(draft, 'created')
    expect(applied(next).cards.return?.inputs).toEqual({ id: inputs.id, tags: inputs.tags })
    expect(removedOutputs(card, config, next)).toEqual([{ id: 'created', label: 'Created', mapped: true }])
    expect(removedOutputs(put(returnOutputs, 'return', { config }), config, next)).toEqual([
      { id: 'created', label: 'Created', mapped: false }
    ])
  })

  type Change = (draft: OutputsDraft, pick: (count: number) => number, id: string) => OutputsDraft
  const changes: Change[] = [
    (draft, _, id) => addGroup(draft, id, `Group ${id}`),
    (draft, pick, id) => {
      const group = draft.groups[pick(draft.groups.length)]
      if (group === undefined) return draft
      const label = ['ID', 'List', `Label ${id}`][pick(3)] ?? ''
      const added = addOutput(draft, group.id, id, { label, dataType: one('text') })
      return { ...added, inputs: { ...added.inputs, [id]: pill('event', 'body', [id]) } }
    },
    (draft, pick) => removeOutput(draft, fieldsOf(draft)[pick(fieldsOf(draft).length)]?.id ?? ''),
    (draft, pick) => removeGroup(draft, draft.groups[pick(draft.groups.length)]?.id ?? ''),
    (draft, pick) =>
      moveOutput(
        draft,
        fieldsOf(draft)[pick(fieldsOf(draft).length)]?.id ?? '',
        draft.groups[pick(draft.groups.length)]?.id ?? '',
        pick(4)
      ),
    (draft, pick) => moveGroup(draft, draft.groups[pick(draft.groups.length)]?.id ?? '', pick(3)),
    draft => mergeGroups(draft),
    draft => keepFirstGroup(draft),
    draft => switchRunModeOff(draft, 'return')
  ]
  const anyDraft = fc
    .array(fc.record({ change: fc.constantFrom(...changes), lot: fc.array(fc.nat(99), { minLength: 3 }) }), {
      maxLength: 12
    })
    .map(steps =>
      steps.reduce((draft, { change, lot }, index) => {
        let at = 0
        const pick = (count: number): number => (count === 0 ? 0 : (lot[at++ % lot.length] ?? 0) % count)
        return change(draft, pick, `new${index}`)
      }, draft)
    )

  test('leaves unique ids and only mappings of existing outputs, after any change', () => {
    fc.assert(
      fc.property(anyDraft, next => {
        const ids = fieldsOf(next).map(each => each.id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const id of Object.keys(next.inputs)) expect([...ids, LIST]).toContain(id)
      })
    )
  })

  test('a draft without errors gives outputs that a card accepts, and no stale mapping', () => {
    const nowhere = catalogWithFlows(cardSpecs, {})
    fc.assert(
      fc.property(anyDraft, next => {
        if (listOutputErrors(next, validateOutputs(next)).length > 0) return
        if (next.runMode && next.groups.length > 1) return
        const after = applied(next)
        const config = after.cards.return?.config ?? {}
        expect(returnOutputs.readConfig(config)).toMatchObject({ ok: true })
        const codes = problemsOf(after, cardSpecs, nowhere).map(problem => problem.code)
        expect(codes).not.toContain('input-unknown')
        expect(OutputGroups.parse(config.groups).map(group => group.fields.length)).toEqual(
          next.groups.map(group => group.fields.length)
        )
      }),
      { numRuns: 300 }
    )
  })
})

// review: services 1
describe('a guessed type', () => {
  const guessedDraft = addOutput(
    addGroup(outputsDraftOf({ groups: [], runMode: false }, {}), 'g', 'Event'),
    'g',
    'id',
    {
      label: 'ID',
      dataType: one('number'),
      guessed: true
    }
  )

  test('is kept with its output, and read back', () => {
    const groups = OutputGroups.parse(groupsOf(guessedDraft))
    expect(groups[0]?.fields[0]).toMatchObject({ guessed: true })
    expect(outputsDraftOf({ groups, runMode: false }, {}).groups).toEqual(guessedDraft.groups)
    expect(
      OutputGroups.safeParse([{ ...groups[0], fields: [{ ...groups[0]?.fields[0], guessed: 1 }] }]).success
    ).toBe(false)
  })

  test('is confirmed, or replaced by choosing another one; a new label keeps it', () => {
    expect(guessedOutputs(confirmTypes(guessedDraft, new Set(['id'])))).toEqual([])
    expect(guessedOutputs(changeOutput(guessedDraft, 'id', { dataType: one('text') }))).toEqual([])
    expect(guessedOutputs(changeOutput(guessedDraft, 'id', { label: 'Key' }))).toHaveLength(1)
  })
})
