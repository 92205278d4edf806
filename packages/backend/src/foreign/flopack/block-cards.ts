import { type DataType, type FieldId, type JsonObject, one } from '@hookwright/model'
import type { DraftInput, Strip } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import { helperOfInner, outerValues } from './call-cards.ts'
import {
  add,
  type CardJob,
  conditionOf,
  constant,
  exposeValue,
  inputOf,
  insert,
  remark,
  type Scope
} from './card-job.ts'
import { nameOfField, type PlannedFlow } from './pack.ts'
import { type FloCard, type FloDoc, type FloField, functionOf, innerFlowOf } from './read-flopack.ts'
import { declaredType } from './values.ts'
import { linkKey, type Step, type WiredFlow, wireFlow } from './wire-flow.ts'

/** Values of a Return card at the end of a strip, by key. */
export type Returned = Map<string, { field: FloField; value: DraftInput | undefined }>

/**
 * Converts steps into a strip. `isTail` is true if no card follows the strip, so it may end in a Return card.
 */
export type ConvertSteps = (
  scope: Scope,
  steps: readonly Step[],
  strip: Strip,
  isTail: boolean
) => Returned | null

/**
 * Creates the output fields of a card with blocks, with unique ids and labels, and at most 200. Each one
 * joins the values that the blocks return.
 */
const joinFields = (fields: readonly { key: string; field: FloField }[]) => {
  const names = createFieldNames('output')
  const idOf = new Map<string, FieldId>()
  const joins: JsonObject[] = []
  for (const { key, field } of fields) {
    if (idOf.has(key) || joins.length >= 200) continue
    const { id, label } = names.add(nameOfField(field))
    const type: DataType = declaredType(field)
    idOf.set(key, id)
    joins.push({ id, label, dataType: { kind: type.kind, list: type.list } })
  }
  return { joins, idOf }
}

/** Returns the values that one branch passes to the join card, by the ids of its inputs. */
const joinValues = (
  scope: Scope,
  join: FloCard | null,
  inside: ReadonlySet<string>,
  other: ReadonlySet<string>
): Map<string, DraftInput> => {
  const values = new Map<string, DraftInput>()
  for (const field of join?.node.model.inputs ?? []) {
    const links = scope.wired.links.get(linkKey(join?.uuid ?? '', field.id)) ?? []
    const link = links.find(({ card }) => inside.has(card)) ?? links.find(({ card }) => !other.has(card))
    const found = link && scope.sources.get(linkKey(link.card, link.output))
    if (found) values.set(field.id, 'kind' in found ? found : { kind: 'source', source: found })
  }
  return values
}

const uuidsOf = (steps: readonly Step[]): Set<string> =>
  new Set(
    steps.flatMap(({ card, branches }) => [
      card.uuid,
      ...(branches === undefined
        ? []
        : [
            ...uuidsOf(branches.whenTrue),
            ...uuidsOf(branches.whenFalse),
            ...(branches.join === null ? [] : [branches.join.uuid])
          ])
    ])
  )

const returnKey = (key: string): string => `return ${key}`

/** Converts If/Else and its two branches. */
export const convertIf = (
  job: CardJob,
  { whenTrue, whenFalse, join }: NonNullable<Step['branches']>,
  isTail: boolean,
  convertSteps: ConvertSteps
): Returned | null => {
  const { scope } = job
  const { operator, inputs } = conditionOf(job)
  const inside = [uuidsOf(whenTrue), uuidsOf(whenFalse)]
  const branches = [whenTrue, whenFalse].map((steps, index) => {
    const strip: Strip = []
    const returned = convertSteps(scope, steps, strip, isTail)
    const [own = new Set<string>(), other = new Set<string>()] = index === 0 ? inside : [inside[1], inside[0]]
    return { strip, returned, values: joinValues(scope, join, own, other) }
  })
  const joined = (join?.node.model.inputs ?? []).map(field => ({ key: field.id, field }))
  const ended = branches.flatMap(({ returned }) => [...(returned ?? [])])
  const { joins, idOf } = joinFields([
    ...joined,
    ...ended.map(([key, { field }]) => ({ key: returnKey(key), field }))
  ])
  const blocks = branches.map(({ strip, returned, values }, index) => {
    const joinValues: Record<FieldId, DraftInput | undefined> = {}
    for (const [key, id] of idOf) {
      const value = values.get(key) ?? returned?.get(key.replace(/^return /, ''))?.value
      if (value !== undefined) joinValues[id] = value
    }
    return { id: index === 0 ? 'then' : 'else', strip, joins: joinValues }
  })
  const added = add(job, { type: 'if-else', config: { operator, joins }, inputs, blocks })
  for (const { key, field } of joined) {
    const id = idOf.get(key)
    for (const { output } of join?.joins[field.id] ?? [])
      scope.sources.set(linkKey(join?.uuid ?? '', output), id === undefined ? null : added.out(id))
  }
  if (branches.every(({ returned }) => returned === null)) return null
  const fields = new Map(ended)
  return new Map(
    [...fields].map(([key, { field }]): [string, { field: FloField; value: DraftInput | undefined }] => {
      const id = idOf.get(returnKey(key))
      const source = id === undefined ? null : added.out(id)
      return [key, { field, value: source === null ? undefined : { kind: 'source', source } }]
    })
  )
}

