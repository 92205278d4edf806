import { type ApiDocument, itemsOf, type Node, nodeOf, textOf } from './document.ts'
import { flowNameOfSummary, flowNameOfWords } from './names.ts'

/** HTTP methods that a request card can send. */
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const
export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** HTTP methods of OpenAPI that a request card cannot send. */
const otherMethods = ['head', 'options', 'trace'] as const

/** Operation in a document. */
export interface ApiOperation {
  /** Method and path, such as `GET /users/{id}`. */
  key: string
  method: ApiMethod
  path: string
  name: string
  /** Tag of the operation in the document. Empty for none. */
  tag: string
  isDeprecated: boolean
  node: Node
  /** Path item that contains the operation. */
  item: Node
}

/** Separators of values, by their common names. */
export type Separator = 'commas' | 'spaces' | 'tabs' | 'pipes'

/** Parameter of an operation. */
export interface ApiParameter {
  name: string
  in: string
  isRequired: boolean
  schema: unknown
  /** Separator of list values that are sent as a single text. Null if each value is sent separately. */
  separator: Separator | null
  /** Serialization style of an object. Empty for the default. */
  style: string
}

/** Body of a request or of a response. */
export interface ApiBody {
  format: 'json' | 'form' | 'multipart' | 'text' | 'binary'
  mediaType: string
  isRequired: boolean
  schema: unknown
}

/** Returns the display name of an operation. */
const nameOfOperation = (node: Node, key: string): string => {
  const summary = flowNameOfSummary(textOf(node.summary))
  if (summary !== '') return summary
  const operationId = textOf(node.operationId)
  return (operationId === '' ? '' : flowNameOfWords(operationId)) || flowNameOfWords(key)
}

/** Returns the operations of a document in order, and those with unsupported methods. */
export const operationsOf = (document: ApiDocument): { operations: ApiOperation[]; others: string[] } => {
  const operations: ApiOperation[] = []
  const others: string[] = []
  for (const [path, raw] of Object.entries(nodeOf(document.root.paths))) {
    if (!path.startsWith('/')) continue
    const item = document.resolve(raw)
    if (item === null) continue
    for (const method of methods) {
      const node = document.resolve(item[method])
      if (node === null) continue
      const upper = method.toUpperCase() as ApiMethod
      const key = `${upper} ${path}`
      const tag = textOf(itemsOf(node.tags)[0]).slice(0, 100)
      const isDeprecated = node.deprecated === true
      const name = nameOfOperation(node, key)
      operations.push({ key, method: upper, path, name, tag, isDeprecated, node, item })
    }
    for (const method of otherMethods)
      if (item[method] !== undefined) others.push(`${method.toUpperCase()} ${path}`)
  }
  return { operations, others }
}

/**
 * Separators by the collection format of OpenAPI 2.0 or the style of later versions. Other formats use
 * commas.
 */
const separators = new Map<string, Separator>([
  ['ssv', 'spaces'],
  ['tsv', 'tabs'],
  ['pipes', 'pipes'],
  ['spaceDelimited', 'spaces'],
  ['pipeDelimited', 'pipes']
])

const separatorOf = (document: ApiDocument, node: Node): Separator | null => {
  const isOld = document.version === '2.0'
  const style = textOf(isOld ? node.collectionFormat : node.style)
  const separator = separators.get(style)
  const isRepeated = isOld ? style === 'multi' : (node.explode ?? separator === undefined) !== false
  // A path and a header have one place for a parameter, whatever the document says.
  const canRepeat = node.in === 'query' || node.in === 'cookie'
  return canRepeat && isRepeated ? null : (separator ?? 'commas')
}

const schemaOfParameter = (document: ApiDocument, node: Node): unknown => {
  // In OpenAPI 2.0 a parameter is its own schema.
  if (document.version === '2.0') return node
  const [media] = Object.values(nodeOf(node.content))
  return node.schema ?? nodeOf(media).schema ?? {}
}

/** Returns the parameters of an operation, followed by those of its path item. */
const parametersIn = (document: ApiDocument, { node, item }: Pick<ApiOperation, 'node' | 'item'>): Node[] => {
  const seen = new Set<string>()
  return [...itemsOf(node.parameters), ...itemsOf(item.parameters)].flatMap(raw => {
    const parameter = document.resolve(raw)
    if (parameter === null) return []
    const key = `${textOf(parameter.in)} ${textOf(parameter.name)}`
    if (seen.has(key)) return []
    seen.add(key)
    return [parameter]
  })
}

