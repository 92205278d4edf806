import { cutText, type DataType, isReservedName, type JsonObject } from '@hookwright/model'
import { type DraftInput, partOf } from '../draft-flow.ts'
import { createFieldNames } from '../labels.ts'
import {
  add,
  type CardJob,
  type Convert,
  constant,
  exposeOutput,
  exposeValue,
  extraInputs,
  fieldValue,
  given,
  inputOf,
  insert,
  isUsed,
  outputOf,
  remark,
  typed
} from './card-job.ts'
import { nameOfField } from './pack.ts'
import type { FloField } from './read-flopack.ts'
import { declaredType, dottedPath, typeOfOutput, writtenPath } from './values.ts'

/** Key of an object in a card's configuration. */
interface ObjectKey extends JsonObject {
  id: string
  key: string
  dataType: JsonObject
}

const asJson = ({ kind, list }: DataType): JsonObject => ({ kind, list })

const keysOf = (
  fields: readonly FloField[],
  typeOf: (field: FloField) => DataType
): { keys: ObjectKey[]; idOf: Map<string, string> } => {
  const names = createFieldNames('key')
  const idOf = new Map<string, string>()
  const seen = new Set<string>()
  const keys = fields.flatMap((field): ObjectKey[] => {
    const key = cutText(field.key, 200)
    if (seen.has(key) || key === '' || isReservedName(key)) return []
    seen.add(key)
    const { id } = names.add(key)
    idOf.set(field.id, id)
    return [{ id, key, dataType: asJson(typeOf(field)) }]
  })
  return { keys, idOf }
}

/**
 * Converts Construct. An entered key has the type of its value, a mapped key the type of the mapped value.
 */
const construct: Convert = job => {
  const fields = extraInputs(job, [])
  const { keys, idOf } = keysOf(fields, declaredType)
  const inputs: Record<string, DraftInput | undefined> = {}
  for (const field of fields) {
    const id = idOf.get(field.id)
    const value = fieldValue(job, field)
    if (id === undefined)
      remark(
        job,
        `The key “${field.key.slice(0, 50)}” is missing because it is reserved or used twice. Add a key with another name.`
      )
    else inputs[id] = value
    const key = keys.find(each => each.id === id)
    // A list in a field for one value is what the original sends, too.
    if (
      key &&
      value?.kind === 'source' &&
      !value.wrap &&
      value.source.type.kind !== 'any' &&
      value.source.type.list
    )
      key.dataType = { kind: value.source.type.kind, list: true }
  }
  exposeOutput(job, 'output', add(job, { type: 'object-construct', config: { keys }, inputs }), 'output')
  return null
}

const get: Convert = job => {
  const path = typed(job, 'path')
  const inputs = {
    object: given(job, 'object'),
    path: typeof path === 'string' && path !== '' ? constant(writtenPath(path)) : given(job, 'path')
  }
  exposeOutput(job, 'output', add(job, { type: 'object-get', config: {}, inputs }), 'value')
  return null
}

/** Converts a card that reads keys of an object. A key with dots is a path, read directly from the object. */
const pick: Convert = job => {
  const outputs = job.card.node.model.outputs
  const plain = outputs.filter(({ key }) => !key.includes('.'))
  const { keys, idOf } = keysOf(plain, field => typeOfOutput(job.scope.wired, job.card, field, 'object'))
  const object = given(job, 'object')
  const added = add(job, { type: 'get-multiple', config: { keys }, inputs: { object } })
  for (const field of plain) {
    const id = idOf.get(field.id)
    exposeValue(job, field, id === undefined ? null : added.out(id))
  }
  for (const field of outputs.filter(({ key }) => key.includes('.'))) {
    if (!isUsed(job, field.key)) continue
    const direct = object?.kind === 'source' ? partOf(object.source, dottedPath(field.key)) : null
    const inputs = { object, path: constant(writtenPath(field.key)) }
    exposeValue(job, field, direct ?? insert(job, { type: 'object-get', config: {}, inputs }).out('value'))
  }
  return null
}

/**
 * Converts a card that opens an object. Its outputs become pills with a path into the object, so no card is
 * needed.
 */
const expand: Convert = job => {
  const object = given(job, 'object')
  for (const field of job.card.node.model.outputs) {
    const path = field.metadata.path ?? dottedPath(field.key)
    if (field.key === 'key') exposeValue(job, field, constant(path.join('.')))
    else exposeValue(job, field, object?.kind === 'source' ? partOf(object.source, path) : null)
  }
  return null
}

const merge: Convert = job => {
  const names = createFieldNames('object')
  const inputs: Record<string, DraftInput | undefined> = {}
  const fields = extraInputs(job, []).map(field => {
    const name = names.add(nameOfField(field))
    inputs[name.id] = fieldValue(job, field)
    return name
  })
  exposeOutput(job, 'output', add(job, { type: 'object-merge', config: { fields }, inputs }), 'output')
  return null
}

const set: Convert = job => {
  const pathKey = inputOf(job, 'path') === undefined ? 'key' : 'path'
  const path = typed(job, pathKey)
  const inputs = {
    object: given(job, 'object'),
    path: typeof path === 'string' && path !== '' ? constant(writtenPath(path)) : given(job, pathKey),
    value: given(job, 'value')
  }
  exposeOutput(job, 'output', add(job, { type: 'object-set', config: {}, inputs }), 'output')
  return null
}

const clearEmpty: Convert = job => {
  const config = { nested: typed(job, 'recursive') === true }
  exposeOutput(
    job,
    'output',
    add(job, { type: 'clear-empty', config, inputs: { object: given(job, 'object') } }),
    'output'
  )
  return null
}

/** Returns a conversion for a card that lists the keys or the values of an object. */
const listed =
  (type: string, key: string): Convert =>
  (job: CardJob) => {
    const output = outputOf(job, key) ?? job.card.node.model.outputs[0]
    const kind = output === undefined ? 'text' : typeOfOutput(job.scope.wired, job.card, output, 'text').kind
    const config = type === 'object-values' ? { items: kind } : {}
    const added = add(job, { type, config, inputs: { object: given(job, 'object') } })
    exposeValue(job, output, added.out('output'))
    return null
  }

/** Conversions of object functions, by function name. */
export const objectCards: Record<string, Convert> = {
  'object.construct': construct,
  'object.get': get,
  'object.pick': pick,
  'object.expand': expand,
  'object.merge': merge,
  'object.set': set,
  'object.clearEmpty': clearEmpty,
  'object.values': listed('object-values', 'values'),
  'object.keys': listed('object-keys', 'keys')
}
