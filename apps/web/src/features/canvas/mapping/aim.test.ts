import { cardSpecs } from '@hookwright/cards'
import { type FieldAt, nameOfPlace } from '@hookwright/cards/views'
import { type Catalog, deployedKeyOf, emptyCatalog, problemsOf, viewOf } from '@hookwright/engine'
import {
  applyEdit,
  type Flow,
  listOf,
  literal,
  one,
  type Pill,
  pill,
  placesOf,
  text
} from '@hookwright/model'
import { bindingsFrom, flowsOf } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardKinds } from '../testing/card-kinds.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { aimOf, nameOfSite, usesOf } from './aim.ts'
import { mapPill } from './map-pill.ts'

const view = (flow: Flow) => viewOf(flow, cardSpecs, emptyCatalog)

/** Returns all fields of a flow that pills can be mapped to. */
const placesIn = (flow: Flow): FieldAt[] =>
  Object.values(flow.cards).flatMap(card => {
    const ports = cardSpecs.get(card.type)?.ports(card.config, emptyCatalog)
    return (ports?.inputs ?? []).map(port => ({ card: card.id, field: port.id }))
  })

/** Returns the problems of a field, except problems that its card type reports, such as a GET with a body. */
const problemsAt = (flow: Flow, at: FieldAt): string[] =>
  problemsOf(flow, cardSpecs, emptyCatalog)
    .filter(({ card, field, block }) => card === at.card && field === at.field && block === at.block)
    .filter(({ code }) => code !== 'card-config')
    .map(problem => problem.code)

describe('the check of a mapping', () => {
  test('allows exactly the mappings that leave no problem', () => {
    const scenes = flowsOf(cardKinds).chain(flow => {
      const places = placesIn(flow)
      const ids = Object.keys(flow.cards)
      if (places.length === 0) return fc.constant(null)
      const outputs = cardKinds.flatMap(kind => kind.outputs)
      const values = bindingsFrom(fc.constantFrom(...ids), fc.constantFrom(...outputs)).filter(
        (binding): binding is Pill => binding.kind === 'pill'
      )
      return fc.record({ flow: fc.constant(flow), at: fc.constantFrom(...places), value: values })
    })
    fc.assert(
      fc.property(scenes, scene => {
        if (scene === null) return
        const { flow, at, value } = scene
        const bare = applyEdit(flow, { kind: 'bind', card: at.card, field: at.field, binding: null })
        if (!bare.ok) return
        const edit = mapPill(view(bare.flow), at, value, null)
        const mapped = edit === null ? null : applyEdit(bare.flow, edit)
        // What is skipped, or stands inside such a card, is not looked at for problems.
        const around =
          placesOf(flow)
            .get(at.card)
            ?.around.map(block => block.card) ?? []
        if (!mapped?.ok || [at.card, ...around].some(id => flow.cards[id]?.skipped)) return
        const aim = aimOf(view(bare.flow), at, value)
        expect(aim.ok).toBe(problemsAt(mapped.flow, at).length === 0)
      }),
      { numRuns: 400 }
    )
  })

  const fields = [
    { id: 'number', label: 'Number', dataType: one('number') },
    { id: 'texts', label: 'Texts', dataType: listOf('text') },
    { id: 'text', label: 'Text', dataType: one('text') }
  ]
  const flow = flowOf([
    put('webhook-event', 'event'),
    put('assign', 'a', { config: { fields } }),
    put('assign', 'b', { config: { fields } })
  ])

  test.each<[Pill, string, string]>([
    [
      pill('event', 'headers'),
      'number',
      'This field expects the type Number, not Object. Map one key of the object.'
    ],
    [
      pill('event', 'headers'),
      'text',
      'This field expects the type Text, not Object. Map one key of the object, or convert the object with Stringify first.'
    ],
    [
      pill('a', 'texts'),
      'text',
      'This field expects the type Text, not List of Text. Map one item of the list, or join the items first.'
    ],
    [
      pill('a', 'text'),
      'texts',
      'This field expects the type List of Text, not Text. Map a list, or create a list first.'
    ]
  ])('refuses with the reason: %j to %s', (value, field, why) => {
    expect(aimOf(view(flow), { card: 'b', field }, value)).toEqual({ ok: false, why })
  })

  test('refuses a value of a card that runs later', () => {
    const aim = aimOf(view(flow), { card: 'a', field: 'text' }, pill('b', 'text'))
    expect(aim.ok ? '' : aim.why).toMatch(/which runs later/)
  })

  test('requires a text where the value joins other text', () => {
    const words = flowOf([
      put('webhook-event', 'event'),
      put('compose', 'c', { inputs: { text: { kind: 'literal', value: 'Hi ' } } })
    ])
    expect(aimOf(view(words), { card: 'c', field: 'text' }, pill('event', 'receivedAt'))).toEqual({
      ok: true
    })
    expect(aimOf(view(words), { card: 'c', field: 'text' }, pill('event', 'headers')).ok).toBe(false)
  })
})

