import { anyValue, type FieldId, freeFlowName, type Path } from '@hookwright/model'
import { createDraftFlow, type DraftInput, partOf, type Strip } from '../draft-flow.ts'
import { createFieldNames, flowNameOf } from '../labels.ts'
import type { ConvertOptions, ForeignReading } from '../report.ts'
import { casesOf, combined, conditionsIn } from './conditions.ts'
import { convertNode } from './convert-node.ts'
import {
  addCard,
  keepNode,
  kindOfNode,
  type N8nScope,
  type NodeJob,
  type NodeJson,
  remark,
  startNode
} from './node-job.ts'
import { type N8nFile, type N8nNode, parameterOf } from './read-n8n.ts'

const isTrigger = (node: N8nNode): boolean =>
  /trigger$|^webhook$|^start$|^cron$|^interval$/i.test(kindOfNode(node))

/** Maximum nesting of blocks. */
const MOST_DEPTH = 12

/** Converts the trigger of a workflow to an API endpoint, a schedule without a time, or a manual start. */
const convertTrigger = (job: NodeJob): NodeJson => {
  const { scope, node } = job
  const kind = kindOfNode(node)
  const blank = (type: string) => ({ type, config: scope.specs.get(type)?.blank().config ?? {} })
  if (kind === 'webhook') {
    scope.start = 'api-endpoint'
    const security = parameterOf(node, 'authentication') === undefined ? 'open' : 'secret'
    if (security === 'secret')
      remark(job, 'In Hookwright, callers send a secret in a header. Give them the new secret.')
    const { type, config } = blank('api-endpoint')
    const added = addCard(job, { type, config: { ...config, security } })
    return ([first, ...rest]: Path) => {
      if (first === undefined) return added.out('body')
      const field: FieldId | undefined = ['body', 'headers', 'query'].find(name => name === first)
      const whole = field === undefined ? null : added.out(field)
      return whole === null ? null : partOf(whole, rest)
    }
  }
  if (/schedule|cron|interval/i.test(kind)) {
    scope.start = 'scheduled'
    addCard(job, blank('scheduled'))
    remark(job, 'The schedule was not imported. Choose it again.')
    return () => null
  }
  scope.start = 'manual-start'
  addCard(job, blank('manual-start'))
  if (kind !== 'manualTrigger') {
    job.report.outcome = 'stub'
    remark(
      job,
      `The flow starts manually until you choose an event because Hookwright does not support “${node.type}”.`
    )
  }
  return () => null
}

/** Returns the given nodes and all nodes that follow them, in order. */
const reachedFrom = ({ targets }: N8nFile, names: readonly string[]): Set<string> => {
  const reached = new Set(names)
  for (const name of reached) for (const next of targets(name).flat()) reached.add(next)
  return reached
}