/**
 * Returns true if an inner flow can end before its last card. It then cannot become a block, since a block
 * cannot end early.
 */
const endsEarly = (wired: WiredFlow): boolean =>
  [...wired.byUuid.values()].some(card => functionOf(card) === 'control.continueIf') ||
  wired.steps.slice(0, -1).some(({ card, branches }, index) => {
    const rest = wired.steps.slice(index + 1)
    const isLast = rest.every(step => functionOf(step.card) === 'control.comment')
    if (isLast) return false
    const returns = (steps: readonly Step[]): boolean =>
      steps.some(
        step =>
          functionOf(step.card) === 'control.return' ||
          returns([...(step.branches?.whenTrue ?? []), ...(step.branches?.whenFalse ?? [])])
      )
    return (
      functionOf(card) === 'control.return' ||
      (branches !== undefined && returns([...branches.whenTrue, ...branches.whenFalse]))
    )
  })

/** Converts an inner flow of a card into a block of the card. */
const inBlock = (
  job: CardJob,
  wired: WiredFlow,
  ownError: DraftInput | null,
  convertSteps: ConvertSteps
): { strip: Strip; returned: Returned } => {
  const outside = outerValues(job)
  const scope: Scope = { ...job.scope, wired, sources: new Map() }
  const [start, ...steps] = wired.steps
  if (start !== undefined) {
    for (const field of start.card.node.model.outputs) {
      const key = field.group == null ? field.key : `${field.group} ${field.key}`
      const value = field.key === 'error' && field.group === 'context' ? ownError : (outside.get(key) ?? null)
      scope.sources.set(linkKey(start.card.uuid, field.id), value)
    }
  }
  const strip: Strip = []
  const isStart = start !== undefined && functionOf(start.card) === 'control.callable'
  job.scope.pack.cards.push(...(isStart ? [partReport(job, start.card)] : []))
  const returned = convertSteps(scope, isStart ? steps : wired.steps, strip, true)
  return { strip, returned: returned ?? new Map() }
}

const partReport = (job: CardJob, card: FloCard) => ({
  ...{
    flow: job.scope.planned.name,
    card: card.node.data.name ?? 'Helper Flow',
    operation: functionOf(card) ?? ''
  },
  ...{ service: null, outcome: 'converted' as const, inserted: [], remarks: [] }
})

/**
 * Converts an inner flow of a card into a separate helper flow. A block of the card calls it with Call Flow.
 */