describe('a value mapped to an option', () => {
  const option = (id: string) => ({
    ...{ id, label: id, fieldType: 'dropdown' as const, dataType: one('text'), required: true },
    choices: { from: 'flow' as const, flowId: 'list', inputs: {} }
  })
  const shared = {
    connectorName: 'Acme',
    needsConnection: false,
    runMode: false,
    inputs: [],
    name: 'Comment'
  }
  const folder = { id: 'folder', label: 'Folder', fieldType: 'text-field' as const, dataType: one('text') }
  const label = {
    ...option('label'),
    choices: { from: 'flow' as const, flowId: 'labels', inputs: { site: { option: 'site' } } }
  }
  const options = [option('site'), { ...folder, required: true }, label]
  const action = { ...shared, id: 'comment', kind: 'action' as const, options, outputs: [] }
  const event = { ...shared, id: 'opened', kind: 'webhook-event' as const, options: [option('site')] }
  const group = { id: 'g', name: 'G', fields: [{ ...option('title'), fieldType: 'text-field' as const }] }
  const catalog = {
    ...emptyCatalog,
    actions: new Map([[deployedKeyOf('v', 'comment'), action]]),
    events: new Map([[deployedKeyOf('v', 'opened'), { ...event, outputs: [group] }]])
  } as unknown as Catalog
  const config = { connectorId: 'acme', versionId: 'v', connectionId: null }
  const flow = flowOf([
    put('connector-event', 'event', { config: { ...config, eventFlowId: 'opened', runMode: 'each' } }),
    put('connector-action', 'act', {
      config: { ...config, actionFlowId: 'comment' },
      inputs: { site: literal('acme/site'), folder: literal('Reports/') }
    })
  ])
  const seen = viewOf(flow, cardSpecs, catalog)
  const title = pill('event', 'title')

  test('of an action replaces the chosen value', () => {
    const at = { card: 'act', field: 'site' }
    expect(aimOf(seen, at, title)).toEqual({ ok: true })
    expect(mapPill(seen, at, title, null)).toMatchObject({ kind: 'bind', binding: title })
  })

  test('of an action clears the choices that depend on it', () => {
    const bind = { kind: 'bind', card: 'act', field: 'label', binding: literal('bug') } as const
    const chosen = applyEdit(flow, bind)
    if (!chosen.ok) throw new Error(chosen.why)
    const edit = mapPill(viewOf(chosen.flow, cardSpecs, catalog), { card: 'act', field: 'site' }, title, null)
    const mapped = edit === null ? null : applyEdit(chosen.flow, edit)
    expect(mapped?.ok === true && mapped.flow.cards.act?.inputs).toEqual({
      ...{ site: title, folder: literal('Reports/') }
    })
  })

  test('of an action with typed text is appended to that text', () => {
    const at = { card: 'act', field: 'folder' }
    expect(aimOf(seen, at, title)).toEqual({ ok: true })
    expect(mapPill(seen, at, title, null)).toMatchObject({ binding: text('Reports/', title) })
  })

  test('of an event is refused with the reason', () => {
    expect(aimOf(seen, { card: 'event', field: 'site' }, title)).toEqual({
      ok: false,
      why: 'Options of an event apply before the flow runs, so values cannot be mapped to them. Choose a fixed value.'
    })
  })
})

test('the uses of a value include uses of its parts and joins', () => {
  const inner = put('compose', 'in', { inputs: { text: pill('event', 'body', ['user', 'id']) } })
  const fork = put('if-else', 'fork', {
    config: { operator: 'equal', joins: [{ id: 'j', label: 'J', dataType: one('text') }] },
    inputs: { left: pill('event', 'method') },
    blocks: [
      { id: 'then', strip: ['in'], joins: { j: pill('event', 'body') } },
      { id: 'else', strip: [], joins: {} }
    ]
  })
  const flow = flowOf([put('webhook-event', 'event'), fork], [inner])
  const names = (value: Pill): string[] => usesOf(view(flow), value).map(nameOfPlace).sort()
  expect(names(pill('event', 'body'))).toEqual(['fork|then|j', 'in||text'])
  expect(names(pill('event', 'body', ['user']))).toEqual(['in||text'])
  expect(names(pill('event', 'query'))).toEqual([])
})

test('the title of a field has its card, its group and its label', () => {
  const helper = {
    id: 'f',
    name: 'Open',
    kind: 'registration' as const,
    options: [],
    outputs: [],
    runMode: false
  }
  const start = put('webhook-event', 'event', {
    config: { options: [], registrationFlowId: 'f', deregistrationFlowId: null }
  })
  const flow = flowOf([start, put('compose', 'c', { title: 'Greeting' })])
  const field = {
    id: 'topic',
    label: 'Topic',
    fieldType: 'text-field',
    dataType: one('text'),
    required: true
  } as const
  const around = {
    ...emptyCatalog,
    flows: new Map([['f', { ...helper, inputs: [field] }]])
  }
  const nameAt = (card: string, at: string) =>
    nameOfSite(viewOf(flow, cardSpecs, around), { card, field: at })
  expect(nameAt('event', 'registration.topic')).toBe('Webhook Event: Registration Flow, Topic')
  expect(nameAt('c', 'text')).toBe('Greeting: Text')
  expect(nameAt('c', 'old')).toBe('Greeting: deleted input')
  expect(nameAt('gone', 'text')).toBe('card that is not in this flow')
})
