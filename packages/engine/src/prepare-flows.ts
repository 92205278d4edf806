import {
  type Card,
  type CardId,
  cardOf,
  Fault,
  type FieldId,
  type Flow,
  type JsonObject,
  type ValueType
} from '@hookwright/model'
import { type Reader, readerOf } from './bindings.ts'
import { type CardSpec, type Deed, nameOfCard, type Specs } from './define-card.ts'
import type { InputPort } from './ports.ts'
import type { Surroundings } from './surroundings.ts'

/** An input with what feeds it; without a binding it is null. */
export interface PlannedInput {
  id: FieldId
  label: string
  type: ValueType
  required: boolean
  keepsErrors: boolean
  read: Reader | null
}

/** A block with what feeds the joins when it has run. */
export interface PlannedBlock {
  strip: PlannedCard[]
  joins: PlannedInput[]
}

/** A card made ready to run: config read, bindings compiled, deed loaded. */
export interface PlannedCard {
  card: Card
  spec: CardSpec
  name: string
  /** Name of another card of its flow, for sentences. */
  nameOf: (card: CardId) => string
  config: JsonObject
  deed: Deed<JsonObject> | null
  inputs: PlannedInput[]
  slots: Map<FieldId, PlannedInput>
  blocks: Map<FieldId, PlannedBlock>
  gives: FieldId[]
}

/** A flow made ready to run. */
export interface Plan {
  strip: PlannedCard[]
}

/** Flows in reach of a run. Each is made ready once, when it is first needed. */
export interface PreparedFlows {
  /** Throws the faults `card.unknown` and `card.config` of cards that cannot run at all. */
  planOf: (flow: Flow) => Plan | Promise<Plan>
  flowOf: (flowId: string) => Flow | undefined
}

const planInput = (
  port: Omit<PlannedInput, 'read'> & Pick<InputPort, 'encoding'>,
  binding: Parameters<typeof readerOf>[0] | undefined
): PlannedInput => ({
  id: port.id,
  label: port.label,
  type: port.type,
  required: port.required,
  keepsErrors: port.keepsErrors,
  read: binding === undefined ? null : readerOf(binding, port.type, port.encoding)
})

const own = <Value>(record: Record<string, Value>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined

/** Makes flows ready to run with these card types and surroundings. */
export const prepareFlows = (given: {
  specs: Specs
  surroundings: Surroundings
  flows: ReadonlyMap<string, Flow>
}): PreparedFlows => {
  const plans = new WeakMap<Flow, Plan | Promise<Plan>>()

  const planStrip = (flow: Flow, ids: CardId[]): Promise<PlannedCard[]> =>
    Promise.all(
      ids.flatMap(id => {
        const card = cardOf(flow, id)
        return card === undefined || given.specs.get(card.type)?.silent ? [] : [planCard(flow, card)]
      })
    )

  const planCard = async (flow: Flow, card: Card): Promise<PlannedCard> => {
    const spec = given.specs.get(card.type)
    if (spec === undefined) throw new Fault('card.unknown', { type: card.type })
    const name = nameOfCard(card, spec)
    const nameOf = (id: CardId): string => {
      const other = cardOf(flow, id)
      return other === undefined ? id : nameOfCard(other, given.specs.get(other.type))
    }
    // Never done, so it may lack whatever a card needs that is done.
    if (card.skipped) {
      const nothing = { inputs: [], slots: new Map(), blocks: new Map(), gives: [] }
      return { card, spec, name, nameOf, config: {}, deed: null, ...nothing }
    }
    const config = spec.readConfig(card.config)
    if (!config.ok) throw new Fault('card.config', { card: name, what: config.problems[0]?.message ?? '' })
    const ports = spec.ports(card.config, given.surroundings)
    const slots = new Map<FieldId, PlannedInput>()
    const inputs: PlannedInput[] = []
    for (const port of ports?.inputs ?? []) {
      const required = port.required && port.mayBeNull !== true
      const input = planInput(
        { ...port, required, keepsErrors: port.keepsErrors === true },
        own(card.inputs, port.id)
      )
      if (port.sees === undefined) inputs.push(input)
      else slots.set(port.id, input)
    }
    const blocks = new Map<FieldId, PlannedBlock>()
    for (const block of card.blocks ?? []) {
      const joins = (ports?.joins ?? []).map(port =>
        planInput({ ...port, required: false, keepsErrors: false }, own(block.joins, port.id))
      )
      blocks.set(block.id, { strip: await planStrip(flow, block.strip), joins })
    }
    const deed = spec.deed === null ? null : (await spec.deed()).deed
    const gives = (ports?.outputs ?? []).map(port => port.id)
    return { card, spec, name, nameOf, config: config.config, deed, inputs, slots, blocks, gives }
  }

  return {
    flowOf: flowId => given.flows.get(flowId),
    planOf: flow => {
      const known = plans.get(flow)
      if (known !== undefined) return known
      const plan = planStrip(flow, flow.strip).then(strip => {
        const ready = { strip }
        plans.set(flow, ready)
        return ready
      })
      plans.set(flow, plan)
      return plan
    }
  }
}