const byCall = (
  job: CardJob,
  doc: FloDoc,
  wired: WiredFlow,
  ownError: DraftInput | null,
  part: string
): { strip: Strip; returned: Returned } => {
  const { scope } = job
  const planned: PlannedFlow = helperOfInner(
    scope,
    `${scope.planned.name} ${job.report.card} ${part}`,
    wired,
    doc,
    false
  )
  const outside = outerValues(job)
  const strip: Strip = []
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  for (const field of planned.inputs) {
    const found = outside.get(field.key)
    if (found !== undefined) inputs[field.id] = 'kind' in found ? found : { kind: 'source', source: found }
  }
  const added = insert({ ...job, strip }, { type: 'call-flow', config: { flowId: planned.id }, inputs })
  remark(job, `The block “${part}” can end early, so it was converted to the flow “${planned.name}”.`)
  if (ownError !== null)
    remark(job, 'The error is not passed to that flow. Map the error wherever the flow needs it.')
  const returned: Returned = new Map()
  for (const card of wired.byUuid.values()) {
    if (functionOf(card) !== 'control.return') continue
    for (const field of card.node.model.inputs) {
      const output = planned.outputs.find(({ key }) => key === field.key)
      const source = output === undefined ? null : added.out(output.id)
      returned.set(field.key, { field, value: source === null ? undefined : { kind: 'source', source } })
    }
  }
  return { strip, returned }
}

/** Converts the inner flows of a card into its blocks, and its outputs into joins. */
const convertBlocks = (
  job: CardJob,
  parts: readonly { id: FieldId; label: string; doc: FloDoc | null; error?: DraftInput }[],
  convertSteps: ConvertSteps
) => {
  const built = parts.map(({ id, label, doc, error = null }) => {
    if (doc === null) return { id, strip: [], returned: new Map() as Returned }
    const wired = wireFlow(doc)
    const made = endsEarly(wired)
      ? byCall(job, doc, wired, error, label)
      : inBlock(job, wired, error, convertSteps)
    return { id, ...made }
  })
  const outputs = job.card.node.model.outputs.filter(({ group }) => group !== 'context')
  const { joins, idOf } = joinFields(outputs.map(field => ({ key: field.key, field })))
  const blocks = built.map(({ id, strip, returned }) => ({
    id,
    strip,
    joins: Object.fromEntries([...idOf].map(([key, join]) => [join, returned.get(key)?.value]))
  }))
  return { joins, blocks, outputs, idOf }
}

/** Converts If Error and its two inner flows. */
export const convertTry = (job: CardJob, convertSteps: ConvertSteps): string | null => {
  const doc = innerFlowOf(inputOf(job, 'flo')?.value.data)
  const handler = innerFlowOf(Object(job.card.node.model.policy?.error).flo)
  if (doc === null) return 'The flow inside this card cannot be read.'
  const id = job.scope.draft.newId()
  const error: DraftInput = { kind: 'source', source: job.scope.draft.inner(id, 'error', one('object')) }
  const parts = [
    { id: 'try', label: 'Try', doc },
    { id: 'error', label: 'If Error', doc: handler, error }
  ]
  const { joins, blocks, outputs, idOf } = convertBlocks(job, parts, convertSteps)
  const added = add(job, { type: 'if-error', config: { joins }, blocks, id })
  for (const field of outputs) exposeValue(job, field, added.out(idOf.get(field.key) ?? ''))
  return null
}

/** Converts If/ElseIf and the inner flows of its cases. */
export const convertCases = (job: CardJob, convertSteps: ConvertSteps): string | null => {
  const groups = [...new Set(job.card.node.model.inputs.map(({ group }) => group ?? ''))]
  const cases = groups.filter(group => group !== 'else' && inputOf(job, 'operator', group) !== undefined)
  if (cases.length === 0) return 'None of the cases of this card can be read.'
  const docOf = (group: string): FloDoc | null => innerFlowOf(inputOf(job, 'flo', group)?.value.data)
  const named = cases.map((group, index) => ({ group, id: `case${index + 1}`, label: `Case ${index + 1}` }))
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  for (const { group, id } of named) {
    const condition = conditionOf(job, group)
    inputs[`left.${id}`] = condition.inputs.left
    inputs[`operator.${id}`] = constant(condition.operator)
    inputs[`right.${id}`] = condition.inputs.right
  }
  const parts = [
    ...named.map(({ group, id, label }) => ({ id, label, doc: docOf(group) })),
    { id: 'else', label: 'Otherwise', doc: docOf('else') }
  ]
  const { joins, blocks, outputs, idOf } = convertBlocks(job, parts, convertSteps)
  const config = { cases: named.map(({ id, label }) => ({ id, label })), joins }
  const added = add(job, { type: 'if-else-if', config, inputs, blocks })
  for (const field of outputs) exposeValue(job, field, added.out(idOf.get(field.key) ?? ''))
  return null
}
