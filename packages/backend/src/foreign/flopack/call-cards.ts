import type { FieldId, JsonObject } from '@hookwright/model'
import { anyValue } from '@hookwright/model'
import type { AddedCard, DraftInput, Source } from '../draft-flow.ts'
import {
  add,
  type CardJob,
  type Convert,
  constant,
  exposeValue,
  extraInputs,
  fieldValue,
  from,
  given,
  inputOf,
  inputValueOrEmpty,
  isUsed,
  outputOf,
  remark,
  type Scope,
  typed
} from './card-job.ts'
import {
  ALL_OUTPUTS,
  keyOfField,
  nameOfField,
  type PlannedField,
  type PlannedFlow,
  planFields,
  returnedFields,
  startFields
} from './pack.ts'
import { innerFlowOf } from './read-flopack.ts'
import { linkKey, type WiredFlow, wireFlow } from './wire-flow.ts'

/** Flow that a card calls. An inner flow also gets values of the outer flow. */
interface Called {
  planned: PlannedFlow
  /** Values of the outer flow that an inner flow uses. The keys are those of its start card's fields. */
  effects: Map<string, Source | DraftInput>
  isInner: boolean
}

/** Plans an inner flow of a card as a separate helper flow. */
export const helperOfInner = (
  scope: Scope,
  name: string,
  inner: WiredFlow,
  doc: PlannedFlow['doc'],
  isRead: boolean
): PlannedFlow => {
  const { fields, implicit, isRaw } = returnedFields(inner, isRead)
  const planned = scope.pack.plan({
    ...{ name, description: `Part of the flow “${scope.planned.name}”.`, saveAll: scope.planned.saveAll },
    inputs: planFields(startFields(inner)).slice(0, 200),
    outputs: planFields(fields).slice(0, 199),
    ...{ doc, implicit, isRaw, givesObject: false }
  })
  scope.pack.added.push(planned)
  return planned
}

/** Returns the outer flow's values that the inner flow of a card uses, by key. */
export const outerValues = ({ scope, card }: CardJob): Map<string, Source | DraftInput> => {
  const values = new Map<string, Source | DraftInput>()
  for (const field of card.node.model.inputs) {
    if (field.group !== 'context') continue
    const link = scope.wired.links.get(linkKey(card.uuid, field.id))?.at(-1)
    const found = link && scope.sources.get(linkKey(link.card, link.output))
    if (found) values.set(keyOfField(field), found)
  }
  return values
}

const calledBy = (job: CardJob, isRead: boolean): Called | string => {
  const { scope } = job
  const field = inputOf(job, 'flo')
  const inner = innerFlowOf(field?.value.data)
  if (inner !== null) {
    const name = `${scope.planned.name} ${job.report.card}`
    const planned = helperOfInner(scope, name, wireFlow(inner), inner, isRead)
    return { planned, effects: outerValues(job), isInner: true }
  }
  const id = field?.value.data
  if (typeof id !== 'string' || id === '') return 'No flow is chosen in this card.'
  const planned = scope.pack.flows.get(id)
  if (planned === undefined)
    return 'The flow that this card calls is not in the file. Export that flow as well, or choose another flow in a new card.'
  return { planned, effects: new Map(), isInner: false }
}

const asDeclared = (value: Source | DraftInput): DraftInput =>
  'kind' in value ? value : { kind: 'source', source: value }

/** Returns the values that a card passes to the flow that it calls. */
const handedInputs = (
  job: CardJob,
  { planned, effects, isInner }: Called,
  item: ((path: string | null, field: PlannedField) => DraftInput | undefined) | null
): Record<FieldId, DraftInput | undefined> => {
  const own = new Map(
    job.card.node.model.inputs.filter(({ group }) => group == null).map(field => [field.key, field])
  )
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  const wanted = new Set<string>()
  for (const field of planned.inputs) {
    wanted.add(field.key)
    const from = effects.get(field.key)
    const source = own.get(field.key)
    if (from !== undefined) inputs[field.id] = asDeclared(from)
    else if (source !== undefined && source.value.proxy?.dynamic === true && item !== null)
      inputs[field.id] = item(source.value.proxy.path ?? null, field)
    else if (source !== undefined) inputs[field.id] = fieldValue(job, source)
    else if (isInner && item !== null) inputs[field.id] = item(field.key.replace(' ', '.'), field)
  }
  for (const field of extraInputs(job, ['flo', 'list', 'object', 'concurrency', 'count', 'memo'])) {
    if (!wanted.has(field.key) && fieldValue(job, field) !== undefined)
      remark(
        job,
        `The flow that this card calls has no input “${nameOfField(field)}”, so the value was left out.`
      )
  }
  return inputs
}

const outputsOfCall = (job: CardJob, { planned }: Called, added: AddedCard): void => {
  for (const output of job.card.node.model.outputs) {
    const field = planned.outputs.find(({ key }) => key === output.key)
    exposeValue(job, output, field === undefined ? null : added.out(field.id))
  }
}

const call =
  (type: string): Convert =>
  job => {
    const called = calledBy(job, job.card.node.model.outputs.length > 0)
    if (typeof called === 'string') return called
    const added = add(job, {
      type,
      config: { flowId: called.planned.id },
      inputs: handedInputs(job, called, null)
    })
    if (type === 'call-flow') outputsOfCall(job, called, added)
    return null
  }

const concurrency = (job: CardJob): JsonObject => {
  const wanted = Number(typed(job, 'concurrency') ?? 1)
  return { atOnce: Number.isInteger(wanted) && wanted >= 1 && wanted <= 200 ? wanted : 1 }
}

