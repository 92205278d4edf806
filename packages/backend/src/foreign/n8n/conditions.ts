import type { DraftInput } from '../draft-flow.ts'
import { addCard, draftInputOf, type NodeJob, remark } from './node-job.ts'
import { objectsIn, parameterOf } from './read-n8n.ts'

/** Comparison with its operator and both sides. */
export interface Condition {
  operator: string
  left: DraftInput | undefined
  right: DraftInput | undefined
}

/** Hookwright operators by n8n operator. */
const operators: ReadonlyMap<string, string> = new Map([
  ['equals', 'equal'],
  ['equal', 'equal'],
  ['notEquals', 'not-equal'],
  ['notEqual', 'not-equal'],
  ['gt', 'greater'],
  ['larger', 'greater'],
  ['after', 'greater'],
  ['lt', 'less'],
  ['smaller', 'less'],
  ['before', 'less'],
  ['gte', 'greater-or-equal'],
  ['largerEqual', 'greater-or-equal'],
  ['lte', 'less-or-equal'],
  ['smallerEqual', 'less-or-equal'],
  ['empty', 'is-empty'],
  ['isEmpty', 'is-empty'],
  ['notExists', 'is-empty'],
  ['notEmpty', 'is-not-empty'],
  ['isNotEmpty', 'is-not-empty'],
  ['exists', 'is-not-empty']
])

const conditionOf = (job: NodeJob, operation: string, left: unknown, right: unknown): Condition => {
  const isTruth = operation === 'true' || operation === 'false'
  const operator = isTruth ? 'equal' : operators.get(operation)
  if (operator === undefined)
    remark(
      job,
      `Hookwright does not support the comparison “${operation}”, so “equal to” was chosen. Check the comparison.`
    )
  const hasRight = operator !== 'is-empty' && operator !== 'is-not-empty'
  return {
    operator: operator ?? 'equal',
    left: draftInputOf(job, left),
    right: hasRight
      ? isTruth
        ? { kind: 'value', value: operation === 'true' }
        : draftInputOf(job, right ?? '')
      : undefined
  }
}

/** Reads a group of conditions from a parameter. `isAny` is true if one fulfilled condition is enough. */
export const conditionsIn = (job: NodeJob, value: unknown): { all: Condition[]; isAny: boolean } => {
  const { conditions, combinator } = Object(value)
  if (Array.isArray(conditions)) {
    const all = objectsIn(conditions).map(({ leftValue, rightValue, operator }) =>
      conditionOf(job, String(Object(operator).operation ?? 'equals'), leftValue, rightValue)
    )
    return { all, isAny: combinator === 'or' }
  }
  const older = ['string', 'number', 'boolean', 'dateTime'].flatMap(type => objectsIn(Object(value)[type]))
  return {
    all: older.map(({ value1, value2, operation }) =>
      conditionOf(job, String(operation ?? 'equal'), value1, value2)
    ),
    isAny: parameterOf(job.node, 'combineOperation') === 'any'
  }
}

/**
 * Combines several conditions into one condition. Adds a Compare card for each condition, and an And or Or
 * card.
 */
export const combined = (job: NodeJob, { all, isAny }: { all: Condition[]; isAny: boolean }): Condition => {
  const [first] = all
  if (first === undefined) {
    remark(job, 'The condition of this node cannot be read. Choose one.')
    return { operator: 'equal', left: { kind: 'value', value: true }, right: { kind: 'value', value: true } }
  }
  if (all.length === 1) return first
  const fields = all.map((_, index) => ({ id: `value${index + 1}`, label: `Value ${index + 1}` }))
  const inputs: Record<string, DraftInput | undefined> = {}
  for (const [index, { operator, left, right }] of all.entries()) {
    const sides = { ...(left && { left }), ...(right && { right }) }
    const result = addCard(job, { type: 'compare', config: { operator }, inputs: sides }, false).out('result')
    if (result !== null) inputs[`value${index + 1}`] = { kind: 'source', source: result }
  }
  const type = isAny ? 'boolean-or' : 'boolean-and'
  const result = addCard(job, { type, config: { fields }, inputs }, false).out('result')
  return {
    operator: 'equal',
    left: result === null ? undefined : { kind: 'source', source: result },
    right: { kind: 'value', value: true }
  }
}

/** Returns the condition of each output of a Switch node. */
export const casesOf = (job: NodeJob): { label: string; condition: Condition; output: number }[] => {
  const rules = objectsIn(parameterOf(job.node, 'rules.values') ?? parameterOf(job.node, 'rules.rules'))
  return rules.map((rule, index) => {
    const label =
      typeof rule.outputKey === 'string' && rule.outputKey !== '' ? rule.outputKey : `Case ${index + 1}`
    if (rule.conditions !== undefined)
      return { label, output: index, condition: combined(job, conditionsIn(job, rule.conditions)) }
    const condition = conditionOf(
      job,
      String(rule.operation ?? 'equal'),
      parameterOf(job.node, 'value1'),
      rule.value2
    )
    return { label, output: typeof rule.output === 'number' ? rule.output : index, condition }
  })
}
