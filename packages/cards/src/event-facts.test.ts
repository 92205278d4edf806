import {
  type EventUse,
  emptyCatalog,
  eventFactsOf,
  eventsOfVersion,
  eventUsageOf,
  problemsOf
} from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import {
  type Authentication,
  type Card,
  changeOfEvent,
  type Flow,
  listOf,
  literal,
  noAuthentication,
  one,
  pill,
  text,
  type VersionSnapshot
} from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callFlow } from './call-flow/card.ts'
import { compose } from './compose/card.ts'
import { connectorEvent } from './connector-event/card.ts'
import { helperFlow } from './helper-flow/card.ts'
import { cardSpecs } from './index.ts'
import { jsonStringify } from './json-stringify/card.ts'
import { note } from './note/card.ts'
import { rawRequest } from './raw-request/card.ts'
import { registrationReturn } from './registration-return/card.ts'
import { returnCard } from './return/card.ts'
import { returnOutputs } from './return-outputs/card.ts'
import { field, put, type WrittenField } from './testing.ts'
import { webhookEvent } from './webhook-event/card.ts'
import { webhookRegistration } from './webhook-registration/card.ts'

const greet = flowOf(put(helperFlow, 'start'), put(returnCard, 'return'))

const open = flowOf(
  put(webhookRegistration, 'start', { config: { inputs: [field('topic', 'Topic')] } }),
  put(rawRequest, 'create', { inputs: { url: literal('/hooks') } }),
  put(registrationReturn, 'return')
)

const event = (parts: Partial<Card> = {}, ...between: Card[]): Flow =>
  flowOf(
    put(webhookEvent, 'event', {
      config: { options: [field('kind', 'Kind')], registrationFlowId: 'open', deregistrationFlowId: null },
      inputs: { 'registration.topic': pill('event', 'option.kind') },
      ...parts
    }),
    ...between,
    put(returnOutputs, 'return', {
      config: { groups: [{ id: 'user', name: 'User', fields: [field('email', 'Email')] }], runMode: false },
      inputs: { email: pill('event', 'body', ['email']) }
    })
  )

const snapshot = (
  flows: Record<string, Flow>,
  authentication: Authentication = noAuthentication
): VersionSnapshot => ({
  schemaVersion: 1,
  name: 'Acme HR',
  description: '',
  authentication,
  branding: { logo: null, accent: '#4f46e5', docsUrl: null },
  flows: Object.entries(flows).map(([id, doc]) => ({ id, name: id, description: '', doc }))
})

const factsOf = (flows: Record<string, Flow>) =>
  eventFactsOf(snapshot({ open, greet, ...flows }), 'event', cardSpecs)

const unused = { chosen: {}, outputs: new Set<string>(), hasConnection: false }

const changeTo = (flows: Record<string, Flow>) => {
  const [before, after] = [factsOf({ event: event() }), factsOf(flows)]
  if (before === null || after === null) throw new Error('Both have the event.')
  return changeOfEvent(before, after, unused)
}

