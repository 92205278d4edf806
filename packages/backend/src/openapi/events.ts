import { type ApiDocument, type Node, nodeOf, textOf } from './document.ts'
import { flowNameOfSummary, flowNameOfWords } from './names.ts'
import type { ApiOperation } from './operations.ts'

/** Event that a document declares: a webhook, or a callback of an operation. */
export interface ApiEvent {
  /** Kind and name, such as `webhook user-created`. */
  key: string
  /** Name in the document. */
  event: string
  name: string
  tag: string
  node: Node
  item: Node
  /**
   * Operation that declares a callback, with the path of the Event URL in the operation's body. Null for a
   * webhook.
   */
  callback: { operation: ApiOperation; urlAt: string[] } | null
}

/** HTTP methods that a service may use to send events. */
const methods = ['post', 'put', 'patch', 'get'] as const

const sentIn = (document: ApiDocument, item: Node): Node | null => {
  for (const method of methods) {
    const node = document.resolve(item[method])
    if (node !== null) return node
  }
  return null
}

const nameOfEvent = (node: Node, event: string): string =>
  flowNameOfSummary(textOf(node.summary)) || flowNameOfWords(event) || 'Event'

const tagOf = (node: Node): string => {
  const [tag] = Array.isArray(node.tags) ? node.tags : []
  return textOf(tag).slice(0, 100)
}

/**
 * Returns the body path of the Event URL from a callback expression (OpenAPI 3.1, 4.8.20.4). Null if the
 * expression refers to anything but the body.
 */
const pathInExpression = (expression: string): string[] | null => {
  const [, pointer] = /\{?\$request\.body#\/([^}]+)\}?/.exec(expression) ?? []
  return pointer === undefined
    ? null
    : pointer.split('/').map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

const callbacksOf = (document: ApiDocument, operation: ApiOperation): ApiEvent[] =>
  Object.entries(nodeOf(operation.node.callbacks)).flatMap(([event, raw]) =>
    Object.entries(document.resolve(raw) ?? {}).flatMap(([expression, rawItem]): ApiEvent[] => {
      const item = document.resolve(rawItem)
      const node = item === null ? null : sentIn(document, item)
      if (item === null || node === null) return []
      const urlAt = pathInExpression(expression)
      return [
        {
          key: `callback ${operation.key} ${event} ${expression}`,
          ...{ event, node, item, tag: tagOf(node) || operation.tag },
          name: nameOfEvent(node, event),
          callback: urlAt === null ? null : { operation, urlAt }
        }
      ]
    })
  )

/** Returns the webhooks of a document, and the callbacks of its operations. */
export const eventsOf = (document: ApiDocument, operations: readonly ApiOperation[]): ApiEvent[] => {
  // OpenAPI 3.0 has webhooks only as an extension.
  const declared = { ...nodeOf(document.root['x-webhooks']), ...nodeOf(document.root.webhooks) }
  const webhooks = Object.entries(declared).flatMap(([event, raw]): ApiEvent[] => {
    const item = document.resolve(raw)
    const node = item === null ? null : sentIn(document, item)
    if (item === null || node === null) return []
    const key = `webhook ${event}`
    return [{ key, event, node, item, tag: tagOf(node), name: nameOfEvent(node, event), callback: null }]
  })
  return [...webhooks, ...operations.flatMap(operation => callbacksOf(document, operation))]
}
