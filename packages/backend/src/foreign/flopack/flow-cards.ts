import type { FieldId, JsonObject } from '@hookwright/model'
import type { DraftInput } from '../draft-flow.ts'
import { createFieldNames, labelOf } from '../labels.ts'
import {
  add,
  type CardJob,
  type Convert,
  conditionOf,
  exposeValue,
  extraInputs,
  fieldValue,
  given,
  inputValueOrEmpty,
  outputOf,
  remark,
  typed
} from './card-job.ts'
import { nameOfField } from './pack.ts'
import type { FloField } from './read-flopack.ts'
import { declaredType } from './values.ts'

const continueIf: Convert = job => {
  const { operator, inputs } = conditionOf(job)
  if (typed(job, 'message', 'otherwise') !== null || given(job, 'message', 'otherwise') !== undefined)
    remark(
      job,
      'The message for a false condition was left out because Continue If has no message in Hookwright.'
    )
  add(job, { type: 'continue-if', config: { operator }, inputs })
  return null
}

const throwIf: Convert = job => {
  const { operator, inputs } = conditionOf(job)
  if (given(job, 'statusCode') !== undefined)
    remark(job, 'The status code was left out because errors have none in Hookwright.')
  add(job, {
    type: 'return-error-if',
    config: { operator },
    inputs: { ...inputs, message: inputValueOrEmpty(job, 'message') }
  })
  return null
}

const throwError: Convert = job => {
  remark(job, 'The status code was left out because errors have none in Hookwright.')
  add(job, { type: 'return-error', config: {}, inputs: { message: inputValueOrEmpty(job, 'message') } })
  return null
}

/** Converts fields of a card to named values with types. */
const typedFields = (
  job: CardJob,
  fields: readonly FloField[]
): { fields: JsonObject[]; inputs: Record<FieldId, DraftInput | undefined>; idOf: Map<string, FieldId> } => {
  const names = createFieldNames('value')
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  const idOf = new Map<string, FieldId>()
  const made = fields.map(field => {
    const { id, label } = names.add(nameOfField(field))
    const value = fieldValue(job, field)
    inputs[id] = value
    idOf.set(field.key, id)
    const declared = declaredType(field)
    // The original lets a list into a field for one value.
    const source = value?.kind === 'source' && !value.wrap ? value.source.type : null
    const type = source?.list && source.kind !== 'any' ? { kind: source.kind, list: true } : declared
    return { id, label, dataType: { kind: type.kind, list: type.list } }
  })
  return { fields: made, inputs, idOf }
}

/** Converts a card to Assign, which sets named values. Also used for Return in a flow without a caller. */
export const assign: Convert = job => {
  const { fields, inputs, idOf } = typedFields(job, extraInputs(job, []))
  const added = add(job, { type: 'assign', config: { fields }, inputs })
  for (const output of job.card.node.model.outputs) {
    const id = idOf.get(output.key)
    exposeValue(job, output, id === undefined ? null : added.out(id))
  }
  return null
}

const assignIf: Convert = job => {
  const { operator, inputs } = conditionOf(job)
  const output = outputOf(job, 'output') ?? job.card.node.model.outputs[0]
  const label = labelOf(output === undefined ? 'Output' : nameOfField(output), 'Output')
  const type = output === undefined ? { kind: 'text', list: false } : declaredType(output)
  const config = {
    operator,
    fields: [{ id: 'output', label, dataType: { kind: type.kind, list: type.list } }]
  }
  const values = {
    'then.output': inputValueOrEmpty(job, 'valueIfTrue'),
    'else.output': inputValueOrEmpty(job, 'valueIfFalse')
  }
  exposeValue(
    job,
    output,
    add(job, { type: 'assign-if', config, inputs: { ...inputs, ...values } }).out('output')
  )
  return null
}

const waitFor: Convert = job => {
  const unit = `${String(typed(job, 'unit') ?? 'second')
    .toLowerCase()
    .replace(/s$/, '')}s`
  if (!['seconds', 'minutes', 'hours', 'days', 'weeks'].includes(unit))
    return `Hookwright does not support the unit “${unit}”.`
  add(job, { type: 'wait-for', config: { unit }, inputs: { amount: given(job, 'delay') } })
  return null
}

/** Conversions of control functions, by function name. */
export const flowCards: Record<string, Convert> = {
  'control.continueIf': continueIf,
  'control.throwIf': throwIf,
  'control.throw': throwError,
  'control.let': assign,
  'control.assignIf': assignIf,
  'control.wait': waitFor
}