describe('the event facts that users depend on', () => {
  test('are null for a version without the event, or with another kind of flow', () => {
    expect(factsOf({})).toBeNull()
    expect(factsOf({ event: greet })).toBeNull()
    expect(factsOf({ event: flowOf() })).toBeNull()
  })

  test('do not change with notes and names of cards', () => {
    const noted = event({ title: 'Arrives', note: 'At night.' }, put(note, 'note'))
    expect(
      changeTo({
        event: noted,
        open: {
          ...open,
          cards: {
            ...open.cards,
            start: {
              ...put(webhookRegistration, 'start', { config: { inputs: [field('topic', 'Topic')] } }),
              title: 'Open'
            }
          }
        }
      })
    ).toEqual({
      change: 'compatible',
      reasons: []
    })
  })

  test('change with the registration flow, the flows it calls, and the values passed to it', () => {
    const calling = flowOf(
      put(webhookRegistration, 'start', { config: { inputs: [field('topic', 'Topic')] } }),
      put(callFlow, 'greet', { config: { flowId: 'greet' } }),
      put(registrationReturn, 'return')
    )
    expect(changeTo({ event: event(), open: calling }).reasons).toEqual([
      'The registration flow has changed.'
    ])
    const one = eventFactsOf(snapshot({ open: calling, greet, event: event() }), 'event', cardSpecs)
    const other = eventFactsOf(snapshot({ open: calling, greet: open, event: event() }), 'event', cardSpecs)
    if (one === null || other === null) throw new Error('Both have the event.')
    expect(changeOfEvent(one, other, unused).reasons).toEqual(['The registration flow has changed.'])
    const mapped = event({ inputs: { 'registration.topic': text('hr.', pill('event', 'option.kind')) } })
    expect(changeTo({ event: mapped }).reasons).toEqual(['The inputs of the registration flow have changed.'])
  })

  test('break a flow without a connection when the event begins to use one', () => {
    const withKey = {
      ...noAuthentication,
      fields: [{ id: 'key', label: 'API Key', entry: 'password' as const, required: true }]
    }
    const config = { options: [], registrationFlowId: null, deregistrationFlowId: null }
    const at = (registrationFlowId: string | null) => {
      const doc = event({ config: { ...config, registrationFlowId }, inputs: {} })
      const facts = eventFactsOf(snapshot({ open, event: doc }, withKey), 'event', cardSpecs)
      if (facts === null) throw new Error('The version has the event.')
      return facts
    }
    const reason = 'The event now needs a connection, and the flow has none.'
    expect(changeOfEvent(at(null), at('open'), unused)).toMatchObject({ change: 'breaking' })
    expect(changeOfEvent(at(null), at('open'), unused).reasons).toContain(reason)
    expect(changeOfEvent(at(null), at('open'), { ...unused, hasConnection: true }).reasons).toEqual([
      'The event now has a registration flow.'
    ])
  })

  test('differ with other cards between, and with other mappings of outputs', () => {
    const made = { change: 'compatible', reasons: ['The mapping of the payload to the outputs has changed.'] }
    expect(changeTo({ event: event({}, put(compose, 'compose')) })).toEqual(made)
    const drawn = event()
    const mapped = {
      ...drawn,
      cards: {
        ...drawn.cards,
        return: { ...put(returnOutputs, 'return'), config: drawn.cards.return?.config ?? {}, inputs: {} }
      }
    }
    expect(changeTo({ event: mapped })).toEqual(made)
  })
})

const use = (parts: Partial<EventUse> = {}): EventUse => ({
  connectorId: 'acme',
  versionId: 'before',
  eventFlowId: 'event',
  connectionId: null,
  runMode: 'each',
  ...parts
})

describe('the uses of an event by a flow', () => {
  const listening = (inputs: Card['inputs'], ...cards: Card[]): Flow =>
    flowOf(put(connectorEvent, 'start', { config: { ...use() }, inputs }), ...cards)
  const usageOf = (flow: Flow, parts: Partial<EventUse> = {}) => {
    const start = flow.cards.start
    if (start === undefined) throw new Error('It has a start card.')
    return eventUsageOf(flow, start, use(parts))
  }

  test('are its chosen options and the outputs that its cards read', () => {
    const flow = listening(
      { kind: literal('user'), team: text('sales') },
      put(compose, 'compose', {
        inputs: { text: text('Dear ', pill('start', 'name'), pill('start', 'raw', ['id'])) }
      })
    )
    expect(usageOf(flow, { connectionId: 'mine' })).toEqual({
      chosen: { kind: 'user', team: 'sales' },
      outputs: new Set(['name', 'raw']),
      hasConnection: true
    })
  })

  test('are the fields of records that are read one by one, and all fields if a whole record is read', () => {
    const reading = (path: (string | number)[]) =>
      listening({}, put(compose, 'compose', { inputs: { text: pill('start', 'records', path) } }))
    expect(usageOf(reading([0, 'name']), { runMode: 'list' }).outputs).toEqual(new Set(['name']))
    expect(usageOf(reading([0]), { runMode: 'list' }).outputs).toBe('all')
    expect(usageOf(reading([]), { runMode: 'list' }).outputs).toBe('all')
    expect(usageOf(reading([]), { runMode: 'each' }).outputs).toEqual(new Set(['records']))
  })
})

