import {
  actionFactsOf,
  actionsOfVersion,
  actionUsageOf,
  emptyCatalog,
  moveActionCard,
  problemsOf
} from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import {
  type Authentication,
  type Card,
  changeOfAction,
  type DataType,
  type Flow,
  listOf,
  literal,
  noAuthentication,
  one,
  pill,
  plainBranding,
  text,
  type VersionSnapshot
} from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { action } from './action/card.ts'
import { callFlow } from './call-flow/card.ts'
import { compose } from './compose/card.ts'
import { connectorAction } from './connector-action/card.ts'
import { helperFlow } from './helper-flow/card.ts'
import { cardSpecs } from './index.ts'
import { note } from './note/card.ts'
import { returnCard } from './return/card.ts'
import { returnOutputs } from './return-outputs/card.ts'
import { field, put, type WrittenField } from './testing.ts'

const snapshotOf = (
  flows: Record<string, Flow>,
  authentication: Authentication = noAuthentication
): VersionSnapshot => ({
  schemaVersion: 1,
  name: 'Acme Tracker',
  description: '',
  authentication,
  branding: plainBranding,
  flows: Object.entries(flows).map(([id, doc]) => ({ id, name: id, description: '', doc }))
})

const content = (fields: WrittenField[], extensible = false) => [
  { id: 'content', name: 'Content', fields, ...(extensible && { extensible: true as const }) }
]

const createIssue = (...between: Card[]): Flow =>
  flowOf(
    put(action, 'start', {
      config: { options: [field('place', 'Place')], groups: content([field('title', 'Title')]) }
    }),
    ...between,
    put(returnOutputs, 'return', {
      config: { groups: [{ id: 'created', name: 'Created', fields: [field('key', 'Key')] }], runMode: false }
    })
  )

const greet = flowOf(put(helperFlow, 'start'), put(returnCard, 'return'))
const greetTwice = flowOf(put(helperFlow, 'start'), put(compose, 'compose'), put(returnCard, 'return'))

const factsOf = (flows: Record<string, Flow>) => {
  const found = actionFactsOf(snapshotOf(flows), 'create', cardSpecs)
  if (found === null) throw new Error('The version has the action.')
  return found
}

const unused = {
  chosen: {},
  mapped: new Set<string>(),
  addedTo: new Set<string>(),
  loaded: { inputs: new Set<string>(), outputs: new Set<string>() },
  outputs: new Set<string>(),
  hasConnection: false
}

describe('facts of an action', () => {
  test('are null for a version without the action, or with another kind of flow', () => {
    expect(actionFactsOf(snapshotOf({}), 'create', cardSpecs)).toBeNull()
    expect(actionFactsOf(snapshotOf({ create: greet }), 'create', cardSpecs)).toBeNull()
    expect(actionFactsOf(snapshotOf({ create: flowOf() }), 'create', cardSpecs)).toBeNull()
  })

  test('change with its cards and with the helper flows that they call, not with notes', () => {
    const changed = { change: 'compatible', reasons: ['The cards of the action have changed.'] }
    const calling = createIssue(put(callFlow, 'greet', { config: { flowId: 'greet' } }))
    const before = factsOf({ create: calling, greet })
    expect(changeOfAction(before, factsOf({ create: calling, greet: greetTwice }), unused)).toEqual(changed)
    expect(changeOfAction(before, factsOf({ create: createIssue(), greet }), unused)).toEqual(changed)
    const noted = createIssue(put(callFlow, 'greet', { config: { flowId: 'greet' } }), put(note, 'note'))
    expect(changeOfAction(before, factsOf({ create: noted, greet }), unused).reasons).toEqual([])
  })
})

const loaded = (id: string) => [{ name: null, fields: [{ ...field(id, id), key: id }] }]

test('a card uses the values that it gives, the fields that it adds, and the outputs that others read', () => {
  const config = {
    ...{ connectorId: 'tracker', versionId: 'before', actionFlowId: 'create', connectionId: 'mine' },
    added: { content: [field('extra', 'Extra')], empty: [] },
    loaded: {
      inputs: { custom: loaded('dynamic.size'), unused: loaded('dynamic.colour') },
      outputs: { more: loaded('dynamic.link'), others: loaded('dynamic.other') },
      ...{ connectionId: 'mine', options: { place: 'board' } }
    }
  }
  const inputs = {
    place: literal('board'),
    title: text('New: ', pill('event', 'name')),
    'dynamic.size': literal('L')
  }
  const card = put(connectorAction, 'act', { config, inputs })
  const flow = flowOf(
    card,
    put(compose, 'say', { inputs: { text: text(pill('act', 'key'), pill('act', 'dynamic.link')) } })
  )
  const use = connectorAction.acts(config)
  expect(use && actionUsageOf(flow, card, use)).toEqual({
    chosen: { place: 'board', 'dynamic.size': 'L' },
    mapped: new Set(['title']),
    addedTo: new Set(['content']),
    loaded: { inputs: new Set(['custom']), outputs: new Set(['more']) },
    outputs: new Set(['key', 'dynamic.link']),
    hasConnection: true
  })
})

