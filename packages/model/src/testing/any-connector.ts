import fc from 'fast-check'
import { Authentication, type ConnectionField, type Placement } from '../connectors/authentication.ts'
import type { Branding } from '../connectors/connector.ts'
import type { ConnectorContent, FlowContent } from '../files/connector-content.ts'
import { Flow, isBlankFlow } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'
import { bindingsFrom } from './any-binding.ts'
import { anyFlow } from './any-flow.ts'

const hex = (digits: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits })

/** Arbitrary generated id. */
export const anyId: fc.Arbitrary<Id> = fc
  .tuple(hex(8), hex(4), hex(3), hex(3), hex(12))
  .map(([a, b, c, d, tail]) => `${a}-${b}-7${c}-8${d}-${tail}`)

const label = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9 _-]{0,10}[A-Za-z0-9_-]$/)

const binding = bindingsFrom(fc.constant('connection'), fc.constantFrom('a', 'b', 'token.access'))

const anyField: fc.Arbitrary<Omit<ConnectionField, 'id'>> = fc.oneof(
  fc.record(
    {
      label,
      entry: fc.constantFrom('text', 'dropdown'),
      required: fc.boolean(),
      help: label,
      initial: fc.string({ maxLength: 8 }),
      rows: fc.array(fc.record({ display: label, value: fc.string({ maxLength: 8 }) }), { maxLength: 2 })
    },
    { requiredKeys: ['label', 'entry', 'required'] }
  ),
  fc.record({ label, entry: fc.constant('password'), required: fc.boolean() })
)

const anyPlacement: fc.Arbitrary<Placement> = fc.oneof(
  fc.constant<Placement>({ kind: 'none' }),
  fc.record({ kind: fc.constant('header'), name: fc.constantFrom('Authorization', 'X-Key'), value: binding }),
  fc.record({ kind: fc.constant('basic'), username: binding, password: binding }),
  fc.record({
    kind: fc.constant('parameters'),
    headers: fc.dictionary(fc.constantFrom('value', 'X-Key', '0'), binding),
    query: fc.dictionary(fc.constantFrom('value', 'pill', 'text', '__key'), binding)
  })
)

const anyMethod = (flowIds: Id[]) =>
  fc.record({
    kind: fc.constantFrom('none', 'api-key', 'basic', 'custom'),
    fields: fc
      .array(anyField, { maxLength: 3 })
      .chain(fields =>
        flowIds.length === 0
          ? fc.constant(fields)
          : fc.constantFrom(...flowIds).map(flowId => [
              ...fields,
              {
                label: 'Of a flow',
                entry: 'text' as const,
                required: false,
                source: { from: 'helper' as const, flowId, shown: true }
              }
            ])
      )
      .map(fields => fields.map((field, n) => ({ id: `f${n}`, ...field }))),
    baseUrl: binding,
    allowedHosts: fc.array(fc.constantFrom('api.example.com', '*.example.com', 'a.example:8443'), {
      maxLength: 2
    }),
    placement: anyPlacement
  })

const anyAuthentication = (flowIds: Id[]): fc.Arbitrary<Authentication> =>
  fc
    .tuple(anyMethod(flowIds), fc.option(anyMethod(flowIds)))
    .map(([first, other]) =>
      Authentication.parse(
        other === null
          ? first
          : { ...first, id: 'first', name: 'First', others: [{ id: 'second', name: 'Second', ...other }] }
      )
    )

const anyBranding: fc.Arbitrary<Branding> = fc.record({
  logo: fc.oneof(
    fc.constantFrom(
      null,
      '/logos/example.svg',
      'data:image/svg+xml,%3Csvg/%3E',
      'data:image/png;base64,QR=='
    ),
    fc
      .tuple(fc.constantFrom('png', 'svg+xml', 'jpeg'), fc.uint8Array({ minLength: 1, maxLength: 20 }))
      .map(([type, bytes]) => `data:image/${type};base64,${btoa(String.fromCharCode(...bytes))}`)
  ),
  accent: fc.constantFrom('#1d4ed8', '#000000'),
  docsUrl: fc.constantFrom(null, 'https://docs.example.com/a#b')
})

/** Puts the ids of other flows into some cards, as if the cards called these flows. */
const withCalls = (doc: Flow, flowIds: Id[]): Flow => {
  if (flowIds.length === 0) return doc
  const cards = Object.values(doc.cards).map((card, n) => {
    const flowId = flowIds[n % flowIds.length] ?? ''
    const config =
      n % 3 === 0 ? { ...card.config, flowId, list: [{ flowId }, `flow:${flowId.slice(-12)}`] } : card.config
    return { ...card, config }
  })
  return { ...doc, cards: Object.fromEntries(cards.map(card => [card.id, card])) }
}

const flowName = fc.oneof(
  label,
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).map(name => name.trim() || 'x'),
  fc.constantFrom('user', 'User created', 'usér', 'flow', 'true', '12')
)

/**
 * Returns arbitrary flows of a connector or user, which may call the given flows. A flow without cards has a
 * name.
 */
export const anyFlowContent = (id: Id, flowIds: Id[]): fc.Arbitrary<FlowContent> =>
  fc
    .record({
      id: fc.constant(id),
      name: fc.option(flowName),
      description: fc.string({ maxLength: 20, unit: 'binary' }),
      active: fc.boolean(),
      saveAll: fc.boolean(),
      // Parsed, as what is stored has been: keys that reach a prototype are gone then.
      doc: anyFlow.map(doc => withCalls(Flow.parse(doc), flowIds))
    })
    .map(flow => (isBlankFlow(flow) ? { ...flow, name: `Flow ${id.slice(-12)}` } : flow))

/** Makes the names of flows unique, ignoring case. */
export const withDistinctNames = (flows: FlowContent[]): FlowContent[] => {
  const taken = new Set<string>()
  return flows.map(flow => {
    const key = flow.name?.toLowerCase() ?? null
    if (key === null || !taken.has(key)) {
      if (key !== null) taken.add(key)
      return flow
    }
    return { ...flow, name: flow.doc.strip.length === 0 ? `Flow ${flow.id.slice(-12)}` : null }
  })
}

/** Arbitrary connector that files can represent. */
export const anyConnector: fc.Arbitrary<ConnectorContent> = fc
  .uniqueArray(anyId, { maxLength: 4, selector: id => id.slice(-12) })
  .chain(ids =>
    fc.record({
      key: fc.constantFrom('acme_hr_a1b2c3', 'x_000000'),
      name: label.filter(name => name.trim() === name),
      description: fc.string({ maxLength: 30, unit: 'binary' }),
      branding: anyBranding,
      authentication: anyAuthentication(ids),
      flows: fc.tuple(...ids.map(id => anyFlowContent(id, ids))).map(withDistinctNames)
    })
  )