describe('a flow without problems after an upgrade that breaks nothing', () => {
  const ids = ['a', 'b', 'c'] as const
  const anyField: fc.Arbitrary<WrittenField> = fc
    .record({
      id: fc.constantFrom(...ids),
      dataType: fc.constantFrom(one('text'), one('number'), listOf('text')),
      required: fc.boolean(),
      initial: fc.option(fc.constant('set'), { nil: null })
    })
    .map(({ id, initial, ...parts }) =>
      field(id, id.toUpperCase(), { ...parts, ...(initial === null ? {} : { initial }) })
    )
  const anyFields = fc.uniqueArray(anyField, { selector: ({ id }) => id })
  const anyEvent = fc.record({
    options: anyFields.map(all => all.map(option => ({ ...option, dataType: one('text') }))),
    outputs: anyFields,
    runMode: fc.boolean(),
    authentication: fc.constantFrom<Authentication[]>(noAuthentication, {
      ...noAuthentication,
      fields: [{ id: 'key', label: 'API Key', entry: 'password', required: true }]
    }),
    requests: fc.boolean(),
    there: fc.integer({ min: 0, max: 9 }).map(chance => chance > 0)
  })
  type AnyEvent = typeof anyEvent extends fc.Arbitrary<infer Event> ? Event : never

  const versionOf = (any: AnyEvent): VersionSnapshot => {
    const { options, outputs, runMode, authentication, requests, there } = any
    const config = { options, registrationFlowId: null, deregistrationFlowId: null }
    const groups = [{ id: 'group', name: 'Group', fields: outputs }]
    const doc = flowOf(
      put(webhookEvent, 'event', { config }),
      ...(requests ? [put(rawRequest, 'ask', { inputs: { url: literal('/people') } })] : []),
      put(returnOutputs, 'return', { config: { groups, runMode } })
    )
    return snapshot(there ? { event: doc } : {}, authentication)
  }

  const problemsAt = (version: VersionSnapshot, versionId: string, flow: Flow) => {
    const events = eventsOfVersion(versionId, version, cardSpecs)
    return problemsOf(flow, cardSpecs, { ...emptyCatalog, events: new Map(events) })
  }

  const anyUser = fc.record({
    chosen: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('set', '')),
    reads: fc.uniqueArray(fc.constantFrom(...ids)),
    whole: fc.boolean(),
    runMode: fc.constantFrom('each', 'list'),
    connectionId: fc.constantFrom(null, 'mine')
  })

  /**
   * Creates a valid user's flow for the event `was`, to upgrade it in the test. Returns its start config, its
   * option values, and `drawn`, which builds the flow for another version and other option values.
   */
  const drawUser = (was: AnyEvent, user: typeof anyUser extends fc.Arbitrary<infer User> ? User : never) => {
    const config = use({
      runMode: user.runMode,
      connectionId: was.requests && was.authentication.fields.length > 0 ? 'mine' : user.connectionId
    })
    const known = new Set(was.outputs.filter(({ dataType }) => !dataType.list).map(({ id }) => id))
    const isList = was.runMode && user.runMode === 'list'
    const readers = user.reads
      .filter(id => known.has(id))
      .map(id => {
        if (isList && user.whole)
          return put(jsonStringify, `read-${id}`, { inputs: { value: pill('start', 'records', [0]) } })
        const read = isList ? pill('start', 'records', [0, id]) : pill('start', id)
        return put(compose, `read-${id}`, { inputs: { text: read } })
      })
    const drawn = (versionId: string, chosen: Record<string, string>) => {
      const inputs = Object.fromEntries(Object.entries(chosen).map(([id, value]) => [id, literal(value)]))
      const start = put(connectorEvent, 'start', { config: { ...config, versionId }, inputs })
      return { flow: flowOf(start, ...readers), start }
    }
    const chosen = Object.fromEntries(
      was.options.flatMap(({ id, required }) => (required ? [[id, 'set']] : [[id, user.chosen[id] ?? '']]))
    )
    return { config, chosen, drawn }
  }

  test('has no problems after lost values are left out and defaults filled in', () => {
    let moved = 0
    fc.assert(
      fc.property(anyEvent, anyEvent, anyUser, (event, is, user) => {
        const was = { ...event, there: true }
        const [before, after] = [versionOf(was), versionOf(is)]
        const { config, chosen, drawn } = drawUser(was, user)
        const { flow, start } = drawn('before', chosen)
        expect(problemsAt(before, 'before', flow)).toEqual([])
        const [one, other] = [
          eventFactsOf(before, 'event', cardSpecs),
          eventFactsOf(after, 'event', cardSpecs)
        ]
        if (one === null || other === null) return
        if (changeOfEvent(one, other, eventUsageOf(flow, start, config)).change === 'breaking') return
        const values = is.options.map(({ id, initial }) => [id, chosen[id] || String(initial ?? '')])
        expect(problemsAt(after, 'after', drawn('after', Object.fromEntries(values)).flow)).toEqual([])
        moved += 1
      }),
      { numRuns: 200 }
    )
    expect(moved).toBeGreaterThan(0)
  })
})