describe('a card without problems after an upgrade that breaks nothing', () => {
  const ids = ['a', 'b', 'c'] as const
  const fieldsOf = (...types: DataType[]) =>
    fc.uniqueArray(
      fc
        .record({
          id: fc.constantFrom(...ids),
          dataType: fc.constantFrom(...types),
          required: fc.boolean(),
          hasDefault: fc.boolean()
        })
        .map(({ id, hasDefault, ...parts }) => {
          const value = parts.dataType.list ? ['set'] : parts.dataType.kind === 'number' ? 7 : 'set'
          return field(id, id.toUpperCase(), { ...parts, ...(hasDefault && { initial: value }) })
        }),
      { selector: ({ id }) => id }
    )
  const anyFields = fieldsOf(one('text'), one('number'), listOf('text'))
  const anyAction = fc.record({
    options: fieldsOf(one('text')).map(all => all.map(each => ({ ...each, id: `option-${each.id}` }))),
    inputs: anyFields,
    isExtensible: fc.boolean(),
    outputs: anyFields,
    needsConnection: fc.boolean()
  })
  type AnyAction = typeof anyAction extends fc.Arbitrary<infer Action> ? Action : never
  /**
   * Generates an action in two versions that differ in some of its parts. Two independent actions would
   * almost always be incompatible.
   */
  const anyChange = fc
    .tuple(
      anyAction,
      anyAction,
      fc.subarray(['options', 'inputs', 'isExtensible', 'outputs', 'needsConnection'] as const)
    )
    .map(([was, other, parts]): [AnyAction, AnyAction] => [
      was,
      { ...was, ...Object.fromEntries(parts.map(part => [part, other[part]])) }
    ])

  const versionOf = ({ options, inputs, isExtensible, outputs, needsConnection }: AnyAction) =>
    snapshotOf(
      {
        create: flowOf(
          put(action, 'start', { config: { options, groups: content(inputs, isExtensible) } }),
          put(returnOutputs, 'return', {
            config: { groups: [{ id: 'created', name: 'Created', fields: outputs }], runMode: false }
          })
        )
      },
      needsConnection
        ? {
            ...noAuthentication,
            fields: [{ id: 'key', label: 'API Key', entry: 'password', required: true }]
          }
        : noAuthentication
    )

  const anyUser = fc.record({
    fills: fc.uniqueArray(fc.constantFrom(...ids, 'option-a', 'option-b')),
    adds: fc.boolean(),
    reads: fc.uniqueArray(fc.constantFrom(...ids)),
    hasConnection: fc.boolean()
  })
  type AnyUser = typeof anyUser extends fc.Arbitrary<infer User> ? User : never

  const valueFor = ({ dataType, required }: WrittenField, isMapped: boolean) => {
    if (!required && !isMapped) return null
    if (dataType.list) return literal(['set'])
    return dataType.kind === 'number' ? literal(7) : isMapped ? pill('first', 'output') : literal('set')
  }

  /** Creates a valid flow with a card that runs this version of the action. */
  const draw = (was: AnyAction, user: AnyUser): { flow: Flow; card: Card } => {
    const inputs = [...was.options, ...was.inputs].flatMap(each => {
      const value = valueFor(
        each,
        user.fills.some(id => id === each.id)
      )
      return value === null ? [] : [[each.id, value]]
    })
    const isAdding = user.adds && was.isExtensible
    const config = {
      ...{ connectorId: 'tracker', versionId: 'before', actionFlowId: 'create' },
      connectionId: user.hasConnection || was.needsConnection ? 'mine' : null,
      ...(isAdding && { added: { content: [field('extra', 'Extra', { required: false })] } })
    }
    const card = put(connectorAction, 'act', {
      config,
      inputs: Object.fromEntries([...inputs, ...(isAdding ? [['extra', literal('more')]] : [])])
    })
    const readers = was.outputs
      .filter(({ id, dataType }) => !dataType.list && user.reads.some(read => read === id))
      .map(({ id }) => put(compose, `read-${id}`, { inputs: { text: pill('act', id) } }))
    const first = put(compose, 'first', { inputs: { text: literal('hello') } })
    const start = put(helperFlow, 'start')
    return { flow: flowOf(start, first, card, ...readers, put(returnCard, 'return')), card }
  }

  test('has no problems after removed values are left out and defaults filled in', () => {
    let moved = 0
    fc.assert(
      fc.property(anyChange, anyUser, ([was, is], user) => {
        const [before, after] = [versionOf(was), versionOf(is)]
        const actions = new Map([
          ...actionsOfVersion('before', before, cardSpecs),
          ...actionsOfVersion('after', after, cardSpecs)
        ])
        const problemsIn = (flow: Flow) => problemsOf(flow, cardSpecs, { ...emptyCatalog, actions })
        const { flow, card } = draw(was, user)
        expect(problemsIn(flow)).toEqual([])
        const [one, other] = [before, after].map(each => actionFactsOf(each, 'create', cardSpecs))
        const use = connectorAction.acts(card.config)
        const signature = actions.get('after/create')
        if (!one || !other || use === null || signature === undefined) throw new Error('Both have it.')
        if (changeOfAction(one, other, actionUsageOf(flow, card, use)).change === 'breaking') return
        const next = moveActionCard(card, 'after', signature, cardSpecs)
        expect(problemsIn({ ...flow, cards: { ...flow.cards, act: next } })).toEqual([])
        moved += 1
      }),
      { numRuns: 100 }
    )
    expect(moved).toBeGreaterThan(0)
  })
})
