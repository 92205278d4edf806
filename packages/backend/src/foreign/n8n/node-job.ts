import type { Specs } from '@hookwright/engine'
import { cutText, type DataKind, type FieldId, type Json, type Path } from '@hookwright/model'
import {
  type AddedCard,
  type DraftFlow,
  type DraftInput,
  type NewCard,
  partOf,
  type Source,
  type Strip
} from '../draft-flow.ts'
import type { CardReport } from '../report.ts'
import { asJson, type N8nFile, type N8nNode, type N8nPart, parameterOf, partsOf } from './read-n8n.ts'

/** Returns the value at a path in a node's output. Null if there is none. */
export type NodeJson = (path: Path) => Source | null

/** Conversion of a workflow. */
export interface N8nScope {
  file: N8nFile
  specs: Specs
  flowName: string
  draft: DraftFlow
  cards: CardReport[]
  /** Outputs of the nodes converted so far, by node name. */
  given: Map<string, NodeJson>
  /** Type of the start card. */
  start: string
}

/** Conversion of one node. */
export interface NodeJob {
  scope: N8nScope
  node: N8nNode
  strip: Strip
  /** Output of the previous node. */
  before: NodeJson
  report: CardReport
}

/** Returns the kind of a node without its package, such as `httpRequest`. */
export const kindOfNode = ({ type }: N8nNode): string => type.split('.').at(-1) ?? type

/** Starts the conversion of a node and adds an entry to the report. */
export const startNode = (scope: N8nScope, node: N8nNode, strip: Strip, before: NodeJson): NodeJob => {
  const isCore = node.type.startsWith('n8n-nodes-base.')
  const report: CardReport = {
    ...{
      flow: scope.flowName,
      card: cutText(node.name, 200),
      operation: isCore ? kindOfNode(node) : node.type
    },
    ...{ service: null, outcome: 'converted', inserted: [], remarks: [] }
  }
  scope.cards.push(report)
  return { scope, node, strip, before, report }
}

/** Adds a remark to the report entry of a node. A remark is a sentence. */
export const remark = ({ report }: NodeJob, sentence: string): void => {
  if (!report.remarks.includes(sentence)) report.remarks.push(sentence)
}

/** Adds a card for a node. `isMain` is true for the card with the node's name. */
export const addCard = (job: NodeJob, card: NewCard, isMain = true): AddedCard => {
  const { scope, node, strip, report } = job
  const added = scope.draft.add(
    strip,
    isMain ? { title: node.name, note: node.notes ?? null, ...card } : card
  )
  if (!isMain) report.inserted.push(card.type)
  report.inserted.push(...added.inserted)
  if (report.inserted.length > 0 && report.outcome === 'converted') report.outcome = 'inserted'
  for (const label of added.lost)
    remark(
      job,
      `The value of “${label}” was not imported, because the field has a different type. Map the field again.`
    )
  return added
}

const sourceOf = (job: NodeJob, part: Exclude<N8nPart, string>): Source | null => {
  if ('unknown' in part) {
    remark(job, `The expression “${cutText(part.unknown, 120)}” cannot be converted. Map its value.`)
    return null
  }
  const json = part.node === null ? job.before : job.scope.given.get(part.node)
  const found = json?.(part.path) ?? null
  if (found === null)
    remark(job, `The value of “${part.node ?? 'the previous node'}” could not be converted. Map it again.`)
  return found
}

/**
 * Converts a parameter to an input value: a constant, an earlier value, or a text with earlier values.
 * Undefined if there is none.
 */
export const draftInputOf = (job: NodeJob, value: unknown): DraftInput | undefined => {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') return { kind: 'value', value: asJson(value) }
  const parts = partsOf(value)
  const [only] = parts
  if (parts.length === 1 && typeof only === 'string') return { kind: 'value', value: only }
  if (parts.length === 1 && only !== undefined && typeof only !== 'string') {
    const source = sourceOf(job, only)
    return source === null ? undefined : { kind: 'source', source }
  }
  const read = parts.flatMap((part): (string | Source)[] => {
    if (typeof part === 'string') return [part]
    const source = sourceOf(job, part)
    return source === null ? [] : [source]
  })
  return { kind: 'text', parts: read }
}

/** Returns a parameter of the node, by its path, as an input value. Undefined if there is none. */
export const parameter = (job: NodeJob, path: string): DraftInput | undefined =>
  draftInputOf(job, parameterOf(job.node, path))

/** Returns an output of a card as the output of a node. */
export const jsonOf =
  (added: AddedCard, field: FieldId): NodeJson =>
  path => {
    const whole = added.out(field)
    return whole === null ? null : partOf(whole, path)
  }

/** Adds a card that builds an object from named values. Returns the object. */
export const objectOf = (
  job: NodeJob,
  pairs: readonly { name: string; value: unknown; kind?: DataKind }[],
  isMain = false
): AddedCard | null => {
  const seen = new Set<string>()
  const used = pairs
    .filter(({ name }) => name !== '' && name !== '__proto__' && !seen.has(name) && seen.add(name))
    .slice(0, 200)
  if (used.length === 0 && !isMain) return null
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  const keys = used.map(({ name, value, kind = 'text' }, index) => {
    const id = `key${index + 1}`
    inputs[id] = draftInputOf(job, value)
    return { id, key: cutText(name, 200), dataType: { kind, list: Array.isArray(value) } }
  })
  return addCard(job, { type: 'object-construct', config: { keys }, inputs }, isMain)
}

/** Keeps a node as a note with its content and the reason. */
export const keepNode = (job: NodeJob, why: string): void => {
  const { report, node, scope, strip } = job
  report.outcome = 'note'
  remark(job, why)
  const content: Json = asJson(node.parameters)
  const text = [`“${node.name}” (${node.type}) was not converted. ${why}`, JSON.stringify(content, null, 2)]
  scope.draft.add(strip, { type: 'note', config: { text: cutText(text.join('\n'), 10_000) } })
}