/** Creates a function that looks up a part of the current list item by its path, such as `user.id`. */
const ofItem =
  (job: CardJob, id: string, field: FieldId) =>
  (path: string | null): DraftInput => {
    const place = path === null || path === '' ? [] : path.split('.').filter(part => part !== '')
    const source = job.scope.draft.inner(id, field, anyValue)
    return { kind: 'source', source: { ...source, pill: { ...source.pill, path: place } } }
  }

const each =
  (type: string): Convert =>
  job => {
    const called = calledBy(job, false)
    return typeof called === 'string' ? called : runEach(job, called, type)
  }

const runEach = (job: CardJob, called: Called, type: string): null => {
  const id = job.scope.draft.newId()
  const inputs = { ...handedInputs(job, called, ofItem(job, id, 'item')), 'each.list': given(job, 'list') }
  add(job, { type, config: { flowId: called.planned.id, ...concurrency(job) }, inputs, id })
  return null
}

/**
 * Converts Map. In Okta Workflows, it collects an object of outputs for each item, or only the value if a
 * single output has no key.
 */
const map: Convert = job => {
  const called = calledBy(job, true)
  if (typeof called === 'string') return called
  const { planned } = called
  const [field] = planned.outputs
  if (field === undefined && !isUsed(job, 'new list')) {
    remark(job, 'The flow that this card calls returns nothing, so the card was converted to For Each.')
    return runEach(job, called, 'for-each')
  }
  if (field === undefined)
    return 'The flow that this card calls returns nothing, so no list can be created. Let the flow return a value.'
  const id = job.scope.draft.newId()
  const inputs = { ...handedInputs(job, called, ofItem(job, id, 'item')), 'each.list': given(job, 'list') }
  const added = add(job, {
    type: 'list-map',
    config: { flowId: planned.id, ...concurrency(job) },
    inputs,
    id
  })
  exposeValue(
    job,
    outputOf(job, 'new list'),
    planned.givesObject ? added.out(ALL_OUTPUTS) : added.out(field.id)
  )
  return null
}

const mapObject: Convert = job => {
  const called = calledBy(job, true)
  if (typeof called === 'string') return called
  const { planned } = called
  const [field] = planned.outputs
  if (field === undefined)
    return 'The flow that this card calls returns nothing, so no list can be created. Let the flow return a value.'
  const id = job.scope.draft.newId()
  const entry = (path: string | null): DraftInput => {
    const part = path === 'key' || path === 'value' ? path : null
    if (part !== null) return ofItem(job, id, part)(null)
    remark(
      job,
      'The original flow received each entry as an object of key and value. In Hookwright, the flow receives only the value.'
    )
    return ofItem(job, id, 'value')(path === null ? null : path.replace(/^value\.?/, ''))
  }
  const inputs = { ...handedInputs(job, called, entry), 'each.object': given(job, 'object') }
  const added = add(job, {
    type: 'map-to-list',
    config: { flowId: planned.id, ...concurrency(job) },
    inputs,
    id
  })
  exposeValue(
    job,
    outputOf(job, 'new list'),
    planned.givesObject ? added.out(ALL_OUTPUTS) : added.out(field.id)
  )
  return null
}

const filter: Convert = job => {
  const called = calledBy(job, true)
  if (typeof called === 'string') return called
  const id = job.scope.draft.newId()
  const inputs = { ...handedInputs(job, called, ofItem(job, id, 'item')), 'each.list': given(job, 'list') }
  const added = add(job, {
    type: 'list-filter-custom',
    config: { flowId: called.planned.id, ...concurrency(job) },
    inputs,
    id
  })
  exposeValue(job, outputOf(job, 'list'), added.out('output'))
  return null
}

const reduce: Convert = job => {
  const called = calledBy(job, true)
  if (typeof called === 'string') return called
  const id = job.scope.draft.newId()
  const accumulator = from(job.scope.draft.inner(id, 'accumulator', anyValue))
  const inputs = handedInputs(job, called, ofItem(job, id, 'item'))
  const memo = called.planned.inputs.find(({ key }) => key === 'memo' || key === 'accumulator')
  const own = new Set(extraInputs(job, ['list', 'memo', 'flo']).map(({ key }) => key))
  const free = memo ?? called.planned.inputs.find(({ key }) => !own.has(key))
  if (free !== undefined) inputs[free.id] = accumulator
  else
    remark(
      job,
      'The flow that this card calls has no input for the accumulated value. Add one, and map “Accumulator” to it.'
    )
  const added = add(job, {
    type: 'list-reduce',
    config: { flowId: called.planned.id },
    inputs: { ...inputs, 'each.list': given(job, 'list'), 'each.start': inputValueOrEmpty(job, 'memo') },
    id
  })
  exposeValue(job, outputOf(job, 'item') ?? job.card.node.model.outputs[0], added.out('output'))
  return null
}

const repeat: Convert = job => {
  const called = calledBy(job, false)
  if (typeof called === 'string') return called
  const wanted = Number(typed(job, 'concurrency') ?? 1)
  if (wanted > 1)
    remark(job, `In Hookwright, Repeat starts one run after the other. The original ran ${wanted} at a time.`)
  const inputs = { ...handedInputs(job, called, null), 'each.times': given(job, 'count') ?? constant(0) }
  add(job, { type: 'repeat', config: { flowId: called.planned.id }, inputs })
  return null
}

/** Conversions of functions that call a flow, by function name. */
export const callCards: Record<string, Convert> = {
  'control.spawn': call('call-flow'),
  'control.run': call('call-flow-async'),
  'control.times': repeat,
  'list.each': each('for-each'),
  'list.asyncEach': each('for-each-ignore-errors'),
  'list.map': map,
  'list.filter': filter,
  'list.reduce': reduce,
  'object.map': mapObject
}