/** Creates the function that converts nodes along their links. */
const createWalk = (scope: N8nScope) => {
  const { file, given: params } = scope
  const done = new Set<string>()

  /**
   * Converts the given nodes and those that follow them, up to a node where branches join. Returns the output
   * of the last node.
   */
  const follow = (
    names: readonly string[],
    strip: Strip,
    before: NodeJson,
    stops: ReadonlySet<string>,
    depth: number
  ): NodeJson => {
    let json = before
    for (const name of names) {
      const node = file.nodes.get(name)
      if (node === undefined || stops.has(name) || done.has(name)) continue
      done.add(name)
      json = convert(node, strip, before, stops, depth)
    }
    return json
  }

  const convert = (
    node: N8nNode,
    strip: Strip,
    before: NodeJson,
    stops: ReadonlySet<string>,
    depth: number
  ): NodeJson => {
    const job = startNode(scope, node, strip, before)
    const kind = kindOfNode(node)
    if (!node.disabled && depth < MOST_DEPTH && (kind === 'if' || kind === 'switch' || kind === 'filter'))
      return branch(job, kind, stops, depth)
    const json = convertNode(job)
    params.set(node.name, json)
    return follow(file.targets(node.name).flat(), strip, json, stops, depth)
  }

  const branch = (job: NodeJob, kind: string, stops: ReadonlySet<string>, depth: number): NodeJson => {
    const { node, before, strip } = job
    params.set(node.name, before)
    const outputs = file.targets(node.name)
    if (kind === 'filter') {
      const { operator, left, right } = combined(job, conditionsIn(job, parameterOf(node, 'conditions')))
      addCard(job, {
        type: 'continue-if',
        config: { operator },
        inputs: { ...(left && { left }), ...(right && { right }) }
      })
      return follow(outputs.flat(), strip, before, stops, depth)
    }
    const cases = kind === 'if' ? [] : casesOf(job)
    const condition = kind === 'if' ? combined(job, conditionsIn(job, parameterOf(node, 'conditions'))) : null
    const parts =
      condition !== null
        ? [
            { id: 'then', names: outputs[0] ?? [] },
            { id: 'else', names: outputs[1] ?? [] }
          ]
        : [
            ...cases.map(({ output }, index) => ({ id: `case${index + 1}`, names: outputs[output] ?? [] })),
            { id: 'else', names: outputs[cases.length] ?? [] }
          ]
    const reached = parts.map(({ names }) => reachedFrom(file, names))
    // The first node that two branches reach is where they meet.
    const meeting = [...file.nodes.keys()].filter(
      name => !done.has(name) && !stops.has(name) && reached.filter(names => names.has(name)).length > 1
    )
    const first = meeting.find(name =>
      meeting.every(other => other === name || reachedFrom(file, [name]).has(other))
    )
    const inner = new Set([...stops, ...(first === undefined ? [] : [first])])
    const blocks = parts.map(({ id, names }) => {
      const own: Strip = []
      const json = follow(names, own, before, inner, depth + 1)
      const last = json([])
      const joins: Record<FieldId, DraftInput | undefined> =
        last === null ? {} : { json: { kind: 'source', source: last } }
      return { id, strip: own, joins: first === undefined ? {} : joins }
    })
    const joins =
      first === undefined ? [] : [{ id: 'json', label: 'JSON', dataType: { kind: 'object', list: false } }]
    const inputs: Record<FieldId, DraftInput | undefined> = {}
    const names = createFieldNames('case')
    if (condition !== null) {
      if (condition.left) inputs.left = condition.left
      if (condition.right) inputs.right = condition.right
    }
    for (const [index, each] of cases.entries()) {
      const id = `case${index + 1}`
      inputs[`operator.${id}`] = { kind: 'value', value: each.condition.operator }
      if (each.condition.left) inputs[`left.${id}`] = each.condition.left
      if (each.condition.right) inputs[`right.${id}`] = each.condition.right
    }
    const config =
      condition !== null
        ? { operator: condition.operator, joins }
        : {
            cases: cases.map(({ label }, index) => ({
              id: `case${index + 1}`,
              label: names.add(label).label
            })),
            joins
          }
    const added = addCard(job, {
      type: condition !== null ? 'if-else' : 'if-else-if',
      config,
      inputs,
      blocks
    })
    if (first === undefined) return before
    const joined = added.out('json')
    const json: NodeJson = path => (joined === null ? null : partOf({ ...joined, type: anyValue }, path))
    return follow([first], strip, json, stops, depth)
  }

  return { follow, done }
}

/** Converts a workflow into a flow draft, with a report about each node. Never throws. */
export const convertN8n = (file: N8nFile, { specs, newId, takenNames }: ConvertOptions): ForeignReading => {
  const name = freeFlowName(flowNameOf(file.name, 'Imported workflow'), takenNames)
  const catalog = { connectionFields: [], flows: new Map(), events: new Map(), actions: new Map() }
  const draft = createDraftFlow({ specs, catalog })
  const scope: N8nScope = {
    file,
    specs,
    flowName: name,
    draft,
    cards: [],
    given: new Map(),
    start: 'manual-start'
  }
  const strip: Strip = []
  const nodes = [...file.nodes.values()]
  const walk = createWalk(scope)
  const [first, ...others] = nodes.filter(isTrigger)
  const nothing: NodeJson = () => null
  let json = nothing
  if (first === undefined)
    draft.add(strip, { type: 'manual-start', config: specs.get('manual-start')?.blank().config ?? {} })
  else {
    const job = startNode(scope, first, strip, nothing)
    json = convertTrigger(job)
    scope.given.set(first.name, json)
    walk.done.add(first.name)
  }
  const begin =
    first === undefined ? nodes.slice(0, 1).map(node => node.name) : file.targets(first.name).flat()
  walk.follow(begin, strip, json, new Set(), 0)
  for (const node of nodes) {
    if (walk.done.has(node.name)) continue
    const job = startNode(scope, node, strip, nothing)
    const isSticky = kindOfNode(node) === 'stickyNote'
    if (isSticky)
      draft.add(strip, {
        type: 'note',
        config: { text: String(parameterOf(node, 'content') ?? '').slice(0, 10_000) }
      })
    else
      keepNode(
        job,
        others.includes(node)
          ? 'A flow has only one start in Hookwright. Create another flow for this node.'
          : 'This node is not connected to the start of the workflow.'
      )
  }
  return {
    ok: true,
    content: {
      source: 'n8n',
      flows: [{ id: newId(), name, description: '', active: true, saveAll: true, doc: draft.flow(strip) }],
      inFile: 1,
      cards: scope.cards,
      remarks: [
        'n8n runs a node once for each item. Here the flow runs once; use For Each where there are several.'
      ]
    }
  }
}
