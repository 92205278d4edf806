import { type Json, Json as JsonSchema, type Path, Path as PathSchema } from '@hookwright/model'
import { z } from 'zod'

/** Node of a workflow. */
const N8nNode = z.object({
  name: z.string().min(1),
  type: z.string(),
  parameters: z.record(z.string(), z.unknown()).catch({}),
  disabled: z.boolean().catch(false),
  notes: z.string().nullish().catch(null)
})
export type N8nNode = z.infer<typeof N8nNode>

/** Nodes that follow a node, in order, by output. */
const Links = z.object({
  main: z.array(z.array(z.object({ node: z.string(), index: z.number().catch(0) })).nullable()).catch([])
})

const Workflow = z.object({
  name: z.string().catch('Workflow'),
  nodes: z.array(N8nNode).max(1_000, 'it has more than 1000 nodes'),
  connections: z.record(z.string(), Links)
})

/** Workflow in a file that n8n exported. */
export interface N8nFile {
  name: string
  nodes: ReadonlyMap<string, N8nNode>
  /** Names of the nodes that follow a node, by output. */
  targets: (name: string) => string[][]
}

/** Reads a workflow from parsed JSON. If it is invalid, returns the reason as a sentence. */
export const readN8n = (value: unknown): { ok: true; file: N8nFile } | { ok: false; why: string } => {
  const parsed = Workflow.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.map(String).join(' ▸ ') ?? ''
    return {
      ok: false,
      why: `The n8n workflow cannot be read at ${place}: ${issue?.message ?? 'unexpected structure'}. Export it again.`
    }
  }
  const { name, nodes, connections } = parsed.data
  if (nodes.length === 0)
    return { ok: false, why: 'The n8n workflow has no nodes. Export a workflow that contains nodes.' }
  const byName = new Map(nodes.map(node => [node.name, node]))
  const links = new Map(Object.entries(connections))
  return {
    ok: true,
    file: {
      name,
      nodes: byName,
      targets: from =>
        (links.get(from)?.main ?? []).map(output =>
          (output ?? []).map(({ node }) => node).filter(target => byName.has(target))
        )
    }
  }
}

/** Returns a parameter by its path, such as `conditions.combinator`. */
export const parameterOf = ({ parameters }: N8nNode, path: string): unknown => {
  let value: unknown = parameters
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

/** Returns the objects in a list. Empty for any other value. */
export const objectsIn = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value)
    ? value.filter((each): each is Record<string, unknown> => typeof each === 'object' && each !== null)
    : []

/** Returns a value as JSON. Null if it is not valid JSON. */
export const asJson = (value: unknown): Json => JsonSchema.safeParse(value).data ?? null

/**
 * Reference to a value in a node's output. `node` is null for the previous node, and `path` leads to the
 * value in the output's JSON.
 */
export interface N8nReference {
  node: string | null
  path: Path
}

/** Part of a value: a text, a reference, or an unsupported expression. */
export type N8nPart = string | N8nReference | { unknown: string }

const heads = [
  /^\$json\b/,
  /^\$input\.(?:item|first\(\))\.json\b/,
  /^\$node\[(["'])(?<node>[^"']+)\1\]\.json\b/,
  /^\$\((["'])(?<node>[^"']+)\1\)\.(?:item|first\(\)|last\(\))\.json\b/
]

const step = /^(?:\.([A-Za-z_$][\w$]*)|\[(["'])((?:(?!\2).)*)\2\]|\[(\d+)\])/

/** Parses a reference such as `$json.body["first name"]`. Null for any other expression. */
const readReference = (expression: string): N8nReference | null => {
  const text = expression.trim().replaceAll('?.', '.')
  for (const head of heads) {
    const match = head.exec(text)
    if (match === null) continue
    const path: (string | number)[] = []
    let rest = text.slice(match[0].length)
    while (rest !== '') {
      const next = step.exec(rest)
      if (next === null) return null
      path.push(next[4] === undefined ? (next[1] ?? next[3] ?? '') : Number(next[4]))
      rest = rest.slice(next[0].length)
    }
    const read = PathSchema.safeParse(path)
    return read.success ? { node: match.groups?.node ?? null, path: read.data } : null
  }
  return null
}

/** Splits a parameter value into its parts. A value that begins with `=` is an expression. */
export const partsOf = (value: string): N8nPart[] => {
  if (!value.startsWith('=')) return [value]
  const parts: N8nPart[] = []
  let at = 1
  for (const match of value.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    if (match.index > at) parts.push(value.slice(at, match.index))
    parts.push(readReference(match[1] ?? '') ?? { unknown: (match[1] ?? '').trim() })
    at = match.index + match[0].length
  }
  if (at < value.length) parts.push(value.slice(at))
  return parts
}
