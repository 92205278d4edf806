import {
  type Card,
  type CardId,
  cardOf,
  coerce,
  createRecent,
  type ErrorPolicy,
  Fault,
  type FieldId,
  type Flow,
  type JsonObject,
  nameInside,
  type RetryRule,
  readersOf,
  startCardOf,
  type ValueType
} from '@hookwright/model'
import { type Reader, readerOf } from '../card/bindings.ts'
import { RUN_ID } from '../card/call-context.ts'
import type { CardExecutor } from '../card/card-context.ts'
import type { Catalog } from '../card/catalog.ts'
import { type CardSpec, nameOfCard, type Specs } from '../card/define-card.ts'
import { type MatchedOutput, matchOutputs } from '../card/error-policy.ts'
import type { FlowNames } from '../card/misfit.ts'
import type { InputPort, OutputPort } from '../card/ports.ts'

/** Input with its compiled binding. Without a binding, its value is null. */
export interface PlannedInput {
  id: FieldId
  label: string
  type: ValueType
  required: boolean
  keepsErrors: boolean
  read: Reader | null
  /** True if the input is mapped to an output of the start card, in a flow started by an event. */
  readsEvent: boolean
}

/** Block with the compiled bindings of its joins, which are read after the block has run. */
export interface PlannedBlock {
  strip: PlannedCard[]
  joins: PlannedInput[]
}

/** Card that is ready to run: config read, bindings compiled. */
export interface PlannedCard {
  card: Card
  spec: CardSpec
  name: string
  /** Names of the flow's cards, for messages. */
  names: FlowNames
  config: JsonObject
  execute: CardExecutor<JsonObject> | null
  inputs: PlannedInput[]
  slots: ReadonlyMap<FieldId, PlannedInput>
  blocks: ReadonlyMap<FieldId, PlannedBlock>
  gives: FieldId[]
  /** True for a start card if the flow uses its run id output. */
  givesRunId: boolean
  /** Error policy; null for the default policy. */
  policy: PlannedPolicy | null
}

/** Compiled error policy of a card. */
export interface PlannedPolicy {
  retry: RetryRule | null
  timeLimitSeconds: number | null
  after:
    | { kind: 'stop' }
    | { kind: 'continue'; outputs: Record<FieldId, unknown> }
    | { kind: 'helper'; flowId: string; stops: boolean; outputs: MatchedOutput[] }
}

/** Compiled flow that is ready to run. */
export interface Plan {
  strip: PlannedCard[]
}

/** Callable flows of a run, each compiled on first use. */
export interface PreparedFlows {
  /**
   * Returns the compiled flow.
   * @throws `card.unknown` and `card.config` for cards that cannot run
   */
  planOf: (flow: Flow) => Plan
  flowOf: (flowId: string) => Flow | undefined
  nameOf: (flowId: string) => string | null
}

/**
 * Empty map shared by all cards without inputs that can use inner fields. Sharing it saves memory, since many
 * plans are cached.
 */
const noSlots: PlannedCard['slots'] = new Map()
const noBlocks: PlannedCard['blocks'] = new Map()

/** Cache of inputs without bindings, which are the same for every card of a type. */
const unfed = createRecent<string, PlannedInput>(1_000)

const planInput = (
  port: Omit<PlannedInput, 'read' | 'readsEvent'> & Pick<InputPort, 'encoding'>,
  binding: Parameters<typeof readerOf>[0] | undefined,
  eventCard: CardId | null
): PlannedInput => {
  const { id, label, type, required, keepsErrors } = port
  if (binding !== undefined) {
    const readsEvent = binding.kind === 'pill' && binding.card === eventCard
    return {
      id,
      label,
      type,
      required,
      keepsErrors,
      read: readerOf(binding, type, port.encoding),
      readsEvent
    }
  }
  const key = JSON.stringify([id, label, type, required, keepsErrors])
  const known = unfed.get(key)
  if (known !== undefined) return known
  const input = { id, label, type, required, keepsErrors, read: null, readsEvent: false }
  unfed.set(key, input)
  return input
}

