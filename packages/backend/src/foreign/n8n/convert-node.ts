import { type DataKind, type JsonObject, jsonOfText } from '@hookwright/model'
import type { DraftInput } from '../draft-flow.ts'
import {
  addCard,
  draftInputOf,
  jsonOf,
  keepNode,
  kindOfNode,
  type NodeJob,
  type NodeJson,
  objectOf,
  parameter,
  remark
} from './node-job.ts'
import { objectsIn, parameterOf } from './read-n8n.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

const pairsAt = (job: NodeJob, path: string): { name: string; value: unknown }[] =>
  objectsIn(parameterOf(job.node, path)).map(({ name, value }) => ({ name: String(name ?? ''), value }))

const asSource = (job: NodeJob, pairs: { name: string; value: unknown }[]): DraftInput | undefined => {
  const source = pairs.length === 0 ? null : (objectOf(job, pairs)?.out('output') ?? null)
  return source === null ? undefined : { kind: 'source', source }
}

const bodyOf = (job: NodeJob): { body?: DraftInput | undefined; format: string } => {
  const contentType =
    parameterOf(job.node, 'contentType') ?? parameterOf(job.node, 'bodyContentType') ?? 'json'
  const isOn = parameterOf(job.node, 'sendBody') === true || parameterOf(job.node, 'jsonParameters') === true
  if (!isOn) return { format: 'auto' }
  if (contentType === 'raw') return { body: parameter(job, 'body'), format: 'text' }
  if (contentType !== 'json')
    remark(
      job,
      'The body is sent as JSON. If the service expects another format, choose it and add the fields.'
    )
  const written = parameter(job, 'jsonBody') ?? parameter(job, 'bodyParametersJson')
  if (written !== undefined) {
    if (written.kind !== 'value' || typeof written.value !== 'string')
      return { body: written, format: 'auto' }
    const value = jsonOfText(written.value)
    if (value !== undefined) return { body: { kind: 'value', value }, format: 'json' }
    remark(job, 'The JSON of the body is not valid, or nested too deeply. Correct it.')
    return { body: written, format: 'text' }
  }
  return { body: asSource(job, pairsAt(job, 'bodyParameters.parameters')), format: 'json' }
}

const httpRequest = (job: NodeJob): NodeJson => {
  const wanted = String(parameterOf(job.node, 'method') ?? parameterOf(job.node, 'requestMethod') ?? 'GET')
  const method = methods.includes(wanted) ? wanted : 'GET'
  if (method !== wanted) remark(job, `Hookwright does not send ${wanted} requests, so GET was chosen.`)
  const authentication = parameterOf(job.node, 'authentication')
  if (typeof authentication === 'string' && authentication !== 'none')
    remark(
      job,
      'The credentials of this node are not in the file. Use an action of a connector, or add a header.'
    )
  const query = asSource(job, pairsAt(job, 'queryParameters.parameters'))
  const headers = asSource(job, pairsAt(job, 'headerParameters.parameters'))
  const { body, format } = method === 'GET' ? { format: 'auto' } : bodyOf(job)
  const config: JsonObject = { method, bodyFormat: format, authenticate: false, expectJson: false }
  const inputs = {
    url: parameter(job, 'url'),
    ...(query && { query }),
    ...(headers && { headers }),
    ...(body && { body })
  }
  return jsonOf(addCard(job, { type: 'raw-request', config, inputs }), 'json')
}

const kinds: Record<string, DataKind> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
  array: 'object'
}

const setFields = (job: NodeJob): NodeJson => {
  const assigned = objectsIn(parameterOf(job.node, 'assignments.assignments')).map(
    ({ name, value, type }) => ({
      name: String(name ?? ''),
      value,
      kind: kinds[String(type)] ?? 'text'
    })
  )
  const older = Object.entries(kinds).flatMap(([type, kind]) =>
    pairsAt(job, `values.${type}`).map(pair => ({ ...pair, kind }))
  )
  const raw = parameterOf(job.node, 'jsonOutput')
  if (parameterOf(job.node, 'mode') === 'raw' && typeof raw === 'string') {
    const parsed = addCard(job, { type: 'json-parse', config: {}, inputs: { text: draftInputOf(job, raw) } })
    return jsonOf(parsed, 'output')
  }
  const made = objectOf(job, [...assigned, ...older], true)
  if (made === null) return () => null
  const keeps =
    parameterOf(job.node, 'includeOtherFields') === true || parameterOf(job.node, 'keepOnlySet') === false
  const other = keeps ? job.before([]) : null
  const own = made.out('output')
  if (other === null || own === null) return jsonOf(made, 'output')
  const fields = [
    { id: 'before', label: 'Fields of the previous node' },
    { id: 'own', label: 'Fields of this node' }
  ]
  const inputs: Record<string, DraftInput> = {
    before: { kind: 'source', source: other },
    own: { kind: 'source', source: own }
  }
  return jsonOf(addCard(job, { type: 'object-merge', config: { fields }, inputs }, false), 'output')
}

const respond = (job: NodeJob): NodeJson => {
  if (job.scope.start !== 'api-endpoint') {
    keepNode(job, 'This node responds to an HTTP caller, but no HTTP request starts this flow.')
    return job.before
  }
  const written = parameter(job, 'responseBody')
  const whole = job.before([])
  const body: DraftInput | undefined =
    written ?? (whole === null ? undefined : { kind: 'source', source: whole })
  const isText = written !== undefined && parameterOf(job.node, 'respondWith') === 'text'
  const status = parameter(job, 'options.responseCode') ?? { kind: 'value', value: 200 }
  const config = { bodyFormat: isText || written?.kind === 'text' ? 'text' : 'json' }
  addCard(job, { type: 'return-raw', config, inputs: { status, ...(body && { body }) } })
  return job.before
}

/** Converts a node without branches. Returns its output for the next node. */
export const convertNode = (job: NodeJob): NodeJson => {
  if (job.node.disabled) {
    keepNode(job, 'This node was disabled in n8n.')
    return job.before
  }
  switch (kindOfNode(job.node)) {
    case 'httpRequest':
      return httpRequest(job)
    case 'set':
    case 'editFields':
      return setFields(job)
    case 'respondToWebhook':
      return respond(job)
    case 'noOp':
      return job.before
    case 'merge':
      remark(job, 'A flow has one path in Hookwright, so Merge returns only the data of the previous node.')
      return job.before
    case 'wait': {
      const unit = String(parameterOf(job.node, 'unit') ?? 'hours')
      const units = ['seconds', 'minutes', 'hours', 'days']
      const config = { unit: units.includes(unit) ? unit : 'hours' }
      addCard(job, {
        type: 'wait-for',
        config,
        inputs: { amount: parameter(job, 'amount') ?? { kind: 'value', value: 1 } }
      })
      return job.before
    }
    default:
      keepNode(job, 'Hookwright has no card for this node. Use an action of a connector, or Raw Request.')
      return () => null
  }
}
