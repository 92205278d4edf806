import type { Catalog, Specs } from '@hookwright/engine'
import {
  type Card,
  type CardId,
  createFlowNames,
  cutText,
  type DataType,
  type Field,
  type FieldId,
  type FlowSignature,
  type Id,
  one
} from '@hookwright/model'
import type { FlowContent } from '@hookwright/model/files'
import { createFieldNames, flowNameOf } from '../labels.ts'
import type { CardReport, Deployed } from '../report.ts'
import {
  type FloCard,
  type FloDoc,
  type FloField,
  functionOf,
  innerFlowOf,
  serviceOf
} from './read-flopack.ts'
import { declaredType, typeOfOutput } from './values.ts'
import { type WiredFlow, wireFlow } from './wire-flow.ts'

/** Input or output of a planned flow, with its original key. */
export interface PlannedField {
  /** Key of the field in the flopack, with its group. */
  key: string
  id: FieldId
  label: string
  type: DataType
}

/**
 * Id of an additional output of a helper flow that Map calls. It contains all other outputs as one object.
 */
export const ALL_OUTPUTS: FieldId = 'all-outputs'

/** Flow to convert, with the signature that its callers see. */
export interface PlannedFlow {
  id: Id
  name: string
  description: string
  saveAll: boolean
  inputs: PlannedField[]
  outputs: PlannedField[]
  /** Original flow; null for a stub. */
  doc: FloDoc | null
  /** Card with the outputs that the flow returns if it has no Return card. */
  implicit: FloCard | null
  /** True if the flow returns one value without a key. */
  isRaw: boolean
  /** True if a caller collects the outputs as objects. */
  givesObject: boolean
}

/** State of one conversion. */
export interface Pack {
  specs: Specs
  catalog: Catalog
  deployed: Deployed
  /** Planned flows by their original ids. */
  flows: Map<string, PlannedFlow>
  /** Flows that the conversion adds, in order. Flows with a document are not converted yet. */
  added: PlannedFlow[]
  /** Stub flows by service and operation. */
  stubs: Map<string, PlannedFlow>
  cards: CardReport[]
  /** Converted card of each report entry. The remarks of the entry are later added to the card's note. */
  places: Map<CardReport, { cards: Record<CardId, Card>; id: CardId }>
  done: FlowContent[]
  plan: (flow: Omit<PlannedFlow, 'id'>) => PlannedFlow
  /** Updates the signature of a flow in the catalog after its fields have changed. */
  publish: (flow: PlannedFlow) => void
}

const keyOf = ({ key, group }: Pick<FloField, 'key' | 'group'>): string =>
  group == null ? key : `${group} ${key}`

/** Returns the display name of a field. */
export const nameOfField = ({ key, metadata }: FloField): string => metadata.displayname ?? key

/** Assigns ids and labels to the fields of a flow. Duplicate keys are skipped. */
export const planFields = (fields: readonly { field: FloField; type: DataType }[]): PlannedField[] => {
  const names = createFieldNames()
  const seen = new Set<string>()
  return fields.flatMap(({ field, type }) => {
    const key = keyOf(field)
    if (seen.has(key)) return []
    seen.add(key)
    return [{ key, ...names.add(nameOfField(field)), type }]
  })
}

export const keyOfField = keyOf

/** Returns true for a start card's output that Okta Workflows fills in automatically. */
const isContext = ({ group, metadata }: FloField): boolean => group === 'context' && !metadata.forceHide

/** Returns the outputs of a helper flow's start card, which callers fill in. */
export const startFields = (wired: WiredFlow): { field: FloField; type: DataType }[] => {
  const start = wired.steps[0]?.card
  if (start === undefined || functionOf(start) !== 'control.callable') return []
  return start.node.model.outputs
    .filter(field => !isContext(field))
    .map(field => ({ field, type: typeOfOutput(wired, start, field, 'object') }))
}

const cardsOf = (wired: WiredFlow): FloCard[] => [...wired.byUuid.values()]

/** Returns the last card that is not a comment. Used for a flow without a Return card. */
const lastCard = (wired: WiredFlow): FloCard | null =>
  wired.steps.findLast(({ card }) => functionOf(card) !== 'control.comment')?.card ?? null