/** Returns the parameters of an operation in path, query, headers and cookies. */
export const parametersOf = (
  document: ApiDocument,
  of: Pick<ApiOperation, 'node' | 'item'>
): ApiParameter[] =>
  parametersIn(document, of)
    .filter(({ in: place }) => place !== 'body' && place !== 'formData')
    .map(node => ({
      name: textOf(node.name),
      in: textOf(node.in),
      isRequired: node.required === true || node.in === 'path',
      schema: schemaOfParameter(document, node),
      separator: separatorOf(document, node),
      style: textOf(node.style)
    }))

const formatOf = (mediaType: string): ApiBody['format'] => {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || type.endsWith('+json') || type === '*/*' || type === 'application/*')
    return 'json'
  if (type === 'application/x-www-form-urlencoded') return 'form'
  if (type === 'multipart/form-data') return 'multipart'
  return type.startsWith('text/') || type.includes('xml') ? 'text' : 'binary'
}

const preference: readonly ApiBody['format'][] = ['json', 'form', 'multipart', 'text', 'binary']

/** Returns the content of a body in the format that cards handle best; null without content. */
const bestContent = (content: Node): Omit<ApiBody, 'isRequired'> | null => {
  const bodies = Object.entries(content).map(([mediaType, media]) => ({
    ...{ format: formatOf(mediaType), mediaType },
    schema: nodeOf(media).schema
  }))
  bodies.sort((one, other) => preference.indexOf(one.format) - preference.indexOf(other.format))
  return bodies[0] ?? null
}

/** Returns the request body of an operation in OpenAPI 2.0, where the parts of a body are parameters. */
const bodyOfParameters = (document: ApiDocument, operation: ApiOperation): ApiBody | null => {
  const parameters = parametersIn(document, operation)
  const whole = parameters.find(parameter => parameter.in === 'body')
  const stated = [...itemsOf(operation.node.consumes ?? document.root.consumes)].map(textOf)
  if (whole !== undefined) {
    const mediaType = stated.find(each => formatOf(each) === 'json') ?? stated[0] ?? 'application/json'
    const format = formatOf(mediaType)
    return {
      ...{ mediaType, format: format === 'form' || format === 'multipart' ? 'json' : format },
      isRequired: whole.required === true,
      schema: whole.schema
    }
  }
  const fields = parameters.filter(parameter => parameter.in === 'formData')
  if (fields.length === 0) return null
  const hasFile = fields.some(({ type }) => type === 'file')
  const isMultipart = hasFile || stated.every(each => formatOf(each) === 'multipart')
  const required = fields.filter(field => field.required === true).map(({ name }) => textOf(name))
  return {
    format: isMultipart && stated.length + Number(hasFile) > 0 ? 'multipart' : 'form',
    mediaType: stated[0] ?? '',
    isRequired: required.length > 0,
    schema: {
      type: 'object',
      properties: Object.fromEntries(fields.map(field => [textOf(field.name), { ...field, required: [] }])),
      required
    }
  }
}

/** Returns the request body of an operation; null for none. */
export const bodyOf = (document: ApiDocument, operation: ApiOperation): ApiBody | null => {
  if (document.version === '2.0') return bodyOfParameters(document, operation)
  const body = document.resolve(operation.node.requestBody)
  const content = body === null ? null : bestContent(nodeOf(body.content))
  return content === null ? null : { ...content, isRequired: body?.required === true }
}

/** Returns the body of an operation's first successful response. Null if it has no body. */
export const answerOf = (document: ApiDocument, { node }: Pick<ApiOperation, 'node'>): ApiBody | null => {
  const responses = nodeOf(node.responses)
  const codes = Object.keys(responses).filter(code => /^2(\d\d|XX)$/i.test(code))
  const code = codes.find(each => each !== '204') ?? codes[0] ?? (responses.default ? 'default' : undefined)
  const response = code === undefined ? null : document.resolve(responses[code])
  if (response === null) return null
  if (document.version !== '2.0') {
    const content = bestContent(nodeOf(response.content))
    return content === null ? null : { ...content, isRequired: true }
  }
  if (response.schema === undefined) return null
  const stated = itemsOf(node.produces ?? document.root.produces).map(textOf)
  const mediaType = stated.find(each => formatOf(each) === 'json') ?? stated[0] ?? 'application/json'
  const isFile = nodeOf(document.resolve(response.schema)).type === 'file'
  return {
    ...{ mediaType, isRequired: true, schema: response.schema },
    format: isFile ? 'binary' : formatOf(mediaType)
  }
}
