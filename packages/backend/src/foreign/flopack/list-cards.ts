import type { DataKind } from '@hookwright/model'
import type { DraftInput } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import {
  add,
  type CardJob,
  type Convert,
  conditionOf,
  constant,
  exposeOutput,
  exposeValue,
  extraInputs,
  fieldValue,
  from,
  given,
  inputOf,
  inputValueOrEmpty,
  insert,
  isUsed,
  itemsOfList,
  outputOf,
  remark,
  typed,
  withItems
} from './card-job.ts'
import { nameOfField } from './pack.ts'
import { typeOfOutput, writtenPath } from './values.ts'

/**
 * Creates the conversion of a list card whose only setting is the type of the items. `inputs` and `outputs`
 * map the names of its fields.
 */
const ofItems =
  (type: string, inputs: Record<string, string>, outputs: Record<string, string>, main = 'list'): Convert =>
  job => {
    const [first] = Object.keys(outputs)
    const items = itemsOfList(job, main, first)
    const mapped = Object.fromEntries(
      Object.entries(inputs).map(([ours, theirs]) => [ours, given(job, theirs)])
    )
    const added = add(job, { type, config: withItems(items), inputs: mapped })
    for (const [theirs, ours] of Object.entries(outputs)) exposeOutput(job, theirs, added, ours)
    return null
  }

const construct: Convert = job => {
  const output = outputOf(job, 'list')
  const fields = extraInputs(job, [])
  const values = fields.map(field => fieldValue(job, field))
  const known = values.flatMap(value =>
    value?.kind === 'source' && value.source.type.kind !== 'any' ? [value.source.type.kind] : []
  )
  const items: DataKind =
    known[0] ?? (output === undefined ? 'text' : typeOfOutput(job.scope.wired, job.card, output, 'text').kind)
  const names = createFieldNames('item')
  const inputs: Record<string, DraftInput | undefined> = {}
  const named = fields.map((field, index) => {
    const name = names.add(nameOfField(field))
    inputs[name.id] = values[index]
    return name
  })
  exposeOutput(
    job,
    'list',
    add(job, { type: 'list-construct', config: withItems(items, { fields: named }), inputs }),
    'output'
  )
  return null
}

const length: Convert = job => {
  exposeOutput(
    job,
    'length',
    add(job, { type: 'list-length', config: {}, inputs: { list: given(job, 'list') } }),
    'length'
  )
  return null
}

const pluck: Convert = job => {
  const output = outputOf(job, 'values')
  const items = output === undefined ? 'text' : typeOfOutput(job.scope.wired, job.card, output, 'text').kind
  const key = typed(job, 'key')
  const path = typeof key === 'string' && key !== '' ? constant(writtenPath(key)) : given(job, 'key')
  const added = add(job, {
    type: 'pluck',
    config: withItems(items),
    inputs: { list: given(job, 'list'), path }
  })
  exposeOutput(job, 'values', added, 'output')
  return null
}

const join: Convert = job => {
  const inputs = { list: given(job, 'list'), separator: inputValueOrEmpty(job, 'delimiter') }
  exposeOutput(job, 'string', add(job, { type: 'list-to-text', config: {}, inputs }), 'output')
  return null
}

const includes: Convert = job => {
  const inputs = { list: given(job, 'list'), item: inputValueOrEmpty(job, 'value') }
  exposeOutput(job, 'result', add(job, { type: 'list-includes', config: {}, inputs }), 'result')
  return null
}

/** Returns a conversion for a card that compares each item, to filter a list or to find an item. */
const byCondition =
  (type: string, outputs: Record<string, string>): Convert =>
  job => {
    const [first] = Object.keys(outputs)
    const path = typed(job, 'path')
    const items = typeof path === 'string' && path !== '' ? 'object' : itemsOfList(job, 'list', first)
    const { operator } = conditionOf(job)
    const id = job.scope.draft.newId()
    const item = job.scope.draft.inner(id, 'item', { kind: items, list: false })
    const place = typeof path === 'string' && path !== '' ? path.split('.') : []
    const left =
      place.length === 0
        ? item
        : { pill: { ...item.pill, path: place }, type: { kind: 'any', list: false } as const }
    const hasRight = operator !== 'is-empty' && operator !== 'is-not-empty'
    const right = hasRight ? inputValueOrEmpty(job, 'comparison') : undefined
    const inputs = { list: given(job, 'list'), left: from(left), ...(right && { right }) }
    const added = add(job, { type, config: withItems(items, { operator }), inputs, id })
    for (const [theirs, ours] of Object.entries(outputs)) exposeOutput(job, theirs, added, ours)
    return null
  }