const own = <Value>(record: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/**
 * Compiles an error policy. Values of the wrong type become null; they are reported as problems of the flow.
 */
const planPolicy = (
  policy: ErrorPolicy | null,
  outputs: OutputPort[],
  catalog: Catalog
): PlannedPolicy | null => {
  if (policy === null) return null
  const { after } = policy
  const planned = { retry: policy.retry ?? null, timeLimitSeconds: policy.timeLimitSeconds ?? null }
  switch (after.kind) {
    case 'stop':
      return { ...planned, after }
    case 'continue': {
      const values = outputs.map(({ id, type }): [FieldId, unknown] => {
        const value = coerce(own(after.values, id) ?? null, type)
        return [id, value.ok ? value.value : null]
      })
      return { ...planned, after: { kind: 'continue', outputs: Object.fromEntries(values) } }
    }
    case 'helper': {
      const flow = after.flowId === null ? undefined : catalog.flows.get(after.flowId)
      return {
        ...planned,
        after: {
          kind: 'helper',
          flowId: after.flowId ?? '',
          stops: after.stops === true,
          outputs: flow === undefined ? [] : matchOutputs(outputs, flow)
        }
      }
    }
  }
}

/** Creates the compiler for flows, given the card types and the catalog. */
export const prepareFlows = (params: {
  specs: Specs
  catalog: Catalog
  flows: ReadonlyMap<string, Flow>
}): PreparedFlows => {
  const plans = new WeakMap<Flow, Plan>()

  const namesIn = (flow: Flow): FlowNames => ({
    nameOf: id => {
      const other = cardOf(flow, id)
      return other === undefined ? id : nameOfCard(other, params.specs.get(other.type))
    },
    labelOf: ({ card, field, path }) => {
      const other = cardOf(flow, card)
      const ports = other && params.specs.get(other.type)?.ports(other.config, params.catalog)
      const values = [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inner ?? [])]
      const label = values.find(({ id }) => id === field)?.label
      return label === undefined ? null : nameInside(label, path)
    }
  })

  /** Returns the id of the start card, if an event starts the flow. `null` for other flows. */
  const eventCardOf = (flow: Flow): CardId | null => {
    const start = startCardOf(flow)
    const kind = start && params.specs.get(start.type)?.starts?.kind
    return start && (kind === 'webhook-event' || kind === 'user-event') ? start.id : null
  }

  const planStrip = (flow: Flow, ids: CardId[], names = namesIn(flow)): PlannedCard[] =>
    ids.flatMap(id => {
      const card = cardOf(flow, id)
      return card === undefined || params.specs.get(card.type)?.silent ? [] : [planCard(flow, card, names)]
    })

  const planCard = (flow: Flow, card: Card, names: FlowNames): PlannedCard => {
    const spec = params.specs.get(card.type)
    if (spec === undefined) throw new Fault('card.unknown', { type: card.type })
    const name = nameOfCard(card, spec)
    // Never done, so it may lack whatever a card needs that is done.
    if (card.skipped) {
      const nothing = {
        inputs: [],
        slots: noSlots,
        blocks: noBlocks,
        gives: [],
        givesRunId: false,
        policy: null
      }
      return { card, spec, name, names, config: {}, execute: null, ...nothing }
    }
    const config = spec.readConfig(card.config)
    if (!config.ok) throw new Fault('card.config', { card: name, what: config.problems[0]?.message ?? '' })
    const ports = spec.ports(card.config, params.catalog)
    const eventCard = eventCardOf(flow)
    const slots = new Map<FieldId, PlannedInput>()
    const inputs: PlannedInput[] = []
    for (const port of ports?.inputs ?? []) {
      const required = port.required && port.mayBeNull !== true
      const input = planInput(
        { ...port, required, keepsErrors: port.keepsErrors === true },
        own(card.inputs, port.id),
        eventCard
      )
      if (port.sees === undefined) inputs.push(input)
      else slots.set(port.id, input)
    }
    const blocks = new Map<FieldId, PlannedBlock>()
    for (const block of card.blocks ?? []) {
      const joins = (ports?.joins ?? []).map(port =>
        planInput({ ...port, required: false, keepsErrors: false }, own(block.joins, port.id), eventCard)
      )
      blocks.set(block.id, { strip: planStrip(flow, block.strip, names), joins })
    }
    const gives = (ports?.outputs ?? []).map(port => port.id)
    const givesRunId =
      gives.includes(RUN_ID) && readersOf(flow, card.id).some(({ pill }) => pill.field === RUN_ID)
    const parts = { slots: slots.size > 0 ? slots : noSlots, blocks: blocks.size > 0 ? blocks : noBlocks }
    const policy = planPolicy(config.errorPolicy, ports?.outputs ?? [], params.catalog)
    return {
      ...{ card, spec, name, names, config: config.config, execute: spec.execute },
      ...{ inputs, gives, givesRunId, policy, ...parts }
    }
  }

  return {
    flowOf: flowId => params.flows.get(flowId),
    nameOf: flowId => params.catalog.flows.get(flowId)?.name ?? null,
    planOf: flow => {
      const known = plans.get(flow)
      if (known !== undefined) return known
      const plan = { strip: planStrip(flow, flow.strip) }
      plans.set(flow, plan)
      return plan
    }
  }
}
