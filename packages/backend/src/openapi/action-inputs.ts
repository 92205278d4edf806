import { type DataType, fieldLimits, listOf, one } from '@hookwright/model'
import type { ApiDocument, ImportNote } from './document.ts'
import { type DrawnField, type DrawnGroup, fieldOf } from './draw-cards.ts'
import { isPathKey, type Namer } from './names.ts'
import type { ApiBody, ApiParameter } from './operations.ts'
import { jsonTypeOf, type ReadSchema, readSchema, typeOfSchema } from './schemas.ts'

/** Input of an action. `name` is the name that the service uses for its value. */
export interface ApiInput {
  name: string
  field: DrawnField
}

/** Inputs of an action by the part of the request that they fill. */
export interface ApiInputs {
  path: ApiInput[]
  query: ApiInput[]
  headers: ApiInput[]
  /** Values of the body by key. Empty if the body is a single value. */
  body: ApiInput[]
  /** Body as a single value. Null for a body with keys, or without a body. */
  wholeBody: ApiInput | null
}

/**
 * Headers that never become inputs, since the body, the connection or the client sets them (OpenAPI 3.0,
 * 4.7.12.1).
 */
const ownHeaders = new Set(['accept', 'authorization', 'content-length', 'content-type', 'cookie', 'host'])

/** Pattern of a valid header name. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}$/

/** Maximum number of inputs in one group. */
const MOST = fieldLimits.fields

const rowsOf = (
  values: readonly unknown[],
  kind: DataType['kind']
): { display: string; value: string }[] | null => {
  if (kind === 'number' && !values.every(value => typeof value === 'number')) return null
  const texts = [...new Set(values.map(String))]
  const fits = texts.every(text => text !== '' && text.length <= fieldLimits.display)
  return fits && texts.length > 0 && texts.length <= fieldLimits.choices
    ? texts.map(text => ({ display: text, value: text }))
    : null
}

/** Returns the field for a value: a dropdown for a text or number with few allowed values. */
const fieldFor = (
  document: ApiDocument,
  named: { id: string; label: string },
  schema: ReadSchema,
  { required, dataType }: { required: boolean; dataType?: DataType }
): DrawnField => {
  const type = dataType ?? typeOfSchema(document, schema).dataType
  const isChoice = !type.list && (type.kind === 'text' || type.kind === 'number')
  const rows = isChoice && schema.values !== null ? rowsOf(schema.values, type.kind) : null
  const field = fieldOf(named, type, required)
  return rows === null ? field : { ...field, fieldType: 'dropdown', choices: { from: 'static', rows } }
}

/**
 * Converts the parameters and the body of an operation to inputs. Adds a note about each value that cannot be
 * sent.
 */