/** Returns the path at which a card reads each item. Undefined if it uses the items themselves. */
const pathInput = (job: CardJob): DraftInput | undefined => {
  const path = typed(job, 'path')
  return typeof path === 'string' && path !== '' ? constant(writtenPath(path)) : given(job, 'path')
}

const unique: Convert = job => {
  const path = pathInput(job)
  const items = path === undefined ? itemsOfList(job, 'list', 'unique list') : 'object'
  const inputs = { list: given(job, 'list'), ...(items === 'object' && path && { path }) }
  exposeOutput(
    job,
    'unique list',
    add(job, { type: 'list-unique', config: withItems(items), inputs }),
    'output'
  )
  return null
}

const sort: Convert = job => {
  const path = pathInput(job)
  const items = path === undefined ? itemsOfList(job, 'list', 'sorted list') : 'object'
  if (items === 'object' && path === undefined)
    return 'Hookwright sorts a list of objects by a path, but this card has no typed path.'
  const direction = String(typed(job, 'direction') ?? typed(job, 'order') ?? '')
  const config = withItems(items, { direction: /^desc/i.test(direction) ? 'descending' : 'ascending' })
  const inputs = { list: given(job, 'list'), ...(items === 'object' && path && { path }) }
  exposeOutput(job, 'sorted list', add(job, { type: 'list-sort', config, inputs }), 'output')
  return null
}

const flatten: Convert = job => {
  const output = outputOf(job, 'list')
  const items = output === undefined ? 'text' : typeOfOutput(job.scope.wired, job.card, output, 'object').kind
  const key = inputOf(job, 'lists') === undefined ? 'list' : 'lists'
  const added = add(job, {
    type: 'list-flatten',
    config: withItems(items, { allLevels: false }),
    inputs: { list: given(job, key) }
  })
  exposeOutput(job, 'list', added, 'output')
  return null
}

/** Returns a conversion for a card that combines lists. Cards are inserted to combine two lists at a time. */
const combine =
  (type: string, output: string): Convert =>
  job => {
    const items = itemsOfList(job, 'list1', output)
    const [first, second, ...rest] = extraInputs(job, []).map(field => fieldValue(job, field))
    let added = add(job, { type, config: withItems(items), inputs: { first, second } })
    for (const other of rest.filter(value => value !== undefined)) {
      const inputs = { first: from(added.out('output')), second: other }
      added = insert(job, { type, config: withItems(items), inputs })
    }
    exposeOutput(job, output, added, 'output')
    return null
  }

/** Creates the conversion of a card that takes the first or last item off a list. */
const taken =
  (type: string): Convert =>
  job => {
    const items = itemsOfList(job, 'list', 'item')
    const added = add(job, { type, config: withItems(items), inputs: { list: given(job, 'list') } })
    exposeOutput(job, 'item', added, 'item')
    if (isUsed(job, 'list')) exposeOutput(job, 'list', added, 'rest')
    return null
  }

const push: Convert = job => {
  const [list, item] = extraInputs(job, [])
  const items = list === undefined ? 'text' : itemsOfList(job, list.key, job.card.node.model.outputs[0]?.key)
  const inputs = { list: fieldValue(job, list), item: fieldValue(job, item) }
  const added = add(job, { type: 'list-append', config: withItems(items), inputs })
  exposeValue(job, job.card.node.model.outputs[0], added.out('output'))
  return null
}

const sample: Convert = job => {
  const items = itemsOfList(job, 'list', 'samples')
  const inputs = { list: given(job, 'list'), count: given(job, 'amount') }
  exposeOutput(job, 'samples', add(job, { type: 'list-sample', config: withItems(items), inputs }), 'output')
  if (outputOf(job, 'samples') === undefined)
    remark(job, 'The output of this card has a different name in Hookwright. Map the output again.')
  return null
}

/** Conversions of list functions that do not call a flow, by function name. */
export const listCards: Record<string, Convert> = {
  'list.construct': construct,
  'list.at': ofItems('list-at', { list: 'list', index: 'index' }, { item: 'item' }),
  'list.length': length,
  'list.pluck': pluck,
  'list.join': join,
  'list.includes': includes,
  'list.filterBy': byCondition('list-filter', { list: 'output' }),
  'list.findBy': byCondition('list-find', { item: 'item', index: 'index' }),
  'list.uniqueBy': unique,
  'list.sortBy': sort,
  'list.flatten': flatten,
  'list.union': combine('list-union', 'union'),
  'list.intersection': combine('list-intersection', 'list'),
  'list.difference': combine('list-difference', 'list'),
  'list.pop': taken('list-last'),
  'list.shift': taken('list-first'),
  'list.push': push,
  'list.sample': sample
}