/** Returns the output fields of a flow: the fields of its Return cards, or the outputs of its last card. */
export const returnedFields = (
  wired: WiredFlow,
  isRead: boolean
): { fields: { field: FloField; type: DataType }[]; implicit: FloCard | null; isRaw: boolean } => {
  const returns = cardsOf(wired).filter(card => functionOf(card) === 'control.return')
  if (returns.length > 0) {
    const fields = returns.flatMap(card => card.node.model.inputs)
    return {
      fields: fields.map(field => ({ field, type: declaredType(field) })),
      implicit: null,
      isRaw: false
    }
  }
  const raw = cardsOf(wired).filter(card => functionOf(card) === 'control.returnRaw')
  if (raw.length > 0) {
    const fields = raw.flatMap(card => card.node.model.inputs.filter(({ key }) => key === 'body'))
    return {
      fields: fields.map(field => ({ field, type: declaredType(field) })),
      implicit: null,
      isRaw: true
    }
  }
  const last = isRead ? lastCard(wired) : null
  const outputs = last === null || functionOf(last) === 'control.callable' ? [] : last.node.model.outputs
  return {
    fields: outputs
      .filter(field => !field.metadata.forceHide)
      .map(field => ({ field, type: declaredType(field) })),
    implicit: outputs.length > 0 ? last : null,
    isRaw: false
  }
}

/** Yields every card of a flow and of the inner flows of its cards. */
export function* allCards(doc: FloDoc, depth = 0): Generator<{ card: FloCard; wired: WiredFlow }> {
  if (depth > 20) return
  const wired = wireFlow(doc)
  for (const card of doc.methods) {
    yield { card, wired }
    for (const { value } of card.node.model.inputs) {
      const inner = innerFlowOf(value.data)
      if (inner !== null) yield* allCards(inner, depth + 1)
    }
    const handler = innerFlowOf(Object(card.node.model.policy?.error).flo)
    if (handler !== null) yield* allCards(handler, depth + 1)
  }
}

const asField = ({ id, label, type }: PlannedField): Field => ({
  ...{ id, label, dataType: type },
  fieldType: 'text-field',
  required: false
})

/** Creates the state of a conversion. */
export const createPack = (params: {
  specs: Specs
  deployed: Deployed
  newId: () => Id
  takenNames: readonly string[]
}): Pack => {
  const { specs, deployed } = params
  const signatures = new Map<string, FlowSignature>()
  const names = createFlowNames(params.takenNames)
  const catalog: Catalog = {
    connectionFields: [],
    flows: signatures,
    events: new Map(
      deployed.events.map(({ versionId, flowId, signature }) => [`${versionId}/${flowId}`, signature])
    ),
    actions: new Map(
      deployed.actions.map(({ versionId, flowId, signature }) => [`${versionId}/${flowId}`, signature])
    )
  }
  const publish = (flow: PlannedFlow): void => {
    const fields = flow.outputs.map(asField)
    if (flow.givesObject)
      fields.push(asField({ key: '', id: ALL_OUTPUTS, label: 'All outputs', type: one('object') }))
    signatures.set(flow.id, {
      ...{ id: flow.id, name: flow.name, kind: 'helper', options: [], runMode: false },
      inputs: flow.inputs.map(asField),
      outputs: fields.length === 0 ? [] : [{ id: 'outputs', name: 'Outputs', fields }]
    })
  }
  return {
    ...{ specs, catalog, deployed, publish },
    flows: new Map(),
    added: [],
    stubs: new Map(),
    cards: [],
    places: new Map(),
    done: [],
    plan: flow => {
      const name = names.take(flowNameOf(flow.name, 'Imported flow'))
      const planned = { ...flow, name, description: cutText(flow.description, 2_000), id: params.newId() }
      publish(planned)
      return planned
    }
  }
}

/**
 * Plans a stub flow for each operation of a service. Its fields are those of all cards with that operation.
 */
export const planStubs = (pack: Pack, docs: readonly FloDoc[], nameOf: (card: FloCard) => string): void => {
  const found = new Map<
    string,
    { name: string; inputs: FloField[]; outputs: { field: FloField; type: DataType }[] }
  >()
  for (const doc of docs) {
    for (const { card, wired } of allCards(doc)) {
      if (functionOf(card) !== null || card.node.model.webhook) continue
      const { service, operation } = serviceOf(card)
      const key = `${service} ${operation}`
      const stub = found.get(key) ?? { name: nameOf(card), inputs: [], outputs: [] }
      found.set(key, stub)
      stub.inputs.push(...card.node.model.inputs.filter(({ metadata }) => !metadata.forceHide))
      for (const field of card.node.model.outputs) {
        const type = typeOfOutput(wired, card, field, 'object')
        stub.outputs.push({ field, type })
      }
    }
  }
  for (const [key, { name, inputs, outputs }] of found) {
    const planned = pack.plan({
      ...{
        name,
        description: '',
        saveAll: true,
        doc: null,
        implicit: null,
        isRaw: false,
        givesObject: false
      },
      inputs: planFields(inputs.map(field => ({ field, type: declaredType(field) }))).slice(0, 200),
      outputs: planFields(outputs).slice(0, 200)
    })
    pack.stubs.set(key, planned)
  }
}
