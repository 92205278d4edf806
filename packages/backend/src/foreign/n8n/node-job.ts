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

/** Returns the source of a part of a node's output, by its path; null if there is none. */
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

/** Returns the kind of a node: `httpRequest`. */
export const kindOfNode = ({ type }: N8nNode): string => type.split('.').at(-1) ?? type

/** Starts the conversion of a node with its row in the report. */
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

/** Adds a sentence to the report of a node. */
export const remark = ({ report }: NodeJob, sentence: string): void => {
  if (!report.remarks.includes(sentence)) report.remarks.push(sentence)
}

/** Adds a card for a node. `isMain` for the card that carries its name. */
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
    remark(job, `“${label}” is missing, since it cannot hold its value. Map it again.`)
  return added
}

const sourceOf = (job: NodeJob, part: Exclude<N8nPart, string>): Source | null => {
  if ('unknown' in part) {
    remark(job, `The expression “${cutText(part.unknown, 120)}” is not understood. Map its value.`)
    return null
  }
  const json = part.node === null ? job.before : job.scope.given.get(part.node)
  const found = json?.(part.path) ?? null
  if (found === null)
    remark(job, `The value of “${part.node ?? 'the node before'}” could not be carried over. Map it again.`)
  return found
}

/** Returns a value of a parameter: a constant, a value of an earlier node, or a text with such values. */
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

/** Returns a parameter of the node as a value. */
export const parameter = (job: NodeJob, path: string): DraftInput | undefined =>
  draftInputOf(job, parameterOf(job.node, path))

/** Returns what a card gives under one of its outputs. */
export const jsonOf =
  (added: AddedCard, field: FieldId): NodeJson =>
  path => {
    const whole = added.out(field)
    return whole === null ? null : partOf(whole, path)
  }

/** Builds an object from named values, and returns it. */
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
