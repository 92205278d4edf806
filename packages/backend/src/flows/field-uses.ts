import {
  actionUsageOf,
  dynamicPortId,
  eventUsageOf,
  groupOfDynamicPort,
  type HelperUse,
  helperUsesOf,
  isDynamicPort,
  nameOfCard,
  type Specs
} from '@hookwright/engine'
import {
  type Card,
  type FieldId,
  type FieldRole,
  type FieldUse,
  type Flow,
  type Id,
  readersOf
} from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { type ConnectorUse, flowOfUse, type UsingFlow } from '../revisions/connector-uses.ts'

type Found = Pick<FieldUse, 'field' | 'cardName'>

/**
 * Query for the uses of a flow's fields. `of` tells options, inputs and outputs apart, since they may share
 * ids.
 */
interface Asked {
  of: FieldRole
  fields: Set<FieldId>
}

/**
 * Returns the uses of a helper flow's searched fields by one card and its readers. The card sets inputs of
 * the flow; other cards read the flow's outputs from the card.
 */
const usesThrough = (
  { as, prefix, source }: HelperUse,
  card: Card,
  { of, fields }: Asked,
  doc: Flow,
  specs: Specs
): Found[] => {
  const nameOf = (one: Card): string => nameOfCard(one, specs.get(one.type))
  if (of === 'options') return []
  if (of === 'outputs') {
    return readersOf(doc, card.id)
      .filter(({ pill }) => as === 'call' && fields.has(pill.field))
      .map(({ pill, card: reader }) => ({ field: pill.field, cardName: nameOf(reader) }))
  }
  const handed = (inputs: object): Found[] =>
    [...fields]
      .filter(field => Object.hasOwn(inputs, `${prefix}${field}`))
      .map(field => ({ field, cardName: nameOf(card) }))
  switch (as) {
    case 'choices':
    case 'fields':
      return source === null ? [] : handed(source.inputs)
    case 'registration':
    case 'deregistration':
    case 'renewal':
    case 'listing':
    case 'probe':
    case 'call':
      return handed(card.inputs)
  }
}

/** Returns the cards of a maker's flow that set an input or read an output of a helper flow. */
const usesOfHelper = (flowId: Id, asked: Asked, { doc }: FlowRow, specs: Specs): Found[] =>
  Object.values(doc.cards).flatMap(card => {
    const spec = specs.get(card.type)
    if (spec === undefined) return []
    return helperUsesOf(card, spec)
      .filter(use => use.flowId === flowId)
      .flatMap(use => usesThrough(use, card, asked, doc, specs))
  })

/**
 * Returns the outputs of an event or action that one card of a user's flow reads. Returns `all` if the card
 * reads whole records.
 */
const outputsReadBy = (reader: Card, used: ConnectorUse): ReadonlySet<FieldId> | 'all' => {
  const alone = { ...used.doc, cards: { [reader.id]: reader } }
  if (used.of === 'event') return eventUsageOf(alone, used.card, used.use).outputs
  const { outputs, loaded } = actionUsageOf(alone, used.card, used.use)
  return new Set([...outputs, ...[...loaded.outputs].map(dynamicPortId)])
}

/**
 * Returns the cards of a user's flow that use searched fields of an event or action. They read an output, or
 * set an option or input.
 */
const usesOfConnector = ({ of, fields }: Asked, used: ConnectorUse, specs: Specs): Found[] => {
  const { doc, card } = used
  const nameOf = (one: Card): string => nameOfCard(one, specs.get(one.type))
  if (of !== 'outputs') {
    if (of === 'inputs' && used.of === 'event') return []
    const usage = used.of === 'action' ? actionUsageOf(doc, card, used.use) : null
    const isUsed = (field: FieldId): boolean =>
      isDynamicPort(field)
        ? usage?.loaded.inputs.has(groupOfDynamicPort(field)) === true
        : Object.hasOwn(card.inputs, field)
    return [...fields].filter(isUsed).map(field => ({ field, cardName: nameOf(card) }))
  }
  return [...new Set(readersOf(doc, card.id).map(({ card: reader }) => reader))].flatMap(reader => {
    const outputs = outputsReadBy(reader, used)
    return [...fields]
      .filter(field => outputs === 'all' || outputs.has(field))
      .map(field => ({ field, cardName: nameOf(reader) }))
  })
}

/**
 * Returns the cards that use the given fields of a flow. Lists each combination of field, flow and card once.
 */
export const fieldUsesOf = (params: {
  flowId: Id
  of: FieldRole
  fields: Set<FieldId>
  /** Flows of the connector to which the searched flow belongs. */
  makers: FlowRow[]
  using: UsingFlow[]
  specs: Specs
}): FieldUse[] => {
  const { flowId, of, fields, makers, using, specs } = params
  const asked = { of, fields }
  const usesIn = (flow: FlowRow, place: FieldUse['place'], found: Found[]): FieldUse[] =>
    found.map(({ field, cardName }) => ({ field, flowId: flow.id, flowName: flow.name, place, cardName }))
  const uses = [
    ...makers.flatMap(flow => usesIn(flow, 'maker', usesOfHelper(flowId, asked, flow, specs))),
    ...using.flatMap(({ flow, uses: theirs }) =>
      theirs
        .filter(used => flowOfUse(used) === flowId)
        .flatMap(used => usesIn(flow, 'user', usesOfConnector(asked, used, specs)))
    )
  ]
  const known = new Map(uses.map(use => [JSON.stringify([use.field, use.flowId, use.cardName]), use]))
  return [...known.values()]
}