export const readInputs = (params: {
  document: ApiDocument
  parameters: readonly ApiParameter[]
  body: ApiBody | null
  namer: Namer
  place: string
  note: (note: ImportNote) => void
}): ApiInputs => {
  const { document, parameters, body, namer, place, note } = params

  const readParameter = (parameter: ApiParameter, group: string): ApiInput => {
    const { name, isRequired: required, separator, in: where } = parameter
    const schema = readSchema(document, parameter.schema)
    const named = { id: namer.idOf(name), label: namer.labelOf(name, group) }
    const { dataType } = typeOfSchema(document, schema)
    const at = `${place} ▸ parameter ${name}`
    if (dataType.list && separator !== null) {
      note({
        place: at,
        reason: `The list is sent as one text, so its input expects values separated by ${separator}.`
      })
      return { name, field: fieldFor(document, named, schema, { required, dataType: one('text') }) }
    }
    if (dataType.kind === 'object') {
      note({
        place: at,
        reason: `Objects in the ${where} are not written in ${parameter.style || 'their'} style; the input takes the text that is sent.`
      })
      const text = dataType.list ? listOf('text') : one('text')
      return { name, field: fieldFor(document, named, schema, { required, dataType: text }) }
    }
    // A file is sent in a body only.
    const isFile = dataType.kind === 'file'
    return {
      name,
      field: fieldFor(document, named, schema, {
        required,
        ...(isFile && { dataType: dataType.list ? listOf('text') : one('text') })
      })
    }
  }

  const readable = parameters.filter(({ name, in: where }) => {
    const at = `${place} ▸ parameter ${name.slice(0, 80)}`
    if (!isPathKey(name) || !['path', 'query', 'header'].includes(where)) {
      note({
        place: at,
        reason:
          where === 'cookie'
            ? 'Cookies are not sent.'
            : 'The name or the location of the parameter is not supported.'
      })
      return false
    }
    if (where === 'header' && !headerName.test(name)) {
      note({ place: at, reason: 'This is not the name of a header.' })
      return false
    }
    return where !== 'header' || !ownHeaders.has(name.toLowerCase())
  })

  const groupOf = (where: string, group: string): ApiInput[] => {
    const found = readable.filter(parameter => parameter.in === where)
    if (found.length > MOST)
      note({ place, reason: `Only the first ${MOST} of ${found.length} parameters became inputs.` })
    return found.slice(0, MOST).map(parameter => readParameter(parameter, group))
  }

  const inputs: ApiInputs = {
    path: groupOf('path', 'Path'),
    query: groupOf('query', 'Query'),
    headers: groupOf('header', 'Headers'),
    body: [],
    wholeBody: null
  }
  if (body === null) return inputs

  const schema = readSchema(document, body.schema)
  const isKeyed =
    jsonTypeOf(schema) === 'object' &&
    schema.properties.size > 0 &&
    schema.properties.size <= MOST &&
    [...schema.properties.keys()].every(isPathKey)
  if (body.format === 'binary')
    note({ place, reason: `A body of the type ${body.mediaType.slice(0, 80)} is sent as text.` })
  if (body.format === 'text' || body.format === 'binary' || !isKeyed) {
    const { dataType, isGuessed } = typeOfSchema(document, schema)
    const isText = body.format === 'text' || body.format === 'binary' || dataType.kind === 'file'
    const type = isText ? one('text') : isGuessed ? one('object') : dataType
    const named = { id: namer.idOf('body'), label: namer.labelOf('body', 'Body') }
    inputs.wholeBody = { name: 'body', field: fieldOf(named, type, body.isRequired) }
    if (body.format === 'form' || body.format === 'multipart')
      note({
        place,
        reason: 'The fields of the form are not declared, so the input expects the body as JSON.'
      })
    return inputs
  }
  for (const [name, property] of schema.properties) {
    const inner = readSchema(document, property)
    if (inner.isReadOnly) continue
    const type = typeOfSchema(document, inner)
    // A file can only be a part of a form.
    const isFile = type.dataType.kind === 'file' && body.format !== 'multipart'
    const isMixed = type.isGuessed && inner.types.size > 1
    const dataType = isFile || isMixed ? { kind: 'text' as const, list: type.dataType.list } : type.dataType
    if (isMixed)
      note({
        place: `${place} ▸ body ${name.slice(0, 80)}`,
        reason: 'The value may have several types; its input takes text.'
      })
    const named = { id: namer.idOf(name), label: namer.labelOf(name, 'Body') }
    const required = body.isRequired && schema.required.has(name)
    inputs.body.push({ name, field: fieldFor(document, named, inner, { required, dataType }) })
  }
  return inputs
}

/** Returns the inputs as groups of the action's card. */
export const groupsOf = ({ path, query, headers, body, wholeBody }: ApiInputs): DrawnGroup[] => {
  const group = (id: string, name: string, inputs: readonly ApiInput[]): DrawnGroup => ({
    ...{ id, name },
    fields: inputs.map(({ field }) => field)
  })
  return [
    group('path', 'Path', path),
    group('query', 'Query', query),
    group('headers', 'Headers', headers),
    group('body', 'Body', wholeBody === null ? body : [wholeBody])
  ]
}
