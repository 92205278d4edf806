import { cutText, type FieldId, type JsonObject } from '@hookwright/model'
import type { DraftInput } from '../draft-flow.ts'
import { add, type CardJob, exposeValue, fieldValue, given, outputOf, remark, typed } from './card-job.ts'
import { bindAction } from './deployed-cards.ts'
import { keyOfField, nameOfField } from './pack.ts'
import { type FloField, serviceOf, typedValue } from './read-flopack.ts'
import { declaredType } from './values.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Converts a card of the API Connector in Okta Workflows to Raw Request. Returns false for any other
 * operation.
 */
const request = (job: CardJob, operation: string): boolean => {
  const isRaw = operation === 'raw'
  if (!isRaw && !methods.includes(operation.toUpperCase())) return false
  const wanted = typed(job, 'Method', 'Request')
  const mapped = isRaw && (typeof wanted !== 'string' || !methods.includes(wanted))
  const method = mapped ? 'mapped' : isRaw ? String(wanted) : operation.toUpperCase()
  const blank = job.scope.pack.specs.get('raw-request')?.blank().config ?? {}
  const config: JsonObject = {
    ...blank,
    ...{ method, bodyFormat: isRaw ? 'as-mapped' : 'auto', authenticate: false, encodeUrl: false },
    ...{ failOnError: !isRaw, expectJson: false }
  }
  const body = method === 'GET' ? undefined : given(job, 'Body', 'Request')
  const part = (key: string): DraftInput | undefined => given(job, key, 'Request')
  const inputs = {
    url: part('URL'),
    query: part('Query'),
    headers: part('Headers'),
    ...(mapped && { method: part('Method') }),
    ...(body && { body })
  }
  const added = add(job, { type: 'raw-request', config, inputs })
  exposeValue(job, outputOf(job, 'Status Code'), added.out('statusCode'))
  exposeValue(job, outputOf(job, 'Headers'), added.out('headers'))
  const output = outputOf(job, 'Body')
  if (output !== undefined) {
    const type = declaredType(output)
    exposeValue(job, output, added.out(type.kind === 'text' && !type.list ? 'body' : 'json'))
  }
  return true
}

/** Returns the values entered into the fields of a card, one line per field. */
export const linesOfFields = (fields: readonly FloField[]): string[] =>
  fields.flatMap(field => {
    const value = typedValue(field)
    if (value === null || value === '' || field.metadata.forceHide) return []
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return [`${nameOfField(field)}: ${cutText(text, 500)}`]
  })

/** Converts a card to a call of the stub flow for its operation. */
const callStub = (job: CardJob): void => {
  const { service, operation } = serviceOf(job.card)
  const stub = job.scope.pack.stubs.get(`${service} ${operation}`)
  job.report.outcome = 'stub'
  if (stub === undefined) return
  const inputs: Record<FieldId, DraftInput | undefined> = {}
  for (const field of job.card.node.model.inputs) {
    const planned = stub.inputs.find(({ key }) => key === keyOfField(field))
    if (planned !== undefined) inputs[planned.id] = fieldValue(job, field)
  }
  const config = { flowId: stub.id }
  const added = add(job, { type: 'call-flow', config, inputs, title: job.report.card })
  for (const field of job.card.node.model.outputs) {
    const planned = stub.outputs.find(({ key }) => key === keyOfField(field))
    exposeValue(job, field, planned === undefined ? null : added.out(planned.id))
  }
  remark(
    job,
    `No deployed connector “${service}” has this action. The card calls the flow “${stub.name}” instead, which fails until you complete it.`
  )
}

/** Converts a connector's card to a request, a deployed action, or a call of a stub flow. */
export const convertService = (job: CardJob): void => {
  const { service, operation } = serviceOf(job.card)
  if (service === 'httpfunctions' && request(job, operation)) return
  if (!bindAction(job)) callStub(job)
}
